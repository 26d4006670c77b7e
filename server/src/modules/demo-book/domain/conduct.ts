import type { Behaviour } from './book.js'
import type { Random } from './random.js'

/** The span of a customer's trade in day numbers, and for a defaulter the day on which the money stops. */
export interface Span {
  readonly startDay: number
  readonly endDay: number
  readonly stopDay: number
}

/** The day a `sudden-default` customer stops paying; never for all others. */
export function stopDayOf(random: Random, behaviour: Behaviour, startDay: number, endDay: number): number {
  if (behaviour !== 'sudden-default') return Number.POSITIVE_INFINITY
  const longest = Math.min(270, Math.floor((endDay - startDay) / 2))
  return endDay - random.int(Math.min(70, longest), longest)
}

/**
 * How many days after the due day a payment is made (negative: before it).
 *
 * @returns undefined when it is never made
 */
export function delayDays(
  random: Random,
  behaviour: Behaviour,
  span: Span,
  dueDay: number,
): number | undefined {
  const age = span.endDay - dueDay
  switch (behaviour) {
    case 'prompt':
    case 'one-large-overdue':
      return random.int(-6, 3)
    case 'slow':
      return random.int(8, 30)
    case 'seasonal':
      return inSpringFestivalCrunch(dueDay) ? random.int(10, 35) : random.int(-3, 6)
    case 'deteriorating': {
      const late = Math.max(0, Math.floor(((365 - age) * 60) / 365))
      return random.int(late - 4, late + 12)
    }
    case 'sudden-default':
      return dueDay >= span.stopDay ? undefined : random.int(-3, 6)
    case 'recovering':
      if (age > 420) return random.int(35, 60)
      return age > 200 ? random.int(12, 30) : random.int(-2, 5)
    case 'disputing':
      return random.int(2, 18)
    case 'many-small-overdue':
      return random.chance(45) ? random.int(20, 75) : random.int(0, 8)
    case 'new-customer':
      return random.int(-2, 9)
  }
}

/** How busy a month is in percent of an average one. */
export function intensityPercent(
  behaviour: Behaviour,
  span: Span,
  day: number,
  highSeason: readonly number[],
): number {
  const month = monthOf(day)
  const high = highSeason.includes(month)
  const season = behaviour === 'seasonal' ? (high ? 260 : 40) : high ? 130 : month === 2 ? 60 : 100
  return Math.floor((season * trendPercent(behaviour, span, day)) / 100)
}

function trendPercent(behaviour: Behaviour, span: Span, day: number): number {
  const age = span.endDay - day
  if (behaviour === 'deteriorating') return age < 180 ? 75 : 105
  if (behaviour === 'recovering') return age > 400 ? 70 : 110
  // Somebody about to fail stocks up on credit first, then orders no more.
  if (behaviour === 'sudden-default')
    return day > span.stopDay + 10 ? 0 : day > span.stopDay - 120 ? 190 : 100
  return 100
}

function inSpringFestivalCrunch(day: number): boolean {
  return monthOf(day) <= 3
}

/** The calendar month (1 to 12) of a day number. */
function monthOf(day: number): number {
  return new Date(day * 86_400_000).getUTCMonth() + 1
}
