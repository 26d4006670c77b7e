import type { Bilingual } from '../../../kernel/bilingual.js'

/** The ways in which a step reaches somebody. `in-app` and `phone` stay inside the house. */
export const channels = ['email', 'sms', 'letter', 'phone', 'in-app'] as const
export type Channel = (typeof channels)[number]

export type DunningLocale = 'zh-CN' | 'en'

/** What the days of a step are counted from. */
export const anchors = ['due', 'oldest-due', 'previous'] as const
export type Anchor = (typeof anchors)[number]

export const creditEffects = ['none', 'block-orders', 'freeze'] as const
export type CreditEffect = (typeof creditEffects)[number]

/** Whom a strategy is for: all that is named must hold; nothing unknown ever holds. */
export interface Audience {
  readonly grades?: readonly string[] | undefined
  /** Codes of credit segments. */
  readonly segments?: readonly string[] | undefined
  /** Codes of customer classes of the credit policy. */
  readonly classes?: readonly string[] | undefined
  /** Usernames of owners. */
  readonly owners?: readonly string[] | undefined
  /** What the customer has overdue over all currencies, as decimals in the base currency. */
  readonly overdue?: { readonly from?: string | undefined; readonly below?: string | undefined } | undefined
  /** Promises that the customer broke lately. */
  readonly brokenPromisesFrom?: number | undefined
}

export interface Step {
  /** Names the step for good: what was done under it is not done again, in no later version either. */
  readonly code: string
  readonly name: Bilingual
  readonly anchor: Anchor
  /** Days after the anchor; negative is before the due day. */
  readonly days: number
  readonly channel: Channel
  readonly template: string
  /** In whose name the text speaks: the organisation, or the person who looks after the customer. */
  readonly sender: 'organisation' | 'owner'
  /** A role that is told besides, so that the matter climbs. */
  readonly escalateTo?: string | undefined
  readonly workingDaysOnly: boolean
  /** Decimals by currency; what a customer is asked for in a currency is left out below it. */
  readonly minimum: Readonly<Record<string, string>>
  readonly creditEffect: CreditEffect
  /** Waits until somebody has agreed. */
  readonly approval: boolean
}

/** When a customer is left in peace. */
export interface StopConditions {
  /** While any promise of the customer is open. */
  readonly openPromise: boolean
  /** Days after the last receipt; 0: at once again. */
  readonly afterReceiptDays: number
  /** At most so many messages in 30 days; null: without bound. */
  readonly contactsIn30Days: number | null
}

export interface Strategy {
  readonly code: string
  readonly name: Bilingual
  readonly audience: Audience
  readonly locale: DunningLocale
  readonly stop: StopConditions
  /** What happens to a contact in a currency in which money of the customer is not matched yet. */
  readonly unmatchedMoney: 'set-aside' | 'mention'
  readonly steps: readonly Step[]
}

/** All strategies of the organisation: the first whose audience fits decides about an item. */
export interface StrategyDocument {
  readonly title: Bilingual
  readonly description: Bilingual
  /** Messages leave between these hours (`HH:MM`) of the organisation's zone. */
  readonly hours: { readonly from: string; readonly until: string }
  /** Days on which nobody is contacted, first and last day of each spell. */
  readonly quietDays: readonly { readonly from: string; readonly until: string; readonly name: string }[]
  /** At most one contact per customer and day for each channel, or at all. */
  readonly onePerDay: 'channel' | 'customer'
  readonly strategies: readonly Strategy[]
}

/**
 * How many days after the due day of its item each step stands, so that steps of different anchors have an order: those
 * that follow the previous step stand that much later.
 */
export function nominalDays(steps: readonly Step[]): readonly number[] {
  const known = nominals.get(steps)
  if (known) return known
  let before = 0
  const days = steps.map((step) => {
    before = step.anchor === 'previous' ? before + step.days : step.days
    return before
  })
  nominals.set(steps, days)
  return days
}

/** Asked for with each item of the book, and the same for all of a strategy. */
const nominals = new WeakMap<readonly Step[], readonly number[]>()

/** Whether a message of this channel leaves the house towards the customer. */
export function isOutward(channel: Channel): boolean {
  return channel === 'email' || channel === 'sms' || channel === 'letter'
}
