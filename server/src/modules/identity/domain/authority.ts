import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Money } from '../../../kernel/money.js'

/** The kinds of decision for which somebody may be given an authority. */
export const authorityKinds = [
  'hold-release',
  'limit-change',
  'temporary-limit',
  'credit-opening',
  'rating-override',
  'publication',
  'instalment-plan',
  'write-off',
  'interest-waiver',
] as const

export type AuthorityKind = (typeof authorityKinds)[number]

/** What one person may decide alone. Several may apply to a person; each is judged on its own, they do not add up. */
export interface Authority {
  /** Largest amount, or any. */
  readonly amount: Money | 'unlimited'
  /**
   * How far somebody may go beyond a limit, in basis points of it; null: any. Releasing an order: how far the exposure
   * exceeds the limit. Granting credit: how far the new limit exceeds the one that the policy recommends, or where it
   * has recommended none, the present one. Other decisions have no such share.
   */
  readonly overLimitBp: number | null
  /** Longest validity of what is granted, in days; null: any. */
  readonly daysMax: number | null
  /** Last day of the authority; null: until it is taken away. */
  readonly validUntil: CalendarDay | null
}

/** What a decision needs of its decider. Parts that do not apply are left out. */
export interface NeededAuthority {
  readonly amount: Money
  readonly overLimitBp?: number | undefined
  readonly days?: number | undefined
}

/** Gives `amount` in another currency at today's rate; null without a rate. */
export type ConvertTo = (amount: Money, currency: Money['currency']) => bigint | null

const sameCurrencyOnly: ConvertTo = (amount, currency) => (amount.currency === currency ? amount.minor : null)

/** True when one of the authorities reaches. An amount that cannot be converted is not reached. */
export function reaches(
  authorities: readonly Authority[],
  needed: NeededAuthority,
  convert: ConvertTo = sameCurrencyOnly,
): boolean {
  return authorities.some((authority) => {
    if (authority.overLimitBp !== null && (needed.overLimitBp ?? 0) > authority.overLimitBp) return false
    if (authority.daysMax !== null && (needed.days ?? 0) > authority.daysMax) return false
    if (authority.amount === 'unlimited') return true
    const amount = convert(needed.amount, authority.amount.currency)
    return amount !== null && amount <= authority.amount.minor
  })
}

/** True when one of the authorities reaches credit without a limit, which exceeds every recommended one. */
export function reachesUnlimited(authorities: readonly Authority[], overLimitBp: number): boolean {
  return authorities.some(
    ({ amount, overLimitBp: most }) => amount === 'unlimited' && (most === null || overLimitBp <= most),
  )
}
