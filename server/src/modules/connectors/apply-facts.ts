import type { Bilingual } from '../../kernel/bilingual.js'
import type { Tx } from '../../platform/db/types.js'
import type { Customer } from '../customers/customer-store.js'
import { findFactItem } from '../facts/domain/catalogue.js'
import { recordFacts, type FactEntry, type FactOutcome } from '../facts/record-facts.js'
import { unknownCustomer, type ApplyContext, type ApplyOutcome } from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import type { ImportFault } from './domain/import-fault.js'
import type { ReadRow } from './domain/read-row.js'
import { toFacts, type FactsDraft } from './domain/to-parties.js'
import { ensureCustomers } from './ensure-customers.js'

/** Records one fact per filled cell. A row is faulty when its customer is unknown or one of its values is refused. */
export async function applyFacts(
  tx: Tx,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  const rows = groups.flatMap((group) => group.rows)
  const readable = rows.filter((row) => row.faults.length === 0)
  const drafts = readable.map((row) => toFacts(row, context.file))
  const customers = await ensureCustomers(
    tx,
    drafts.map(({ customerCode, customerName }) => ({ code: customerCode, name: customerName })),
    context,
  )
  const entries = drafts.map((draft) => entriesOf(draft, customers.get(draft.customerCode), context))
  const outcomes = await recordFacts(tx, { entries: entries.flat(), actor: context.actor, at: context.at })
  const result = { rowsApplied: 0, rowsUnchanged: 0, rowsFaulty: rows.length - readable.length }
  const faults: ImportFault[] = rows.flatMap((row) => row.faults)
  let position = 0
  for (const [index, row] of readable.entries()) {
    const own = entries[index] ?? []
    const found = outcomes.slice(position, (position += own.length))
    const wrong = rowFaults(row, own, found, customers, context)
    faults.push(...wrong)
    if (wrong.length > 0) result.rowsFaulty += 1
    else if (found.some(({ status }) => status === 'recorded' || status === 'corrected'))
      result.rowsApplied += 1
    else result.rowsUnchanged += 1
  }
  return { ...result, faults }
}

function entriesOf(draft: FactsDraft, customer: Customer | undefined, context: ApplyContext): FactEntry[] {
  if (!customer) return []
  const { validOn, periodMonths, currency } = draft
  const { source } = context.file.settings
  return draft.values.map(({ item, value }) => ({
    customerId: customer.id,
    item,
    value,
    source,
    validOn,
    periodMonths,
    currency,
  }))
}

const unreadable: Bilingual = { zh: '该数据项可接受的取值', en: 'a value that this item accepts' }

function rowFaults(
  row: ReadRow,
  entries: readonly FactEntry[],
  outcomes: readonly FactOutcome[],
  customers: ReadonlyMap<string, Customer>,
  context: ApplyContext,
): ImportFault[] {
  const code = row.values['customerCode'] ?? ''
  if (!customers.has(code)) return [unknownCustomer(row.rowNo, code, context.file)]
  return outcomes.flatMap(({ fault }, index) => {
    const entry = entries[index]
    if (fault === null || !entry) return []
    const mapping = context.file.settings.columns[entry.item]
    const header = mapping ? context.file.headers[mapping.column] : undefined
    const column = header ?? findFactItem(entry.item)?.label.zh ?? entry.item
    return [{ rowNo: row.rowNo, column, value: entry.value, code: fault, expected: unreadable }]
  })
}
