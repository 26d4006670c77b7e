import { knownOn } from '../../scoring/domain/statistics/delay/customer-history.js'
import { aucDeLong } from '../../scoring/domain/statistics/validation/delong.js'
import { shuffled } from '../../scoring/domain/statistics/numeric/random.js'
import { byCustomer, isOpenOn, type BookItem } from './book-item.js'
import { mondayOf, wapeOf, weekNoOf, weekParts, WEEKS } from './cash-weeks.js'
import type { ForecastCase } from './case-matrix.js'
import { shareAfter } from './distribution.js'
import type { Forecaster, ItemForecast } from './forecast-items.js'

/** How forecasts of the hold-out held. Null where the hold-out cannot tell. */
export interface HoldOutFigures {
  readonly cases: number
  /**
   * Mean squared error of the probabilities of payment within 1, 2 and 4 weeks, of everything that was open then: the
   * figure that decides which model is used.
   */
  readonly loss: number | null
  /** Of late or not, of what was not yet due. */
  readonly auc: number | null
  /** Mean absolute error of the expected pay day, of what was paid, days. */
  readonly mae: number | null
  /** Share of known pay days between the first and the last decile. */
  readonly coverage: number | null
  /** Weekly cash foretold 4, 8 and 12 weeks before the end. */
  readonly wape: number | null
}

/** A hold-out: the weeks before `end`, of which nothing was learned. */
export interface HoldOut {
  readonly from: number
  readonly end: number
}

export const HOLD_OUT_WEEKS = 12
const CASH_MADE_WEEKS = [12, 8, 4]
const NEAR = [7, 14, 28]
const CASES_OF_DAY = 2_000
const CUSTOMERS_SEED = 7

/** The days on which the hold-out asks: its first and every week after. */
function askedOn({ from, end }: HoldOut): number[] {
  return Array.from({ length: Math.floor((end - 1 - from) / 7) + 1 }, (_, week) => from + week * 7)
}

/** Everything that was open on a day, as it was known then; of large books some customers, always the same. */
export function openCases(items: readonly BookItem[], day: number, limit = CASES_OF_DAY): ForecastCase[] {
  const customers = [...byCustomer(items)]
  const found: ForecastCase[] = []
  for (const at of shuffled(customers.length, CUSTOMERS_SEED)) {
    const own = customers[at]?.[1] ?? []
    const open = own.filter((item) => isOpenOn(item, day))
    if (open.length === 0) continue
    const known = knownOn(own, day)
    found.push(...open.map((item) => ({ item, day, known })))
    if (found.length >= limit) break
  }
  return found
}

interface Judged {
  readonly case: ForecastCase
  readonly forecast: ItemForecast
}

/** Asks a forecaster on every week of the hold-out and holds its answers against what happened before the end. */
export function judgeForecast(
  items: readonly BookItem[],
  holdOut: HoldOut,
  forecast: Forecaster,
): HoldOutFigures {
  const judged = askedOn(holdOut).flatMap((day): Judged[] => {
    const cases = openCases(items, day)
    const answers = forecast(cases)
    return cases.flatMap((one, at) =>
      answers[at] === undefined ? [] : [{ case: one, forecast: answers[at] }],
    )
  })
  const { end } = holdOut
  const paid = judged.flatMap((one) => {
    const { settled } = one.case.item
    return settled !== null && settled < end ? [{ ...one, settled }] : []
  })
  const errors = paid.flatMap(({ forecast: { q50 }, settled }) =>
    q50 === null ? [] : [Math.abs(q50 - settled)],
  )
  return {
    cases: judged.length,
    loss: lossOf(judged, end),
    auc: lateAuc(judged, end),
    mae: mean(errors),
    coverage: coverageOf(judged, end),
    wape: wapeOf(CASH_MADE_WEEKS.flatMap((weeks) => cashOf(judged, end - weeks * 7, end))),
  }
}

function lossOf(judged: readonly Judged[], end: number): number | null {
  const losses = judged.flatMap(({ case: { item, day }, forecast: { distribution } }) =>
    NEAR.filter((days) => day + days <= end).map((days) => {
      const p = 1 - shareAfter(distribution, day - item.due + days - 1)
      const came = item.settled !== null && item.settled < day + days ? 1 : 0
      return (p - came) ** 2
    }),
  )
  return mean(losses)
}

/** Late or not is known once an instalment is paid or its due day is past. */
function lateAuc(judged: readonly Judged[], end: number): number | null {
  const known = judged.flatMap(({ case: { item, day }, forecast: { pLate } }) => {
    if (item.due < day) return []
    const paid = item.settled !== null && item.settled < end
    if (!paid && item.due >= end - 1) return []
    return [{ late: paid && (item.settled ?? 0) <= item.due ? 0 : 1, pLate }]
  })
  return aucDeLong({ y: known.map(({ late }) => late), p: known.map(({ pLate }) => pLate) })?.auc ?? null
}

/** Of the instalments whose last decile lies before the end: the others cannot be told yet. */
function coverageOf(judged: readonly Judged[], end: number): number | null {
  const inside = judged.flatMap(({ case: { item }, forecast: { q10, q90 } }) => {
    if (q10 === null || q90 === null || q90 >= end) return []
    const { settled } = item
    return [settled !== null && settled < end && settled >= q10 && settled <= q90 ? 1 : 0]
  })
  return mean(inside)
}

/** Cash by week of what was open on a day, up to the end: foretold and come. */
function cashOf(judged: readonly Judged[], madeOn: number, end: number) {
  const weeks = Array.from({ length: WEEKS }, () => ({ expected: 0, actual: 0 }))
  for (const {
    case: { item, day },
    forecast: { distribution },
  } of judged) {
    if (day !== madeOn) continue
    for (const [at, part] of weekParts(distribution, item.due, day).entries()) {
      const week = weeks[at]
      if (week !== undefined) week.expected += (item.amount * part) / 1e6
    }
    if (item.settled === null || item.settled >= end) continue
    const week = weeks[weekNoOf(item.settled, day)]
    if (week !== undefined) week.actual += item.amount
  }
  // Only weeks that were over: the first is begun, the last may be.
  return weeks.filter((_, at) => mondayOf(madeOn) + (at + 1) * 7 <= end)
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length
}
