import { quantileOfSorted, type KnownOn } from '../../scoring/domain/statistics/delay/customer-history.js'
import { learnedDays } from '../../scoring/domain/statistics/delay/fit-delay.js'
import { baselineFor, OWN_MIN, ownHistory, type Baseline, type Method, type OwnHistory } from './baseline.js'
import { caseMatrix, type ForecastCase } from './case-matrix.js'
import { quantileDay, shareAfter, type Distribution } from './distribution.js'
import { dayExplainer, type DayReason } from './explain-days.js'
import { modelDistribution, type ForecastModel } from './forecast-model.js'
import { LONG_OVERDUE } from './waits.js'

/** What a forecast of one instalment says; days are numbers since 1970-01-01. */
export interface ItemForecast {
  readonly method: Method
  /** How many payments of the customer were known. */
  readonly paidCount: number
  /** Days by which the payment comes with 10, 50 and 90 %; null: not within a year. */
  readonly q10: number | null
  readonly q50: number | null
  readonly q90: number | null
  /** Probabilities of payment after the due day, and more than 30 and 90 days after it. */
  readonly pLate: number
  readonly pLate30: number
  readonly pLate90: number
  /** Of payment within thirty days. */
  readonly pNext30: number
  readonly reasons: readonly DayReason[]
  readonly distribution: Distribution
}

/** A day further away than this is no forecast any more. */
const HORIZON = 365
const SOON = 30

/**
 * Forecasts of many instalments, by the model where the customer has paid often enough, else by the baseline. The model has
 * learned the day from those that were paid; who is overdue for more than a month is forecast by the payments of the
 * customer held against what it leaves open.
 */
export type Forecaster = (cases: readonly ForecastCase[]) => ItemForecast[]

export function forecaster(
  model: ForecastModel | null,
  baseline: Baseline,
  { reasons }: { readonly reasons: boolean },
): Forecaster {
  const histories = new WeakMap<KnownOn, OwnHistory>()
  const ownOf = (known: KnownOn): OwnHistory => {
    const found = histories.get(known) ?? ownHistory(known.days, known.waiting)
    histories.set(known, found)
    return found
  }
  const explain = model !== null && reasons ? dayExplainer(model) : null
  return (cases) => {
    const matrix = model === null ? [] : caseMatrix(cases, model.features)
    return cases.map((one, row): ItemForecast => {
      const { item, day, known } = one
      const elapsed = day - item.due
      if (model === null || known.days.length < OWN_MIN || elapsed >= LONG_OVERDUE) {
        const found = baselineFor(baseline, ownOf(known), item.segment, elapsed)
        return summary(one, found.method, found.distribution, baselineReasons(found.method, known.days))
      }
      const foretold = learnedDays(model.learned, matrix, row)
      const why = explain?.(matrix.map((column) => column[row] ?? Number.NaN)) ?? []
      return summary(one, 'model', modelDistribution(model, foretold, elapsed), why)
    })
  }
}

function summary(
  { item, day, known }: ForecastCase,
  method: Method,
  distribution: Distribution,
  reasons: readonly DayReason[],
): ItemForecast {
  const elapsed = day - item.due
  const late = (bound: number) => (elapsed > bound ? 1 : shareAfter(distribution, bound))
  const dayOf = (share: number) => {
    const days = quantileDay(distribution, share)
    if (days === null) return null
    const on = Math.max(day, Math.round(item.due + days))
    return on > day + HORIZON ? null : on
  }
  return {
    ...{ method, paidCount: known.days.length },
    ...{ q10: dayOf(0.1), q50: dayOf(0.5), q90: dayOf(0.9) },
    ...{ pLate: late(0), pLate30: late(30), pLate90: late(90) },
    pNext30: 1 - shareAfter(distribution, elapsed + SOON),
    ...{ reasons, distribution },
  }
}

/** What a baseline rests on, as the reasons of a model are told. */
function baselineReasons(method: Method, own: readonly number[]): DayReason[] {
  if (method !== 'customer') return [{ feature: 'paid_count', days: 0, value: own.length }]
  const median = quantileOfSorted(
    own.toSorted((a, b) => a - b),
    0.5,
  )
  return [{ feature: 'median_days', days: median, value: median }]
}
