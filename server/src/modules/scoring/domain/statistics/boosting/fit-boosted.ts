import { fitIsotonic } from '../calibration/isotonic.js'
import { fitPlatt } from '../calibration/platt.js'
import { sigmoid } from '../numeric/logistic.js'
import type { Scaling } from '../scorecard/scaling.js'
import { cellOf, type Column } from '../training/column.js'
import type { Sample } from '../training/sample.js'
import { foldsOf } from '../training/split.js'
import { logLoss } from '../validation/calibration-tests.js'
import { aucDeLong } from '../validation/delong.js'
import type { FeatureMatrix } from './bin-matrix.js'
import { addTree, baseOf, boost, type BoostingSettings } from './boost.js'
import {
  inputsOf,
  matrixOf,
  type BoostedModel,
  type Calibration,
  type FittedCalibration,
} from './boosted-model.js'
import type { Direction } from './find-split.js'

export interface BoostedSettings {
  readonly boosting: BoostingSettings
  readonly calibration: FittedCalibration
  readonly folds: number
  readonly seed: number
  readonly scaling: Scaling
  /** By feature: how the risk may move when the number grows. */
  readonly directions: Readonly<Record<string, Direction>>
}

interface BoostedFit {
  readonly model: BoostedModel
  /** On cases that the trees had not seen, with the number of trees that was chosen. */
  readonly crossValidation: { readonly folds: number; readonly auc: number | null; readonly logLoss: number }
}

/**
 * Fits trees: cross-validation first finds how many are best (a small sample wants fewer) and how their log-odds become
 * probabilities; then all cases are used.
 */
export function fitBoosted(
  columns: readonly Column[],
  sample: Sample,
  settings: BoostedSettings,
  onProgress: (done: number, total: number) => void = () => undefined,
): BoostedFit {
  const inputs = inputsOf(columns, sample.rows, settings.boosting.minLeaf)
  const byName = new Map(columns.map((column) => [column.name, column]))
  const matrix = matrixOf(inputs, sample.target.length, (feature, row) => {
    const column = byName.get(feature)
    return column === undefined ? null : cellOf(column, row)
  })
  const directions = inputs.map(({ feature, level }) =>
    level === null ? (settings.directions[feature] ?? 0) : 0,
  )
  const total = settings.boosting.trees * (settings.folds + 1)
  let done = 0
  const onTree = () => {
    onProgress((done += 1), total)
    return undefined
  }
  const unseen = crossValidate(matrix, sample, settings, directions, onTree)
  const ensemble = boost(matrix, sample, { ...settings.boosting, trees: unseen.trees }, directions, onTree)
  const calibration = calibrate(settings.calibration, unseen.margins, unseen.y)
  const outcomes = { y: unseen.y, p: unseen.margins.map(sigmoid) }
  return {
    model: {
      method: 'gbm',
      scaling: settings.scaling,
      columns: columns.map(({ name, kind }) => ({ feature: name, kind })),
      ...{ inputs, ensemble, calibration },
    },
    crossValidation: {
      folds: settings.folds,
      auc: aucDeLong(outcomes)?.auc ?? null,
      logLoss: logLoss(outcomes),
    },
  }
}

interface Unseen {
  readonly trees: number
  readonly y: Int8Array
  /** Of each case from the trees that did not see it. */
  readonly margins: Float64Array
}

function crossValidate(
  matrix: FeatureMatrix,
  sample: Sample,
  { boosting, folds: k, seed }: BoostedSettings,
  directions: readonly Direction[],
  onTree: () => void,
): Unseen {
  const { rows, target } = sample
  const folds = foldsOf(target, rows, k, seed)
  const history: Float64Array[] = []
  for (let fold = 0; fold < k; fold++) {
    const places = Array.from(rows.keys()).filter((at) => folds[at] === fold)
    const held = Int32Array.from(places, (at) => rows[at] ?? 0)
    const margins = new Float64Array(target.length)
    const rest = { ...sample, rows: rows.filter((_, at) => folds[at] !== fold) }
    const base = baseOf(rest)
    // The first part says how many trees can be worth growing; the others grow as many.
    const most = fold === 0 ? boosting.trees : history.length
    const settled = patience(fold === 0 ? PATIENCE : most)
    boost(matrix, rest, { ...boosting, trees: most }, directions, (count, tree) => {
      addTree(tree, matrix, held, margins)
      const line = history[count - 1] ?? new Float64Array(rows.length)
      history[count - 1] = line
      for (const at of places) line[at] = base + (margins[rows[at] ?? 0] ?? 0)
      onTree()
      return settled(lossAt(line, places, sample)) ? 'enough' : undefined
    })
  }
  const y = Int8Array.from(rows, (row) => target[row] ?? 0)
  const losses = history.map((margins) => logLoss({ y, p: margins.map(sigmoid) }))
  const best = losses.indexOf(Math.min(...losses))
  return { trees: best + 1, y, margins: history[best] ?? new Float64Array(rows.length) }
}

/** So many trees that do not help end the search for the best number. */
const PATIENCE = 25

/** Says after each loss whether the last ones have brought nothing. */
function patience(rounds: number): (loss: number) => boolean {
  let best = Number.POSITIVE_INFINITY
  let since = 0
  return (loss) => {
    since = loss < best ? 0 : since + 1
    best = Math.min(best, loss)
    return since >= rounds
  }
}

function lossAt(margins: Float64Array, places: readonly number[], { rows, target }: Sample): number {
  return logLoss({
    y: places.map((at) => target[rows[at] ?? 0] ?? 0),
    p: places.map((at) => sigmoid(margins[at] ?? 0)),
  })
}

function calibrate(kind: FittedCalibration, margins: Float64Array, y: Int8Array): Calibration {
  switch (kind) {
    case 'none':
      return { kind }
    case 'platt':
      return { kind, ...fitPlatt([...margins], y) }
    case 'isotonic':
      return { kind, ...fitIsotonic(margins, y) }
  }
}
