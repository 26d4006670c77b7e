import { dayText, type Invoice } from './invoice.js'
import { distancesFor, type Residuals } from './residuals.js'

/** What comes in within a week, in the unit of the amounts. */
export interface CashWeek {
  /** Its Monday. */
  readonly week: string
  readonly expected: number
  /** Bounds that hold what comes in four of five weeks, as far as invoices are paid apart from each other. */
  readonly low: number
  readonly high: number
  readonly byDueDay: number
  readonly actual: number
}

export interface CashForecast {
  readonly weeks: readonly CashWeek[]
  /** Σ |expected − actual| ÷ Σ actual over the weeks; null when nothing came. */
  readonly wape: number | null
  readonly wapeByDueDay: number | null
  /** Share of weeks within the bounds. */
  readonly withinBounds: number | null
}

/** Standard deviations that hold four fifths of a normal distribution. */
const FOUR_FIFTHS = 1.2815515655446004
/** 1970-01-01 was a Thursday. */
const FROM_MONDAY = 3

/**
 * Cash by week: each invoice is spread over the days on which its payment may fall. An invoice is never paid before the
 * day it was written. Without amounts invoices are counted.
 */
export function cashForecast(
  cases: readonly { readonly invoice: Invoice; readonly days: number }[],
  residuals: Residuals,
): CashForecast {
  const counted = cases.every(({ invoice }) => invoice.amount === 0)
  const weeks = new Map<number, { expected: number; variance: number; due: number; actual: number }>()
  const of = (day: number) => {
    const number = Math.floor((day + FROM_MONDAY) / 7)
    const known = weeks.get(number) ?? { expected: 0, variance: 0, due: 0, actual: 0 }
    weeks.set(number, known)
    return known
  }
  for (const { invoice, days } of cases) {
    const amount = counted ? 1 : invoice.amount
    of(invoice.due).due += amount
    if (invoice.settled !== null) of(invoice.settled).actual += amount
    for (const [week, share] of spreadOf(invoice, days, residuals)) {
      const own = of(week * 7 - FROM_MONDAY)
      own.expected += amount * share
      own.variance += amount * amount * share * (1 - share)
    }
  }
  const rows = [...weeks]
    .sort((a, b) => a[0] - b[0])
    .map(([week, { expected, variance, due, actual }]): CashWeek => {
      const reach = FOUR_FIFTHS * Math.sqrt(variance)
      const bounds = { low: Math.max(0, expected - reach), high: expected + reach }
      return { week: dayText(week * 7 - FROM_MONDAY), expected, ...bounds, byDueDay: due, actual }
    })
  return { weeks: rows, ...errorsOf(rows) }
}

/** In which weeks an invoice may be paid, with the probability of each. */
function spreadOf(invoice: Invoice, days: number, residuals: Residuals): Map<number, number> {
  const distances = distancesFor(residuals, days)
  const own = distances.length === 0 ? [0] : distances
  const shares = new Map<number, number>()
  for (const distance of own) {
    const day = Math.max(invoice.issued, Math.round(invoice.due + days + distance))
    const week = Math.floor((day + FROM_MONDAY) / 7)
    shares.set(week, (shares.get(week) ?? 0) + 1 / own.length)
  }
  return shares
}

function errorsOf(weeks: readonly CashWeek[]): Omit<CashForecast, 'weeks'> {
  const sum = (of: (week: CashWeek) => number) => weeks.reduce((all, week) => all + of(week), 0)
  const actual = sum((week) => week.actual)
  if (!(actual > 0)) return { wape: null, wapeByDueDay: null, withinBounds: null }
  const inside = weeks.filter((week) => week.actual >= week.low && week.actual <= week.high).length
  return {
    wape: sum((week) => Math.abs(week.expected - week.actual)) / actual,
    wapeByDueDay: sum((week) => Math.abs(week.byDueDay - week.actual)) / actual,
    withinBounds: inside / weeks.length,
  }
}
