import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { parseDecimal } from '../../../kernel/rate.js'
import { reduced, type Fraction } from './fraction.js'

/** How many days a year has when a yearly rate is put on days; leap years make no difference (actual/365, actual/360). */
export type DayCount = 365 | 360

/** A rate of interest as it is quoted: percent per year or per day, times a factor. */
export interface InterestRate {
  /** Decimal, such as `3.00`. */
  readonly percent: string
  readonly per: 'year' | 'day'
  /** Decimal, such as `1.5`; `1` for a rate that is taken as it is. */
  readonly factor: string
}

/** A rate for the days after `from`, until the next step. */
export interface RateStep {
  readonly from: CalendarDay
  readonly rate: InterestRate
}

/** The rate as a fraction of the principal, in its own unit of time. */
export function rateFraction({ percent, factor }: Pick<InterestRate, 'percent' | 'factor'>): Fraction {
  const p = parseDecimal(percent)
  const f = parseDecimal(factor)
  return reduced(p.digits * f.digits, 10n ** BigInt(p.scale + f.scale + 2))
}

/** The rate per year: a daily rate times the days of a year by the day count. */
export function yearlyFraction(rate: InterestRate, dayCount: DayCount): Fraction {
  const { numerator, denominator } = rateFraction(rate)
  return rate.per === 'year' ? { numerator, denominator } : reduced(numerator * BigInt(dayCount), denominator)
}

/** Interest on a principal in minor units for so many days, exact. */
export function interestFor(
  principalMinor: bigint,
  days: number,
  rate: InterestRate,
  dayCount: DayCount,
): Fraction {
  const { numerator, denominator } = rateFraction(rate)
  const yearDays = rate.per === 'year' ? BigInt(dayCount) : 1n
  return reduced(principalMinor * BigInt(days) * numerator, denominator * yearDays)
}

/** True when a is more than b. */
export function exceeds(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator > b.numerator * a.denominator
}
