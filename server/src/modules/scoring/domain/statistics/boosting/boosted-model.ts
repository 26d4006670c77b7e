import { isotonicAt, type IsotonicCurve } from '../calibration/isotonic.js'
import { plattAt, type PlattLine } from '../calibration/platt.js'
import { logit, sigmoid } from '../numeric/logistic.js'
import { scoreOfMargin, type Scaling } from '../scorecard/scaling.js'
import type { CellReader, Prediction } from '../scorecard/statistical-scorecard.js'
import type { Cell, Column } from '../training/column.js'
import type { FeatureMatrix } from './bin-matrix.js'
import { explainMargin } from './tree-shap.js'
import { marginOf, type Ensemble } from './tree.js'

/** What a tree sees of a feature: its number, or (with a level) 1 where it has that text and 0 where another. */
export interface ModelInput {
  readonly feature: string
  readonly level: string | null
}

export type Calibration =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'platt' } & PlattLine)
  | ({ readonly kind: 'isotonic' } & IsotonicCurve)
  /** The leaves add up to a probability, as those of a random forest do. */
  | { readonly kind: 'probability' }

/** What a training can end with. */
export type FittedCalibration = Exclude<Calibration['kind'], 'probability'>

/** A boosted model as a document: what it says depends on nothing else. */
export interface BoostedModel {
  readonly method: 'gbm'
  readonly scaling: Scaling
  readonly columns: readonly { readonly feature: string; readonly kind: Column['kind'] }[]
  readonly inputs: readonly ModelInput[]
  readonly ensemble: Ensemble
  readonly calibration: Calibration
}

/** The number that a tree sees; NaN where the record has nothing, or a code where a number is expected. */
export function inputValue({ level }: ModelInput, cell: Cell): number {
  if (cell === null) return Number.NaN
  if (typeof cell === 'number' && !Number.isFinite(cell)) return Number.NaN
  if (level === null) return typeof cell === 'number' ? cell : Number.NaN
  return cell === level ? 1 : 0
}

/**
 * The inputs of columns: a number as it is; of a category (or of a number's codes) one per text that enough cases have,
 * most frequent first.
 */
export function inputsOf(
  columns: readonly Column[],
  rows: Int32Array,
  minCases: number,
  maxLevels = 30,
): ModelInput[] {
  return columns.flatMap((column) => {
    const feature = column.name
    const counts = new Float64Array(column.levels.length)
    for (const row of rows) {
      const code = column.codes[row] ?? -1
      if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
    }
    const levels = column.levels
      .map((level, code) => ({ level, count: counts[code] ?? 0 }))
      .filter(({ count }) => count >= minCases)
      .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
      .slice(0, maxLevels)
      .map(({ level }) => ({ feature, level }))
    return column.kind === 'number' ? [{ feature, level: null }, ...levels] : levels
  })
}

/** The inputs of every row of a table. */
export function matrixOf(
  inputs: readonly ModelInput[],
  rowCount: number,
  cellAt: (feature: string, row: number) => Cell,
): FeatureMatrix {
  return inputs.map((input) =>
    Float64Array.from({ length: rowCount }, (_, row) => inputValue(input, cellAt(input.feature, row))),
  )
}

/** Probabilities closer than this are the same. */
const SAME = 1e-12

export function boostedPrediction(model: BoostedModel, cells: CellReader): Prediction {
  const record = model.inputs.map((input) => inputValue(input, cells(input.feature)))
  const pd = calibrated(model.calibration, marginOf(model.ensemble, record))
  return { pd, score: scoreOfMargin(logit(pd), model.scaling) }
}

/** The calibrated probability of log-odds that the trees give. */
export function calibrated(calibration: Calibration, margin: number): number {
  switch (calibration.kind) {
    case 'none':
      return sigmoid(margin)
    case 'platt':
      return plattAt(calibration, margin)
    case 'isotonic':
      return isotonicAt(calibration, margin)
    case 'probability':
      return Math.min(Math.max(margin, 0), 1)
  }
}

/**
 * Exact Shapley values by feature, in log-odds of the trees before calibration. Where the trees give a probability, its
 * Shapley values are stretched by one factor, so that they sum to the log-odds.
 */
export function boostedContributions(
  model: BoostedModel,
  cells: CellReader,
): { base: number; parts: { feature: string; logOdds: number }[] } {
  const record = model.inputs.map((input) => inputValue(input, cells(input.feature)))
  const { bias, contributions } = explainMargin(model.ensemble, record)
  const sums = new Map(model.columns.map(({ feature }) => [feature, 0]))
  for (const [at, { feature }] of model.inputs.entries()) {
    sums.set(feature, (sums.get(feature) ?? 0) + (contributions[at] ?? 0))
  }
  if (model.calibration.kind !== 'probability') {
    return { base: bias, parts: [...sums].map(([feature, logOdds]) => ({ feature, logOdds })) }
  }
  const base = logit(bias)
  const moved = [...sums.values()].reduce((sum, part) => sum + part, 0)
  const stretch =
    Math.abs(moved) < SAME ? 0 : (logit(calibrated(model.calibration, bias + moved)) - base) / moved
  return { base, parts: [...sums].map(([feature, part]) => ({ feature, logOdds: part * stretch })) }
}
