import { Refusal } from '../../../kernel/errors.js'
import { fitCentre, learnedDays, type Centre } from '../../scoring/domain/statistics/delay/fit-delay.js'
import { shuffled } from '../../scoring/domain/statistics/numeric/random.js'
import { outcomeBefore, type BookItem } from './book-item.js'
import { caseMatrix, type ForecastCase } from './case-matrix.js'
import { onceNotBefore, type Distribution } from './distribution.js'
import { landmarkCases } from './landmark-cases.js'
import { standardFeatures, segmentFeature } from './forecast-features.js'
import { distributionOf, fitWaits, waitsAround, type WaitCase, type Waits } from './waits.js'

/** A fitted forecast of payment days, as it is stored. */
export interface ForecastModel {
  readonly method: 'payment-delay'
  readonly features: readonly string[]
  readonly learned: NonNullable<Centre['learned']>
  readonly waits: Waits
  /** Cases and, of these, how many were paid. */
  readonly cases: number
  readonly paid: number
}

export interface ForecastSettings {
  readonly seed: number
  /** Features that take no part. */
  readonly excluded: readonly string[]
}

const FOLDS = 4
/** Fewer payments teach nothing that the histories do not say. */
const PAID_MIN = 300
const SEGMENT_CASES_MIN = 100
const SEGMENTS_MAX = 15

/** Steps of `onProgress` of one fit. */
export const FIT_STEPS = FOLDS + 1

/**
 * Learns signed days from the book as it was known before `end`. The middle is that of ADR 39 (trees for the median and
 * a weighted sum); how far payments fall from it comes from instalments that the middle had not seen, open ones counted
 * as not yet paid. Refuses `forecast_too_few`.
 */
export function fitForecast(
  items: readonly BookItem[],
  end: number,
  { seed, excluded }: ForecastSettings,
  onProgress: () => void = () => undefined,
): ForecastModel {
  const cases = landmarkCases(items, end, seed)
  const outcomes = cases.map(({ item }) => outcomeBefore(item, end))
  const paid = outcomes.filter((one) => one.paid).length
  if (paid < PAID_MIN) throw new Refusal('forecast_too_few', { count: paid, min: PAID_MIN })
  const features = [...standardFeatures, ...segmentsOf(cases)].filter((name) => !excluded.includes(name))
  const matrix = caseMatrix(cases, features)
  const outcome = Float64Array.from(outcomes, ({ days, paid: over }) => (over ? days : Number.NaN))
  const fold = foldsOf(cases, seed)
  const rowsWhere = (wanted: (row: number) => boolean) =>
    Int32Array.from(cases.keys()).filter((row) => !Number.isNaN(outcome[row]) && wanted(row))
  const found: WaitCase[] = []
  for (let part = 0; part < FOLDS; part++) {
    const learned = learnedFrom(
      fitCentre(
        { matrix, outcome },
        rowsWhere((row) => fold[row] !== part),
      ),
    )
    for (const [row, { item, day }] of cases.entries()) {
      const end = outcomes[row]
      if (fold[row] !== part || end === undefined) continue
      const foretold = learnedDays(learned, matrix, row)
      found.push({ value: end.days, ended: end.paid, elapsed: day - item.due, foretold })
    }
    onProgress()
  }
  const learned = learnedFrom(
    fitCentre(
      { matrix, outcome },
      rowsWhere(() => true),
    ),
  )
  onProgress()
  return { method: 'payment-delay', features, learned, waits: fitWaits(found), cases: cases.length, paid }
}

function learnedFrom({ learned }: Centre): NonNullable<Centre['learned']> {
  if (learned === null) throw new Refusal('forecast_too_few', { count: 0, min: PAID_MIN })
  return learned
}

function segmentsOf(cases: readonly ForecastCase[]): string[] {
  const counts = new Map<string, number>()
  for (const { item } of cases) counts.set(item.segment, (counts.get(item.segment) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= SEGMENT_CASES_MIN)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, SEGMENTS_MAX)
    .map(([code]) => segmentFeature(code))
}

/** All looks at one instalment stand in one part: they share an end. */
function foldsOf(cases: readonly ForecastCase[], seed: number): Int8Array {
  const rows = new Map<number, number>()
  for (const { item } of cases) if (!rows.has(item.row)) rows.set(item.row, rows.size)
  const order = shuffled(rows.size, seed)
  return Int8Array.from(cases, ({ item }) => (order[rows.get(item.row) ?? 0] ?? 0) % FOLDS)
}

/** The distribution of a case around what the middle foretells, given that nothing came before its day. */
export function modelDistribution({ waits }: ForecastModel, foretold: number, elapsed: number): Distribution {
  const left = onceNotBefore(waitsAround(waits, foretold, elapsed), elapsed)
  return left ?? distributionOf(waits.tail, elapsed)
}
