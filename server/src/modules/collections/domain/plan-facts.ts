import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Channel } from './strategy.js'

/** Why a part of an item is not to be asked for. */
export type PauseReason = 'disputed' | 'promised' | 'planned' | 'handed_over'

export interface Pause {
  readonly reason: PauseReason
  readonly minor: bigint
  /** Last day; null without end. */
  readonly untilOn: CalendarDay | null
}

/** A step that was done for an item. */
export interface DoneStep {
  readonly step: string
  readonly channel: Channel
  /** Where the step stood: days after the due day. */
  readonly days: number
  readonly on: CalendarDay
}

/** An instalment with something open. */
export interface OpenInstalment {
  readonly documentId: string
  readonly itemNo: number
  readonly accountId: string
  readonly segmentCode: string
  /** Number of the invoice. */
  readonly number: string
  readonly currency: Currency
  readonly openMinor: bigint
  readonly dueOn: CalendarDay | null
  readonly pauses: readonly Pause[]
  readonly done: readonly DoneStep[]
}

/** A message that a customer had. */
export interface PastContact {
  readonly channel: Channel
  readonly on: CalendarDay
}

/** What a plan has to know about a customer as of a day. */
export interface CustomerFacts {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly ownerUsername: string | null
  readonly active: boolean
  readonly grade: string | null
  readonly customerClass: string | null
  readonly brokenPromises: number
  /** What is overdue over all currencies in minor units of the base currency; null when a rate is missing. */
  readonly overdueBaseMinor: bigint | null
  /** Nobody contacts the customer until this day; null: without end. */
  readonly excluded: { readonly untilOn: CalendarDay | null } | null
  readonly hasEmail: boolean
  readonly hasPhone: boolean
  /** Receipts and credit notes that are not matched yet, as positive amounts by currency. */
  readonly unmatched: ReadonlyMap<Currency, bigint>
  readonly lastReceiptOn: CalendarDay | null
  /** Messages of the last 30 days and of this day. */
  readonly contacts: readonly PastContact[]
  readonly items: readonly OpenInstalment[]
}
