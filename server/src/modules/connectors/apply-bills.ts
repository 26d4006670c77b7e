import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { currentBills, type KnownBill } from '../cash-application/bills/bill-store.js'
import { receiveBill } from '../cash-application/bills/receive-bill.js'
import { lockParties } from '../exposure/find-parties.js'
import { refusedRow, type ApplyContext, type ApplyOutcome } from './apply-outcome.js'
import type { RowGroup } from './domain/group-rows.js'
import type { ImportFault } from './domain/import-fault.js'
import { toBill, type BillRow } from './domain/to-bill.js'
import { findGivers } from './find-givers.js'

interface DraftRow {
  readonly rowNo: number
  readonly bill: BillRow & { readonly customerCode: string }
}

/**
 * Registers the bills of a batch as given in payment, and asks for what they settle to be found. A bill that is
 * registered as the file says is left alone, wherever it has gone since; one that differs is a fault.
 */
export async function applyBills(
  tx: Tx,
  groups: readonly RowGroup[],
  context: ApplyContext,
): Promise<ApplyOutcome> {
  const rows = groups.flatMap((group) => group.rows)
  const faults: ImportFault[] = []
  const read: { rowNo: number; bill: BillRow }[] = []
  for (const row of rows) {
    const bill = row.faults.length > 0 ? undefined : toBill(row, context.file)
    if (bill && !('rowNo' in bill)) read.push({ rowNo: row.rowNo, bill })
    else faults.push(...row.faults, ...(bill ? [bill] : []))
  }
  let rowsFaulty = rows.length - read.length
  const refuse = (rowNo: number, refusal: Refusal, value: string) => {
    rowsFaulty += 1
    faults.push(refusedRow(rowNo, refusal, value))
  }
  const givers = await findGivers(
    tx,
    read.map(({ bill }) => bill),
  )
  const drafts = read.flatMap(({ rowNo, bill }, index): DraftRow[] => {
    const giver = givers[index] ?? new Refusal('bill_giver_unknown', { name: bill.giver })
    if (typeof giver === 'string') return [{ rowNo, bill: { ...bill, customerCode: giver } }]
    refuse(rowNo, giver, bill.giver)
    return []
  })
  // Every group that is touched, in the order of all postings.
  await lockParties(
    tx,
    drafts.map(({ bill }) => bill),
  )
  let rowsApplied = 0
  for (const { rowNo, bill } of drafts) {
    const outcome = await registered(tx, bill, context)
    if (outcome instanceof Refusal) refuse(rowNo, outcome, bill.number)
    else if (outcome) rowsApplied += 1
  }
  return { rowsApplied, rowsUnchanged: rows.length - rowsApplied - rowsFaulty, rowsFaulty, faults }
}

/** True when the bill is new, false when it is there as stated. */
async function registered(
  tx: Tx,
  bill: DraftRow['bill'],
  { actor, at, today, effects }: ApplyContext,
): Promise<boolean | Refusal> {
  const [known] = await currentBills(tx, bill.number, bill.subRange)
  if (known) {
    const same = isSame(known, bill)
    return same ? false : new Refusal('bill_differs', { number: bill.number, customer: known.customerCode })
  }
  const draft = { ...bill, receivedOn: bill.receivedOn ?? today, items: [] }
  try {
    await receiveBill(tx, draft, { actor, at, today, by: actor.label, effects })
    return true
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function isSame(known: KnownBill, { amount, ...bill }: DraftRow['bill']): boolean {
  return (
    known.customerCode === bill.customerCode &&
    known.segmentCode === bill.segmentCode &&
    known.kind === bill.kind &&
    known.currency === amount.currency &&
    known.amountMinor === amount.minor &&
    known.issuedOn === bill.issuedOn &&
    known.maturesOn === bill.maturesOn
  )
}
