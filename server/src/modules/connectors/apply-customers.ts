import type { Tx } from '../../platform/db/types.js'
import { findCustomersByCode, type Customer } from '../customers/customer-store.js'
import { upsertCustomers } from '../customers/upsert-customers.js'
import type { ApplyContext, ApplyOutcome } from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import type { ImportFault } from './domain/import-fault.js'
import { toCustomer, type CustomerDraft } from './domain/to-parties.js'

/** Creates and updates the customers of a batch; one whose stored data is the same is left alone. */
export async function applyCustomers(
  tx: Tx,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  const faults: ImportFault[] = []
  const drafts: CustomerDraft[] = []
  let rowsFaulty = 0
  for (const row of groups.flatMap((group) => group.rows)) {
    const draft = row.faults.length > 0 ? undefined : toCustomer(row, context.file)
    if (draft && 'name' in draft) drafts.push(draft)
    else {
      rowsFaulty += 1
      faults.push(...row.faults, ...(draft ? [draft] : []))
    }
  }
  const stored = new Map(
    (
      await findCustomersByCode(
        tx,
        drafts.map((draft) => draft.code),
      )
    ).map((customer) => [customer.code, customer]),
  )
  const changed = drafts.filter((draft) => !isSameCustomer(draft, stored.get(draft.code)))
  if (changed.length > 0) await upsertCustomers(tx, changed, context)
  return { rowsApplied: changed.length, rowsUnchanged: drafts.length - changed.length, rowsFaulty, faults }
}

function isSameCustomer(draft: CustomerDraft, stored: Customer | undefined): boolean {
  if (!stored) return false
  const { registeredCapital: capital, groupCode, ...plain } = draft
  const differs = Object.entries(plain).some(([key, value]) => stored[key as keyof typeof plain] !== value)
  const sameCapital =
    capital === undefined ||
    (capital.minor === stored.registeredCapitalMinor && capital.currency === stored.registeredCapitalCurrency)
  return !differs && sameCapital && (groupCode === undefined || groupCode === stored.groupCode)
}
