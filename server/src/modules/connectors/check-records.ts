import type { Queryable } from '../../platform/db/types.js'
import { Refusal } from '../../kernel/errors.js'
import { formatAmount } from '../../kernel/money.js'
import type { Currency } from '../../kernel/currency.js'
import { resolveParties } from '../customers/account-store.js'
import { refusedRow, unknownCustomer, unknownSegment } from './apply-outcome.js'
import { DecimalSum } from './domain/cell-number.js'
import { findGivers } from './find-givers.js'
import type { RowGroup } from './domain/group-rows.js'
import { currencyOf, segmentOf, type ImportContext } from './domain/import-context.js'
import type { ImportFault } from './domain/import-fault.js'
import type { ImportKind } from './domain/import-field.js'
import type { ImportTotal } from './domain/import-run.js'
import { toBankLine } from './domain/to-bank-line.js'
import { toBill } from './domain/to-bill.js'
import { toDocuments } from './domain/to-documents.js'
import { toMargin } from './domain/to-margin.js'
import { toCustomer, toLimit } from './domain/to-parties.js'

/** Checks a batch without writing: what can be known from the file, and whether the parties named exist. */
export async function checkRecords(
  db: Queryable,
  kind: ImportKind,
  groups: readonly RowGroup[],
  context: ImportContext,
): Promise<{ faultyRows: number; faults: ImportFault[] }> {
  const strangers = await unknownParties(db, kind, groups, context)
  if (kind === 'bills') await addUnknownGivers(db, groups, context, strangers)
  const faults: ImportFault[] = []
  let faultyRows = 0
  for (const group of groups) {
    const found = [...ownFaults(kind, group, context), ...(strangers.get(group) ?? [])]
    if (found.length === 0) continue
    faults.push(...found)
    faultyRows += group.rows.length
  }
  return { faultyRows, faults }
}

const readers = { customers: toCustomer, limits: toLimit, margins: toMargin, bills: toBill } as const

function ownFaults(kind: ImportKind, group: RowGroup, context: ImportContext): readonly ImportFault[] {
  const [row] = group.rows
  if (!row) return []
  if (kind === 'orders' || kind === 'invoices' || kind === 'receipts') {
    return toDocuments(kind, group.rows, context).faults
  }
  if (row.faults.length > 0 || kind === 'facts') return row.faults
  if (kind === 'bank-lines') {
    const line = toBankLine(row, context, new Map())
    return line !== null && 'rowNo' in line ? [line] : []
  }
  const made = readers[kind](row, context)
  return 'rowNo' in made ? [made] : []
}

async function unknownParties(
  db: Queryable,
  kind: ImportKind,
  groups: readonly RowGroup[],
  context: ImportContext,
): Promise<Map<RowGroup, ImportFault[]>> {
  if (kind === 'customers') return new Map()
  const pairs = groups.map(({ rows: [row] }) => ({
    customerCode: row?.values['customerCode'] ?? '',
    segmentCode: row ? segmentOf(row, context) : '',
  }))
  const distinct = [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()]
  const resolved = await resolveParties(db, distinct)
  const customers = new Set(resolved.flatMap((row) => (row.customerId === null ? [] : row.customerCode)))
  const result = new Map<RowGroup, ImportFault[]>()
  for (const [index, group] of groups.entries()) {
    const { customerCode, segmentCode } = pairs[index] ?? { customerCode: '', segmentCode: '' }
    const rowNo = group.rows[0]?.rowNo ?? 0
    const faults: ImportFault[] = []
    if (customerCode !== '' && !context.settings.createMissing && !customers.has(customerCode)) {
      faults.push(unknownCustomer(rowNo, customerCode, context))
    }
    if (segmentCode !== '' && !context.segmentCurrencies.has(segmentCode)) {
      faults.push(unknownSegment(rowNo, segmentCode, context))
    }
    if (faults.length > 0) result.set(group, faults)
  }
  return result
}

/** Bills of which no customer has the name of whoever gave them. */
async function addUnknownGivers(
  db: Queryable,
  groups: readonly RowGroup[],
  context: ImportContext,
  strangers: Map<RowGroup, ImportFault[]>,
): Promise<void> {
  const read = groups.flatMap((group) => {
    const [row] = group.rows
    const bill = row === undefined || row.faults.length > 0 ? undefined : toBill(row, context)
    return row && bill && !('rowNo' in bill) ? [{ group, row, bill }] : []
  })
  const givers = await findGivers(
    db,
    read.map(({ bill }) => bill),
  )
  for (const [index, { group, row, bill }] of read.entries()) {
    const giver = givers[index]
    if (giver instanceof Refusal)
      strangers.set(group, [...(strangers.get(group) ?? []), refusedRow(row.rowNo, giver, bill.giver)])
  }
}

/** Sums what the readable rows of a file state, per currency, as a check against the total of its source. */
export class TotalWatch {
  private readonly sums = new Map<Currency, { sum: DecimalSum; rows: number }>()

  constructor(private readonly context: ImportContext) {}

  add(groups: readonly RowGroup[]): void {
    for (const row of groups.flatMap((group) => group.rows)) {
      const amount = row.values['amount'] ?? row.values['salesRevenue']
      if (amount === undefined || row.faults.length > 0) continue
      const currency = currencyOf(row, this.context)
      const entry = this.sums.get(currency) ?? { sum: new DecimalSum(), rows: 0 }
      entry.sum.add(amount)
      entry.rows += 1
      this.sums.set(currency, entry)
    }
  }

  totals(): ImportTotal[] {
    return [...this.sums].map(([currency, { sum, rows }]) => ({
      currency,
      amount: withDigits(sum.toString(), currency),
      rows,
    }))
  }
}

/** At least the currency's own decimals: 5 -> 5.00. */
function withDigits(decimal: string, currency: Currency): string {
  const digits = formatAmount(0n, currency).split('.')[1]?.length ?? 0
  const [whole = '0', fraction = ''] = decimal.split('.')
  return digits === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(digits, '0')}`
}
