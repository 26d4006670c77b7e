import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Money } from '../../../kernel/money.js'
import type { DocumentContent } from '../../exposure/domain/document.js'

/** What a demo book is made from; the same parameters give the same book on every machine. */
export interface BookParams {
  /** Any 32-bit whole number. */
  readonly seed: number
  readonly customers: number
  /** Length of the trading history. */
  readonly months: number
  /** The "today" of the installation: nothing in the book was recorded later. */
  readonly endOn: CalendarDay
}

export const DEFAULT_CUSTOMERS = 300
export const DEFAULT_MONTHS = 24

export type SegmentCode = 'CN01' | 'EX01'

/** How a customer pays; it shows in receipts, disputes, statements and events alike. */
export type Behaviour =
  | 'prompt'
  | 'slow'
  | 'seasonal'
  | 'deteriorating'
  | 'sudden-default'
  | 'recovering'
  | 'disputing'
  | 'many-small-overdue'
  | 'one-large-overdue'
  | 'new-customer'

/** Where a customer is at home: sold to by the domestic company, by the export division, or (a trading house) by both. */
export type Origin = 'domestic' | 'trading-house' | 'abroad'

export type CompanySize = 'micro' | 'small' | 'medium' | 'large'

/** How one customer trades with one segment. */
export interface Trade {
  readonly segment: SegmentCode
  /** The currency of its documents; the account of EX01 is kept in USD whatever it is. */
  readonly currency: Currency
  /** Average purchases per month in minor units of `currency`, tax included. */
  readonly monthlyMinor: bigint
  /** Orders in a hundred months. */
  readonly ordersPerHundredMonths: number
  readonly netDays: number
  /** Shares of an invoice in percent with their days after it; absent: one payment after `netDays`. */
  readonly instalments?: readonly { readonly percent: number; readonly days: number }[]
  readonly billing: 'per-delivery' | 'monthly'
  /** Days of the month the customer's cashier pays on; empty: any day. */
  readonly payDays: readonly number[]
  /** Pays a part in advance of some orders. */
  readonly prepays: boolean
}

export interface DemoCustomer {
  /** Place in the book, from 0. */
  readonly index: number
  readonly code: string
  readonly name: string
  readonly shortName: string
  /** Missing for companies abroad. */
  readonly uscc?: string
  readonly industryCode: string
  readonly industryName: string
  readonly province: string
  readonly city: string
  readonly size: CompanySize
  readonly foundedOn: CalendarDay
  readonly registeredCapital: Money
  readonly paidInCapital: Money
  readonly legalRepresentative: string
  readonly ownerUsername: string
  readonly groupCode?: string
  readonly behaviour: Behaviour
  /** First day of trade inside the book's window. */
  readonly tradingSinceOn: CalendarDay
  readonly trades: readonly Trade[]
}

/** A credit group with its parent's brand; `limitPercent` is there when the group has a limit of its own. */
export interface DemoGroup {
  readonly code: string
  readonly name: string
  readonly memberCodes: readonly string[]
  /** The group's limit in percent of the sum of its members' limits. */
  readonly limitPercent?: number
}

/** One version of one document as the ERP would send it (`PUT /documents/{source}/{type}/{number}`). */
export interface DemoDocument extends DocumentContent {
  readonly customerCode: string
  readonly segment: SegmentCode
  /** When this version was made; the stream is sorted by it. */
  readonly recordedOn: CalendarDay
}
