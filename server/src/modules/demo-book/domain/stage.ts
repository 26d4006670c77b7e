import type { DocumentLine, DocumentType } from '../../exposure/domain/document.js'
import type { Behaviour, DemoCustomer, DemoDocument, Trade } from './book.js'
import type { Span } from './conduct.js'
import { dayOf } from './day-of.js'
import type { Random } from './random.js'

/** What the steps of one customer's trade with one segment share while they write its history. */
export interface Stage {
  readonly customer: DemoCustomer
  readonly behaviour: Behaviour
  readonly trade: Trade
  readonly random: Random
  readonly span: Span
  /** Gives the next number of a document type; numbers of one customer never repeat. */
  readonly number: (type: DocumentType, day: number) => string
  /** Receipts for orders that were paid in part before delivery, by order number. */
  readonly prepaid: Map<string, Prepayment>
  /** Whether the company gave up what this customer owed when it failed. */
  readonly writesOffLosses: boolean
  readonly documents: DemoDocument[]
}

export interface Prepayment {
  readonly receiptNumber: string
  readonly day: number
  readonly amountMinor: bigint
}

const PREFIX: Readonly<Record<DocumentType, string>> = {
  order: 'SO',
  delivery: 'DN',
  invoice: 'INV',
  receipt: 'RC',
  'credit-note': 'CN',
  'write-off': 'WO',
  bill: 'BL',
}

/** Numbers like `SO2506-000042-03`: type, month, customer, running number of the type. */
export function numbering(customer: DemoCustomer): (type: DocumentType, day: number) => string {
  const used = new Map<DocumentType, number>()
  const key = String(customer.index + 1).padStart(6, '0')
  return (type, day) => {
    const count = (used.get(type) ?? 0) + 1
    used.set(type, count)
    const on = dayOf(day)
    return `${PREFIX[type]}${on.slice(2, 4)}${on.slice(5, 7)}-${key}-${String(count).padStart(2, '0')}`
  }
}

/** A document without what all documents of a stage share. */
export type DocumentBody = Pick<DemoDocument, 'type' | 'number' | 'lines'> &
  Partial<Pick<DemoDocument, 'status' | 'version' | 'dueOn' | 'installments' | 'allocations' | 'disputed'>>

/** Adds one version of a document to the history, unless it would lie in the future. */
export function record(stage: Stage, day: number, recordedDay: number, body: DocumentBody): boolean {
  if (recordedDay > stage.span.endDay) return false
  stage.documents.push({
    source: 'erp',
    customerCode: stage.customer.code,
    segment: stage.trade.segment,
    on: dayOf(day),
    recordedOn: dayOf(recordedDay),
    currency: stage.trade.currency,
    status: 'open',
    version: 1n,
    dueOn: null,
    installments: [],
    allocations: [],
    reservationId: null,
    disputed: false,
    ...body,
  })
  return true
}

/** The only line of a receipt, credit note or write-off. */
export function singleLine(amountMinor: bigint): DocumentLine[] {
  return [{ lineNo: 1, amountMinor, shipOn: null, from: null }]
}
