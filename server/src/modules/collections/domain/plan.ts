import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { CustomerFacts, OpenInstalment, PauseReason } from './plan-facts.js'
import type { Channel, Step, Strategy, StrategyDocument } from './strategy.js'

/** Why an item with a step due on a day is not asked for. */
export const asideReasons = [
  'no_due_day',
  'no_strategy',
  'inactive_customer',
  'excluded',
  'quiet_day',
  'not_working_day',
  'disputed',
  'promised',
  'planned',
  'handed_over',
  'open_promise',
  'just_paid',
  'enough_contacts',
  'money_unmatched',
  'below_minimum',
  'no_address',
  'contacted_today',
  'one_per_day',
] as const satisfies readonly (PauseReason | string)[]
export type AsideReason = (typeof asideReasons)[number]

/** A step due for an item: `days` is where it stands after the due day. */
export interface DueStep {
  readonly item: OpenInstalment
  readonly strategy: Strategy
  readonly step: Step
  readonly days: number
  /** What may be asked for: what is open without what is disputed, promised or planned. */
  readonly askedMinor: bigint
}

/** One message or task for one customer, with everything that is asked for in it. */
export interface PlannedContact {
  readonly customer: CustomerFacts
  readonly channel: Channel
  /** The firmest of its steps: it gives template, sender and effect. */
  readonly lead: DueStep
  readonly items: readonly DueStep[]
  readonly approval: boolean
}

export interface SetAside {
  readonly customer: CustomerFacts
  readonly item: OpenInstalment
  readonly strategy: Strategy | null
  readonly step: Step | null
  readonly reason: AsideReason
}

export interface CustomerPlan {
  readonly contacts: readonly PlannedContact[]
  readonly asides: readonly SetAside[]
}

export interface PlanDay {
  readonly on: CalendarDay
  readonly document: StrategyDocument
  /** The bounds of audiences in minor units of the base currency, by strategy. */
  readonly bounds: ReadonlyMap<string, { readonly from: bigint | null; readonly below: bigint | null }>
  readonly isWorkingDay: boolean
  /** Minor units of a decimal of a currency. */
  readonly minorOf: (amount: string, currency: Currency) => bigint
}
