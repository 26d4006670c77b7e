import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'

/** What is left of a receipt or credit note of one account. */
export interface MoneyIn {
  readonly documentId: Id
  readonly number: string
  readonly kind: 'receipt' | 'credit-note'
  readonly on: CalendarDay
  /** What is not applied yet, above zero. */
  readonly leftMinor: bigint
  /** The reference of the bank line behind it; empty when there is none. */
  readonly reference: string
  /** How sure it is that this customer paid: 10000 where the ERP says so. */
  readonly payerBp: number
}

/** An open instalment of an invoice of the same account and currency. */
export interface Receivable {
  readonly invoiceId: Id
  readonly itemNo: number
  readonly number: string
  readonly on: CalendarDay
  readonly dueOn: CalendarDay | null
  readonly openMinor: bigint
  readonly amountMinor: bigint
  readonly disputed: boolean
  /** Where it is billed interest: the instalment it is owed on, as `invoiceId itemNo`. */
  readonly interestOf: string | null
}

export const matchMethods = ['designation', 'exact', 'sum', 'order', 'manual'] as const
export type MatchMethod = (typeof matchMethods)[number]

/** Why a match is believed, or what speaks against it. `values` fill the placeholders of its text. */
export interface Ground {
  readonly code: GroundCode
  readonly values?: Readonly<Record<string, string | number>>
}

export type GroundCode =
  | 'cited_full'
  | 'cited_part'
  | 'cited_sum'
  | 'cited_short'
  | 'cited_over'
  | 'exact_only'
  | 'exact_several'
  | 'whole_balance'
  | 'due_balance'
  | 'oldest_sum'
  | 'sum_only'
  | 'sum_several'
  | 'legal_order'
  | 'over_balance'
  | 'discount'
  | 'fee'
  | 'not_due'
  | 'round_amount'
  | 'payer_unsure'
  | 'undone_before'
  | 'by_hand'

export interface MatchItem {
  readonly invoiceId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
  /** What the customer need not pay of the instalment. */
  readonly grantedMinor: bigint
}

/** What a receipt should be applied to, and why. */
export interface Proposal {
  readonly documentId: Id
  readonly method: MatchMethod
  readonly confidenceBp: number
  readonly grounds: readonly Ground[]
  readonly items: readonly MatchItem[]
  readonly grantedKind: 'discount' | 'fee' | null
}

/** Two proposals that apply the same amounts to the same instalments have the same signature. */
export function signatureOf(items: readonly MatchItem[]): string {
  return items
    .map((item) => `${item.invoiceId}:${item.itemNo}:${item.amountMinor}:${item.grantedMinor}`)
    .sort()
    .join(' ')
}

export function amountOf(items: readonly MatchItem[]): bigint {
  return items.reduce((sum, item) => sum + item.amountMinor, 0n)
}
