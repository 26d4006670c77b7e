import { fitBoosted } from '../boosting/fit-boosted.js'
import { standardBoosting } from '../boosting/boost.js'
import type { FittedCalibration } from '../boosting/boosted-model.js'
import type { Direction } from '../boosting/find-split.js'
import { assignBins, countBins, type BinnedFeature } from '../binning/count-bins.js'
import { modelBinning, type ManualBins } from '../binning/fit-binning.js'
import type { TrendChoice } from '../binning/optimal-merge.js'
import { informationValue } from '../binning/woe.js'
import { crossValidateScorecard, type CrossValidation } from '../scorecard/cross-validate.js'
import { fitScorecard, type ScorecardFit, type ScorecardSettings } from '../scorecard/fit-scorecard.js'
import { standardScaling } from '../scorecard/scaling.js'
import { standardSelection, type DropReason, type SelectionRules } from '../scorecard/select-features.js'
import { psi } from '../validation/psi.js'
import { cellOf, type Column } from './column.js'
import { inferRejects, withInferred, type RejectMethod } from './infer-rejects.js'
import { columnsOf, predict, type FittedModel, type TrainedMethod } from './model.js'
import {
  metricsOf,
  predictAll,
  stabilityOf,
  type JudgedTable,
  type Metrics,
  type RowPrediction,
} from './predictions.js'
import { UNKNOWN_CLASS } from './read-target.js'
import { unweighted, type Sample } from './sample.js'
import { featureColumns, type FeatureColumns, type Unusable } from './usable-columns.js'
import { warningsAbout, type ModelWarning } from './warnings.js'

export interface TrainingTask extends JudgedTable {
  readonly method: TrainedMethod
  readonly targetColumn: string
  readonly excluded: readonly string[]
  readonly seed: number
  readonly calibration: FittedCalibration
  readonly manualBins: Readonly<Record<string, ManualBins>>
  /** Scorecards, by feature: how the bad rate must run over its bins. */
  readonly trends?: Readonly<Record<string, TrendChoice>> | undefined
  readonly directions: Readonly<Record<string, Direction>>
  /** How much each row counts in the fit, by row of the table; all the same when left out. Figures count cases. */
  readonly weights?: Float64Array | undefined
  /** Rows that take no part, not even as rejected ones; they are scored. */
  readonly leftOut?: ReadonlySet<number> | undefined
  readonly selection?: SelectionRules | undefined
  /** How rows without a class take part in a scorecard; null where they do not. */
  readonly rejects: RejectMethod | null
  /** How many times as often rejected cases turn bad as accepted ones of the same score; 1.2 when left out. */
  readonly worseBy?: number | undefined
  /** Parts in which a scorecard is tried on cases that it was not fitted on; none when left out. */
  readonly folds?: number | undefined
}

export interface DroppedColumn {
  readonly feature: string
  readonly reason: Unusable | DropReason['reason']
  readonly detail: Readonly<Record<string, string | number>>
}

export interface TrainedModel {
  readonly model: FittedModel
  readonly features: readonly {
    readonly feature: string
    readonly iv: number | null
    readonly psi: number | null
  }[]
  readonly dropped: readonly DroppedColumn[]
  readonly warnings: readonly ModelWarning[]
  readonly metrics: Metrics
  /** On cases that the fit had not seen; scorecards only when it is asked for. */
  readonly crossValidation: CrossValidation | null
  readonly scoreStability: { readonly psi: number; readonly verdict: string } | null
  readonly predictions: readonly RowPrediction[]
}

const FOLDS = 3
/** Refused cases are taken to turn bad so many times as often as accepted ones of the same score. */
const WORSE_BY = 1.2

/** Fits a model on the training rows, tries it on the test rows and predicts every row. The same task, the same result. */
export function trainModel(
  task: TrainingTask,
  onProgress: (done: number, total: number) => void = () => undefined,
): TrainedModel {
  const sample = trainingSample(task)
  const found = featureColumns(task.table, sample.rows, {
    target: task.targetColumn,
    key: task.keyColumn,
    excluded: task.excluded,
  })
  const fit =
    task.method === 'scorecard'
      ? scorecardOf(task, found, sample, onProgress)
      : boostedOf(task, found, sample, onProgress)
  const predictions = predictAll(task, fit.model)
  const metrics = metricsOf(predictions, task.seed)
  return {
    ...fit,
    dropped: [
      ...found.unusable.map(({ feature, reason }) => ({ feature, reason, detail: {} })),
      ...fit.dropped,
    ],
    warnings: warningsAbout({ ...fit, metrics, columns: found.columns, sample }),
    ...{ metrics, predictions },
    scoreStability: stabilityOf(predictions),
  }
}

interface Fit {
  readonly model: FittedModel
  readonly features: TrainedModel['features']
  readonly dropped: readonly DroppedColumn[]
  readonly crossValidation: TrainedModel['crossValidation']
  readonly converged: boolean
}

function scorecardOf(
  task: TrainingTask,
  { columns }: FeatureColumns,
  sample: Sample,
  onProgress: (done: number, total: number) => void,
): Fit {
  const settings = {
    ...{ binning: modelBinning, selection: task.selection ?? standardSelection, scaling: standardScaling },
    ...{ manualBins: task.manualBins, trends: task.trends },
  }
  const first = fitScorecard(columns, sample, settings)
  const fit = task.rejects === null ? first : withRejects(task, columns, sample, first, settings)
  const test = unweighted(task.target, task.split.test)
  const chosen = new Set(columnsOf(fit.model).map(({ feature }) => feature))
  return {
    model: fit.model,
    features: fit.binned
      .filter(({ binning }) => chosen.has(binning.feature))
      .map((one) => ({
        feature: one.binning.feature,
        iv: informationValue(one.table),
        psi: test.rows.length > 0 ? binStability(one, sample, test) : null,
      })),
    dropped: fit.dropped.map(({ feature, why: { reason, ...detail } }) => ({ feature, reason, detail })),
    crossValidation: crossValidated(task, columns, sample, settings, onProgress),
    converged: fit.converged,
  }
}

function crossValidated(
  { folds, seed }: TrainingTask,
  columns: readonly Column[],
  sample: Sample,
  settings: ScorecardSettings,
  onProgress: (done: number, total: number) => void,
): CrossValidation | null {
  if (folds === undefined) return null
  let done = 1
  onProgress(done, folds + 1)
  const onFold = () => onProgress((done += 1), folds + 1)
  return crossValidateScorecard(columns, sample, settings, { folds, seed, onFold })
}

/** The rows to fit on, each with its weight. */
export function trainingSample({
  target,
  split,
  weights,
}: Pick<TrainingTask, 'target' | 'split' | 'weights'>): Sample {
  return weights === undefined ? unweighted(target, split.train) : { target, weights, rows: split.train }
}

/** Fits again with the rows that have no class, as the first fit lets suppose them. */
function withRejects(
  { rejects, target, seed, worseBy, leftOut }: TrainingTask,
  columns: readonly Column[],
  sample: Sample,
  first: ScorecardFit,
  settings: ScorecardSettings,
): ScorecardFit {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const pdOf = (row: number) =>
    predict(first.model, (feature) => {
      const column = byName.get(feature)
      return column === undefined ? null : cellOf(column, row)
    }).pd
  const rejected = Int32Array.from(target.keys()).filter(
    (row) => target[row] === UNKNOWN_CLASS && leftOut?.has(row) !== true,
  )
  const rules = { method: rejects ?? 'fuzzy', worseBy: worseBy ?? WORSE_BY, seed }
  const augmented = withInferred(columns, sample, inferRejects(sample, rejected, pdOf, rules))
  const second = fitScorecard(augmented.columns, augmented.sample, settings)
  // Stability compares cases of the table, so their bins are looked up there again.
  const binned = second.binned.map((one, at) => {
    const column = columns[at]
    return column === undefined ? one : { ...one, assigned: assignBins(one.binning, column) }
  })
  return { ...second, binned }
}

function boostedOf(
  task: TrainingTask,
  { columns }: FeatureColumns,
  sample: Sample,
  onProgress: (done: number, total: number) => void,
): Fit {
  const { model, crossValidation } = fitBoosted(
    columns,
    sample,
    {
      ...{ boosting: standardBoosting, calibration: task.calibration, folds: FOLDS, seed: task.seed },
      ...{ scaling: standardScaling, directions: task.directions },
    },
    onProgress,
  )
  const features = columns.map(({ name }) => ({ feature: name, iv: null, psi: null }))
  return { ...{ model, features, crossValidation }, dropped: [], converged: true }
}

function binStability({ binning, assigned }: BinnedFeature, train: Sample, test: Sample): number {
  const counts = (sample: Sample) => countBins(binning, assigned, sample).map(({ bad, good }) => bad + good)
  return psi(counts(train), counts(test))
}
