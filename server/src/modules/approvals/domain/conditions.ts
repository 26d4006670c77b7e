import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Money } from '../../../kernel/money.js'

export const securityKinds = [
  'guarantee',
  'deposit',
  'pledge',
  'mortgage',
  'letter-of-credit',
  'credit-insurance',
  'other',
] as const

export type SecurityKind = (typeof securityKinds)[number]

/** Security that an approver asks for before what was approved takes effect. */
export interface Security {
  readonly kind: SecurityKind
  /** What it must be worth; null: no amount, as of a guarantee for everything. */
  readonly amount: Money | null
  /** Last day, in the organisation's zone, on which it can be confirmed; then the approval lapses. */
  readonly dueOn: CalendarDay
  readonly note: string | null
  /** Who confirmed that it is in place; null: nobody yet. */
  readonly confirmed: Confirmation | null
}

export interface Confirmation {
  readonly by: string
  readonly at: Date
  /** Of the document that proves it: a contract or receipt number. */
  readonly reference: string
}

/** Approved, but smaller, shorter or secured. Amount in minor units of the request's currency. */
export interface Conditions {
  readonly amountMinor: bigint | null
  readonly validUntil: CalendarDay | null
  readonly security: Security | null
}
