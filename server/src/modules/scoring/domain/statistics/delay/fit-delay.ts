import type { FeatureMatrix } from '../boosting/bin-matrix.js'
import { marginOf, type Ensemble } from '../boosting/tree.js'
import { foldsOf } from '../training/split.js'
import { boostQuantile } from './boost-quantile.js'
import { quantileOfSorted, type History } from './customer-history.js'
import { fitRidge, linearValue, type LinearModel } from './linear.js'
import { fitResiduals, type Residuals } from './residuals.js'

/** A fitted forecast of days late. */
export interface DelayModel {
  /** Null where there were too few invoices to learn from: the customers' own histories then speak alone. */
  readonly learned: { readonly trees: Ensemble; readonly linear: LinearModel } | null
  /** Median days of all invoices: what a customer without history is taken to do. */
  readonly bookMedian: number
  readonly residuals: Residuals
}

/** What a forecast rests on. */
export type Basis = 'model' | 'thin-history' | 'history' | 'book'

/** Cases from which trees and weights are learned; fewer say less than the customers' own histories. */
const LEARNING_MIN = 200
/** Payments from which on the model is believed alone. */
const HISTORY_MIN = 3
/** How many payments of its own weigh as much as the whole book. */
const SHRINKAGE = 3
/** Penalty of the weighted sum, in cases. */
const RIDGE = 30

interface DelayData {
  readonly matrix: FeatureMatrix
  readonly histories: readonly History[]
  /** Days late by row; NaN where not known. */
  readonly outcome: Float64Array
}

/**
 * Learns days late: the mean of boosted trees for the median and of a weighted sum, which errs elsewhere. How far both
 * err comes from cases that they did not see, part by part.
 */
export function fitDelay(
  data: DelayData,
  rows: Int32Array,
  { folds: k, seed }: { readonly folds: number; readonly seed: number },
  onProgress: (done: number, total: number) => void = () => undefined,
): DelayModel {
  const late = Int8Array.from(data.outcome, (days) => (days > 0 ? 1 : 0))
  const folds = foldsOf(late, rows, k, seed)
  const foretold: number[] = []
  const actual: number[] = []
  for (let fold = 0; fold < k; fold++) {
    const part = fitCentre(
      data,
      rows.filter((_, at) => folds[at] !== fold),
    )
    for (const row of rows.filter((_, at) => folds[at] === fold)) {
      foretold.push(foretell(part, data, row).days)
      actual.push(data.outcome[row] ?? 0)
    }
    onProgress(fold + 1, k + 1)
  }
  const centre = fitCentre(data, rows)
  onProgress(k + 1, k + 1)
  return { ...centre, residuals: fitResiduals(foretold, actual) }
}

export type Centre = Omit<DelayModel, 'residuals'>

/** The middle of the forecast from the given rows, each with a known outcome: what is learned, and the book's median. */
export function fitCentre({ matrix, outcome }: Omit<DelayData, 'histories'>, rows: Int32Array): Centre {
  const bookMedian = quantileOfSorted(Float64Array.from(rows, (row) => outcome[row] ?? 0).sort(), 0.5)
  if (rows.length < LEARNING_MIN) return { learned: null, bookMedian }
  const trees = boostQuantile(matrix, outcome, rows)
  return { learned: { trees, linear: fitRidge(matrix, outcome, rows, RIDGE) }, bookMedian }
}

/** Days late of an invoice, and what that rests on. */
export function foretell(
  { learned, bookMedian }: Centre,
  { matrix, histories }: Omit<DelayData, 'outcome'>,
  row: number,
): { days: number; basis: Basis } {
  const paid = histories[row]?.days ?? []
  const own = ownHistory(paid, bookMedian)
  if (learned === null) return { days: own, basis: paid.length === 0 ? 'book' : 'history' }
  const model = learnedDays(learned, matrix, row)
  if (paid.length >= HISTORY_MIN) return { days: model, basis: 'model' }
  const share = paid.length / HISTORY_MIN
  return { days: share * model + (1 - share) * own, basis: paid.length === 0 ? 'book' : 'thin-history' }
}

/** Days late as the trees and the weighted sum say together. */
export function learnedDays(
  { trees, linear }: NonNullable<Centre['learned']>,
  matrix: FeatureMatrix,
  row: number,
): number {
  const values = matrix.map((column) => column[row] ?? Number.NaN)
  return (marginOf(trees, values) + linearValue(linear, matrix, row)) / 2
}

/** A customer's own median, the nearer to that of the book the fewer payments it has. */
function ownHistory(paid: readonly number[], bookMedian: number): number {
  if (paid.length === 0) return bookMedian
  const median = quantileOfSorted(Float64Array.from(paid).sort(), 0.5)
  return (paid.length * median + SHRINKAGE * bookMedian) / (paid.length + SHRINKAGE)
}
