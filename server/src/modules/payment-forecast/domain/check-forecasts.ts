import { statusOf, type MonitoringStatus } from '../../scoring/domain/validation/monitoring.js'
import { psiOfScores } from '../../scoring/domain/statistics/validation/psi.js'
import { wapeOf } from './cash-weeks.js'
import {
  trackFigures,
  trackMonths,
  type TrackedItem,
  type TrackFigures,
  type TrackMonth,
} from './track-figures.js'

/** A past week of a past forecast; minor units of one currency as figures. */
export interface WatchedWeek {
  readonly expected: number
  readonly low: number
  readonly high: number
  readonly actual: number
}

export interface CheckInput {
  /** Settled in the last twelve months. */
  readonly tracked: readonly TrackedItem[]
  /** Settled in the last 90 days. */
  readonly recent: readonly TrackedItem[]
  /** Probabilities of lateness of new instalments: of the last 30 days, and of the 90 before. */
  readonly pLate: { readonly before: readonly number[]; readonly now: readonly number[] }
  /** Weeks that are over, as foretold up to four weeks before. */
  readonly weeks: readonly WatchedWeek[]
  /** What the hold-out promised of the model in use. */
  readonly promisedMae: number | null
}

export interface CheckReason {
  readonly code: 'late-psi' | 'mae' | 'coverage' | 'cash-wape' | 'cash-coverage'
  readonly level: 'amber' | 'red'
  readonly value: number
}

/** How forecasts were found to hold. */
export interface ForecastCheck {
  readonly recent: TrackFigures
  readonly months: readonly TrackMonth[]
  /** Stability of the probabilities of new instalments; null without enough of either. */
  readonly latePsi: number | null
  readonly cash: { readonly weeks: number; readonly wape: number | null; readonly coverage: number | null }
  readonly promisedMae: number | null
  readonly reasons: readonly CheckReason[]
}

/** Where a manager begins to ask, and to act. PSI by the usual convention; bands promise 80 %. */
export const checkBounds = {
  latePsi: { amber: 0.1, red: 0.25 },
  /** Times the error that the hold-out promised. */
  maeTimes: { amber: 1.25, red: 1.5 },
  coverage: { amber: 0.7, red: 0.6 },
  cashWape: { amber: 0.35, red: 0.5 },
  cashCoverage: { amber: 0.65, red: 0.5 },
} as const

/** Fewer tell nothing. */
const ITEMS_MIN = 100
const WEEKS_MIN = 4

export function checkForecasts(input: CheckInput): { status: MonitoringStatus; check: ForecastCheck } {
  const { tracked, pLate, weeks, promisedMae } = input
  const recent = trackFigures(input.recent)
  const enough = pLate.before.length >= ITEMS_MIN && pLate.now.length >= ITEMS_MIN
  const latePsi = enough ? psiOfScores(pLate.before, pLate.now) : null
  const inside = weeks.filter(({ actual, low, high }) => actual >= low && actual <= high).length
  const cash = {
    weeks: weeks.length,
    wape: wapeOf(weeks),
    coverage: weeks.length === 0 ? null : inside / weeks.length,
  }
  const found: CheckReason[] = []
  const look = (code: CheckReason['code'], value: number | null, bounds: { amber: number; red: number }) => {
    if (value === null) return
    const rises = bounds.red > bounds.amber
    const beyond = (bound: number) => (rises ? value >= bound : value <= bound)
    if (beyond(bounds.amber)) found.push({ code, level: beyond(bounds.red) ? 'red' : 'amber', value })
  }
  look('late-psi', latePsi, checkBounds.latePsi)
  if (recent.items >= ITEMS_MIN) {
    const times = recent.mae === null || promisedMae === null ? null : recent.mae / Math.max(promisedMae, 1)
    look('mae', times, checkBounds.maeTimes)
    look('coverage', recent.coverage, checkBounds.coverage)
  }
  if (weeks.length >= WEEKS_MIN) {
    look('cash-wape', cash.wape, checkBounds.cashWape)
    look('cash-coverage', cash.coverage, checkBounds.cashCoverage)
  }
  const reasons = found.sort((a, b) => Number(b.level === 'red') - Number(a.level === 'red'))
  const status = statusOf(
    reasons.map(({ level, value }) => ({ code: 'calibration', level, feature: null, value })),
  )
  return { status, check: { recent, months: trackMonths(tracked), latePsi, cash, promisedMae, reasons } }
}
