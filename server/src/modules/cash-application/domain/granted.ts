import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'
import { divideRounded } from '../../../kernel/rate.js'
import type { MatchingRules } from './matching-settings.js'
import type { MatchItem } from './money-in.js'
import type { Pooled } from './pool.js'

export interface Granted {
  readonly kind: 'discount' | 'fee'
  readonly items: readonly MatchItem[]
}

/**
 * How a payment that is less than the instalments it is for settles them all the same: the difference is exactly the
 * early-payment discount of all of them, or no more than the bank fee that is granted. Null when it is neither.
 */
export function grantDifference(
  paidMinor: bigint,
  items: readonly Pooled[],
  paidOn: CalendarDay,
  settings: MatchingRules,
): Granted | null {
  const shortMinor = items.reduce((sum, item) => sum + item.leftMinor, 0n) - paidMinor
  if (shortMinor <= 0n || items.length === 0) return null
  const discounts = items.map((item) => discountOf(item, paidOn, settings))
  if (
    discounts.every((minor) => minor > 0n) &&
    discounts.reduce((sum, minor) => sum + minor) === shortMinor
  ) {
    return { kind: 'discount', items: items.map((item, index) => settled(item, discounts[index] ?? 0n)) }
  }
  const last = items.at(-1)
  if (!last || shortMinor > settings.feeMaxMinor || shortMinor >= last.leftMinor) return null
  return { kind: 'fee', items: items.map((item) => settled(item, item === last ? shortMinor : 0n)) }
}

function settled({ invoiceId, itemNo, leftMinor }: Pooled, grantedMinor: bigint): MatchItem {
  return { invoiceId, itemNo, amountMinor: leftMinor - grantedMinor, grantedMinor }
}

/** The discount of an instalment that is paid whole and in time, rounded half up to the minor unit. */
function discountOf(
  { on, amountMinor, leftMinor }: Pooled,
  paidOn: CalendarDay,
  settings: MatchingRules,
): bigint {
  const { discountBp, discountDays } = settings
  if (discountBp === 0 || leftMinor !== amountMinor || paidOn > addDays(on, discountDays)) return 0n
  return divideRounded(amountMinor * BigInt(discountBp), 10_000n)
}
