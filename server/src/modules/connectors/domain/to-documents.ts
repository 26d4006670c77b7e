import { calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { DocumentContent, DocumentLine } from '../../exposure/domain/document.js'
import { amountOf, currencyOf, faultOf, segmentOf, type ImportContext } from './import-context.js'
import type { ImportFault } from './import-fault.js'
import type { ReadRow } from './read-row.js'

/** A document as a file states it; the version is given when it is compared with what is stored. */
export interface DocumentDraft {
  readonly customerCode: string
  readonly segmentCode: string
  readonly content: Omit<DocumentContent, 'version'>
}

/** What the adjacent rows of one document number make: documents, or faults. */
export interface DraftGroup {
  readonly rowNos: readonly number[]
  readonly customerName: string | undefined
  readonly drafts: readonly DocumentDraft[]
  readonly faults: readonly ImportFault[]
}

export type DocumentKind = 'orders' | 'invoices' | 'receipts'

/** Number of the receipt that an invoice's settled date stands for. */
export function derivedReceiptNumber(invoiceNumber: string): string {
  return `${invoiceNumber}-R`
}

/** Makes the documents of adjacent rows with one number. Rows with faults of their own make none. */
export function toDocuments(
  kind: DocumentKind,
  rows: readonly ReadRow[],
  context: ImportContext,
): DraftGroup {
  const first = rows[0]
  if (!first) throw new RangeError('a document needs rows')
  const currency = currencyOf(first, context)
  const result = { rowNos: rows.map((row) => row.rowNo), customerName: first.values['customerName'] }
  const faults = [
    ...rows.flatMap((row) => row.faults),
    ...rows.slice(1).flatMap((row) => disagreement(first, row, context)),
  ]
  if (faults.length > 0) return { ...result, drafts: [], faults }
  const made = makers[kind](rows, context, currency)
  return Array.isArray(made)
    ? { ...result, drafts: made, faults: [] }
    : { ...result, drafts: [], faults: [made] }
}

const makers: Readonly<
  Record<
    DocumentKind,
    (rows: readonly ReadRow[], context: ImportContext, currency: Currency) => DocumentDraft[] | ImportFault
  >
> = { orders: makeOrder, invoices: makeInvoice, receipts: makeReceipt }

function disagreement(first: ReadRow, row: ReadRow, context: ImportContext): ImportFault[] {
  return ['customerCode', 'date', 'currency', 'segment']
    .filter((key) => first.values[key] !== row.values[key])
    .map((key) => faultOf(row, context, key, 'differs_in_document'))
}

type Details = Partial<Omit<DocumentContent, 'version'>> & Pick<DocumentContent, 'type' | 'lines'>

function draftOf(
  first: ReadRow,
  context: ImportContext,
  currency: Currency,
  details: Details,
): DocumentDraft {
  return {
    customerCode: first.values['customerCode'] ?? '',
    segmentCode: segmentOf(first, context),
    content: {
      source: context.settings.source,
      number: first.values['number'] ?? '',
      status: 'open',
      on: calendarDay(first.values['date'] ?? ''),
      dueOn: null,
      installments: [],
      currency,
      allocations: [],
      reservationId: null,
      disputed: false,
      ...details,
    },
  }
}

function makeOrder(rows: readonly ReadRow[], context: ImportContext, currency: Currency) {
  const lines = linesOf(rows, context, currency)
  if (!Array.isArray(lines)) return lines
  return rows[0] ? [draftOf(rows[0], context, currency, { type: 'order', lines })] : []
}

/** An invoice; with a settled date also the receipt of the whole amount on that day. Below zero it is a credit note. */
function makeInvoice(rows: readonly ReadRow[], context: ImportContext, currency: Currency) {
  const [first] = rows
  if (rows.some((row) => isNegative(row))) return makeCreditNote(rows, context, currency)
  const lines = linesOf(rows, context, currency)
  if (!Array.isArray(lines)) return lines
  if (!first) return []
  const { dueDate, date = '', settledDate, disputed } = first.values
  if (dueDate !== undefined && dueDate < date) return faultOf(first, context, 'dueDate', 'before_document')
  const invoice = draftOf(first, context, currency, {
    type: 'invoice',
    lines,
    dueOn: dueDate === undefined ? null : calendarDay(dueDate),
    disputed: disputed === 'true',
  })
  if (settledDate === undefined) return [invoice]
  const { number } = invoice.content
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  const receipt = draftOf(first, context, currency, {
    type: 'receipt',
    number: derivedReceiptNumber(number),
    on: calendarDay(settledDate),
    lines: [{ lineNo: 1, amountMinor, shipOn: null, from: null }],
    allocations: [{ number, amountMinor }],
  })
  return [invoice, receipt]
}

const isNegative = (row: ReadRow) => (row.values['amount'] ?? '').startsWith('-')

/**
 * A red-letter invoice (红字发票): what ERP systems export as an invoice below zero is a credit note of the amount
 * without its sign, for the invoice that it names, or else unapplied. One that was settled has nothing open.
 */
function makeCreditNote(rows: readonly ReadRow[], context: ImportContext, currency: Currency) {
  const odd = rows.find((row) => !isNegative(row))
  if (odd) return faultOf(odd, context, 'amount', 'mixed_signs')
  const [first] = rows
  if (!first) return []
  const lines = linesOf(rows.map(unsigned), context, currency)
  if (!Array.isArray(lines)) return lines
  const { originalNumber, settledDate } = first.values
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  return [
    draftOf(first, context, currency, {
      type: 'credit-note',
      lines: lines.map((line) => ({ ...line, from: null })),
      status: settledDate === undefined ? 'open' : 'closed',
      allocations: originalNumber === undefined ? [] : [{ number: originalNumber, amountMinor }],
    }),
  ]
}

function unsigned(row: ReadRow): ReadRow {
  return { ...row, values: { ...row.values, amount: (row.values['amount'] ?? '').replace(/^-/, '') } }
}

/** A receipt; the rows of one number share its amount out among invoices. */
function makeReceipt(rows: readonly ReadRow[], context: ImportContext, currency: Currency) {
  const [first] = rows
  if (!first) return []
  const amount = amountOf(first, context, 'amount', currency)
  if (typeof amount === 'object') return amount
  const allocations: { number: string; amountMinor: bigint }[] = []
  let left = amount ?? 0n
  for (const row of rows) {
    const number = row.values['invoiceNumber']
    if (number === undefined) continue
    const stated = amountOf(row, context, 'allocatedAmount', currency)
    if (typeof stated === 'object') return stated
    const amountMinor = stated ?? (rows.length === 1 ? left : 0n)
    if (amountMinor > left) return faultOf(row, context, 'allocatedAmount', 'exceeds_document')
    if (amountMinor > 0n) allocations.push({ number, amountMinor })
    left -= amountMinor
  }
  const lines = [{ lineNo: 1, amountMinor: amount ?? 0n, shipOn: null, from: null }]
  return [draftOf(first, context, currency, { type: 'receipt', lines, allocations })]
}

function linesOf(
  rows: readonly ReadRow[],
  context: ImportContext,
  currency: Currency,
): DocumentLine[] | ImportFault {
  const lines: DocumentLine[] = []
  const seen = new Set<number>()
  for (const [index, row] of rows.entries()) {
    const amountMinor = amountOf(row, context, 'amount', currency)
    if (typeof amountMinor === 'object') return amountMinor
    const lineNo = Number(row.values['lineNo'] ?? index + 1)
    if (seen.has(lineNo)) return faultOf(row, context, 'lineNo', 'not_adjacent')
    seen.add(lineNo)
    const { shipDate, orderNumber } = row.values
    lines.push({
      lineNo,
      amountMinor: amountMinor ?? 0n,
      shipOn: shipDate === undefined ? null : calendarDay(shipDate),
      from:
        orderNumber === undefined || amountMinor === undefined
          ? null
          : { type: 'order', number: orderNumber, lineNo, amountMinor },
    })
  }
  return lines
}
