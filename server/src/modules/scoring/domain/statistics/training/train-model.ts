import { fitBoosted, type BoostedFit } from '../boosting/fit-boosted.js'
import { standardBoosting } from '../boosting/boost.js'
import type { Calibration } from '../boosting/boosted-model.js'
import type { Direction } from '../boosting/find-split.js'
import { countBins, type BinnedFeature } from '../binning/count-bins.js'
import { modelBinning, type ManualBins } from '../binning/fit-binning.js'
import { informationValue } from '../binning/woe.js'
import { fitScorecard, type ScorecardFit } from '../scorecard/fit-scorecard.js'
import { standardScaling } from '../scorecard/scaling.js'
import { standardSelection, type DropReason } from '../scorecard/select-features.js'
import type { Contribution, Prediction } from '../scorecard/statistical-scorecard.js'
import { figuresOf, type ModelFigures } from '../validation/figures.js'
import { psi, psiOfScores, psiVerdict } from '../validation/psi.js'
import { columnsOf, explain, predict, textReader, type FittedModel } from './model.js'
import type { TextTable } from './parse-table.js'
import { unweighted, type Sample } from './sample.js'
import type { Split } from './split.js'
import { featureColumns, type FeatureColumns, type Unusable } from './usable-columns.js'
import { warningsAbout, type ModelWarning } from './warnings.js'

export interface TrainingTask {
  readonly table: TextTable
  readonly method: FittedModel['method']
  readonly targetColumn: string
  /** Column that names a row; null when rows have no names. */
  readonly keyColumn: string | null
  readonly excluded: readonly string[]
  /** 1 bad, 0 good, −1 not known: such a row is scored and nothing else. */
  readonly target: Int8Array
  readonly split: Split
  readonly seed: number
  readonly calibration: Calibration['kind']
  readonly manualBins: Readonly<Record<string, ManualBins>>
  readonly directions: Readonly<Record<string, Direction>>
  /** With every prediction its contributions. */
  readonly reasons: boolean
}

export interface RowPrediction extends Prediction {
  /** From 0, in the order of the file. */
  readonly row: number
  readonly id: string | null
  readonly split: 'train' | 'test' | 'unused'
  readonly target: 0 | 1 | null
  readonly contributions?: readonly Contribution[]
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
  readonly metrics: { readonly train: ModelFigures; readonly test: ModelFigures }
  /** On cases that the trees had not seen; boosted models only. */
  readonly crossValidation: BoostedFit['crossValidation'] | null
  readonly scoreStability: { readonly psi: number; readonly verdict: string } | null
  readonly predictions: readonly RowPrediction[]
}

const FOLDS = 3

/** Fits a model on the training rows, tries it on the test rows and predicts every row. The same task, the same result. */
export function trainModel(
  task: TrainingTask,
  onProgress: (done: number, total: number) => void = () => undefined,
): TrainedModel {
  const sample = unweighted(task.target, task.split.train)
  const found = featureColumns(task.table, sample.rows, {
    target: task.targetColumn,
    key: task.keyColumn,
    excluded: task.excluded,
  })
  const fit =
    task.method === 'scorecard'
      ? scorecardOf(task, found, sample)
      : boostedOf(task, found, sample, onProgress)
  const predictions = predictAll(task, fit.model)
  const metrics = { train: figuresIn('train', predictions), test: figuresIn('test', predictions) }
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

function scorecardOf(task: TrainingTask, { columns }: FeatureColumns, sample: Sample): Fit {
  const fit: ScorecardFit = fitScorecard(columns, sample, {
    ...{ binning: modelBinning, selection: standardSelection, scaling: standardScaling },
    manualBins: task.manualBins,
  })
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
    ...{ crossValidation: null, converged: fit.converged },
  }
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

function predictAll(task: TrainingTask, model: FittedModel): RowPrediction[] {
  const { table, split, target } = task
  const places = new Map(table.header.map((name, index) => [name, index]))
  const key = task.keyColumn === null ? undefined : places.get(task.keyColumn)
  const train = new Set(split.train)
  const test = new Set(split.test)
  return table.rows.map((texts, row) => {
    const cells = textReader(model, (feature) => texts[places.get(feature) ?? -1])
    const label = target[row]
    return {
      row,
      id: key === undefined ? null : (texts[key] ?? null),
      split: train.has(row) ? 'train' : test.has(row) ? 'test' : 'unused',
      target: label === 0 || label === 1 ? label : null,
      ...predict(model, cells),
      ...(task.reasons ? { contributions: explain(model, cells).contributions } : {}),
    }
  })
}

function figuresIn(split: RowPrediction['split'], predictions: readonly RowPrediction[]): ModelFigures {
  const known = predictions.filter((one) => one.split === split && one.target !== null)
  return figuresOf({ y: known.map(({ target }) => target ?? 0), p: known.map(({ pd }) => pd) })
}

function stabilityOf(predictions: readonly RowPrediction[]): TrainedModel['scoreStability'] {
  const scores = (split: RowPrediction['split']) =>
    predictions.filter((one) => one.split === split).map(({ score }) => score)
  const test = scores('test')
  if (test.length === 0) return null
  const value = psiOfScores(scores('train'), test)
  return { psi: value, verdict: psiVerdict(value) }
}
