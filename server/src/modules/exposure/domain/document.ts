import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Id } from '../../../kernel/ids.js'

/** What a source system states. */
export const statedTypes = ['order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'] as const
/** A bill of exchange is recorded in the register of bills: what counts of it as exposure until it is paid. */
export const documentTypes = [...statedTypes, 'bill'] as const
export type DocumentType = (typeof documentTypes)[number]

export const documentStatuses = ['open', 'closed', 'cancelled'] as const
export type DocumentStatus = (typeof documentStatuses)[number]

/** What a line takes out of an earlier document. */
export interface LineSource {
  readonly type: DocumentType
  readonly number: string
  readonly lineNo: number
  readonly amountMinor: bigint
}

export interface DocumentLine {
  readonly lineNo: number
  readonly amountMinor: bigint
  readonly shipOn: CalendarDay | null
  readonly from: LineSource | null
}

export interface Installment {
  readonly dueOn: CalendarDay
  readonly amountMinor: bigint
}

/** An amount of a receipt, credit note or write-off that settles the invoice of that number. */
export interface Allocation {
  readonly number: string
  readonly amountMinor: bigint
  /**
   * The one instalment that is settled, of an invoice of another source: what documents made here say. Left out: the
   * invoice of the same source, oldest due first.
   */
  readonly instalment?: { readonly source: string; readonly itemNo: number }
}

/** A business document as its source states it. Amounts are minor units of `currency`, zero or more. */
export interface DocumentContent {
  readonly source: string
  readonly type: DocumentType
  readonly number: string
  readonly version: bigint
  readonly status: DocumentStatus
  readonly on: CalendarDay
  readonly dueOn: CalendarDay | null
  readonly installments: readonly Installment[]
  readonly currency: Currency
  readonly lines: readonly DocumentLine[]
  readonly allocations: readonly Allocation[]
  readonly reservationId: Id | null
  readonly disputed: boolean
}

/** Documents are told apart by source, type and number. */
export interface DocumentKey {
  readonly source: string
  readonly type: string
  readonly number: string
}

export function documentKey(key: DocumentKey): string {
  return JSON.stringify([key.source, key.type, key.number])
}

/** Which earlier documents a line of each type may take from. */
export const sourceTypes: Readonly<Record<DocumentType, readonly DocumentType[]>> = {
  order: [],
  delivery: ['order'],
  invoice: ['order', 'delivery'],
  receipt: [],
  'credit-note': ['delivery', 'invoice'],
  'write-off': ['invoice'],
  bill: [],
}

/** Types that settle invoices by allocation. */
export const settlingTypes: ReadonlySet<DocumentType> = new Set(['receipt', 'credit-note', 'write-off'])

export function totalOf(lines: readonly { amountMinor: bigint }[]): bigint {
  return lines.reduce((sum, line) => sum + line.amountMinor, 0n)
}
