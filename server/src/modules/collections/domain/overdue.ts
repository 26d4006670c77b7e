import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { OpenInstalment } from './plan-facts.js'

/** Minor units of the base currency; null when the rate is not known. */
export type ToBase = (minor: bigint, currency: Currency) => bigint | null

/**
 * What is overdue on a day, in minor units of the base currency; null when a rate is missing. What is due on the day
 * itself is not overdue, nor is what has no due day.
 */
export function overdueOn(
  items: readonly Pick<OpenInstalment, 'dueOn' | 'currency' | 'openMinor'>[],
  on: CalendarDay,
  toBase: ToBase,
): bigint | null {
  const byCurrency = new Map<Currency, bigint>()
  for (const { dueOn, currency, openMinor } of items) {
    if (dueOn !== null && dueOn < on) {
      byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + openMinor)
    }
  }
  let sum = 0n
  for (const [currency, minor] of byCurrency) {
    const converted = toBase(minor, currency)
    if (converted === null) return null
    sum += converted
  }
  return sum
}
