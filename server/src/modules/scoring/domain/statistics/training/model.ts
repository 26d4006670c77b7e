import { Refusal } from '../../../../../kernel/errors.js'
import { boostedContributions, boostedPrediction, type BoostedModel } from '../boosting/boosted-model.js'
import { linearContributions, linearPrediction, type LinearModel } from '../linear/linear-model.js'
import { factorOf } from '../scorecard/scaling.js'
import {
  scorecardContributions,
  scorecardPrediction,
  type CellReader,
  type Contribution,
  type Prediction,
  type StatisticalScorecard,
} from '../scorecard/statistical-scorecard.js'
import { parseCell, type Cell } from './column.js'

/** A fitted model of any method, as a document. */
export type FittedModel = StatisticalScorecard | BoostedModel | LinearModel

/** What this program trains itself. */
export type TrainedMethod = Exclude<FittedModel['method'], 'linear'>

export function predict(model: FittedModel, cells: CellReader): Prediction {
  switch (model.method) {
    case 'scorecard':
      return scorecardPrediction(model, cells)
    case 'gbm':
      return boostedPrediction(model, cells)
    case 'linear':
      return linearPrediction(model, cells)
  }
}

/**
 * Why a record has its probability: what each feature adds to the log-odds, largest first. With `base` the parts sum to
 * the log-odds (of a boosted model: before calibration).
 */
export function explain(
  model: FittedModel,
  cells: CellReader,
): { readonly base: number; readonly contributions: readonly Contribution[] } {
  const { base, parts } = partsOf(model, cells)
  const factor = factorOf(model.scaling)
  const contributions = parts
    .map((part) => ({ ...part, points: -factor * part.logOdds }))
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.feature < b.feature ? -1 : 1))
  return { base, contributions }
}

function partsOf(model: FittedModel, cells: CellReader) {
  switch (model.method) {
    case 'scorecard':
      return scorecardContributions(model, cells)
    case 'gbm':
      return boostedContributions(model, cells)
    case 'linear':
      return linearContributions(model, cells)
  }
}

/** Names and kinds of the columns that a model reads. */
export function columnsOf(model: FittedModel): readonly { feature: string; kind: 'number' | 'category' }[] {
  if (model.method !== 'scorecard') return model.columns
  return model.features.map(({ binning: { feature, kind } }) => ({ feature, kind }))
}

/** Refuses columns among which one is missing that the model reads. */
export function assertReadable(model: FittedModel, header: readonly string[]): void {
  const lacking = columnsOf(model).find(({ feature }) => !header.includes(feature))
  if (lacking === undefined) return
  throw new Refusal('training_column_missing', { column: lacking.feature, columns: header.join(', ') })
}

/** Reads a record of texts as the model expects it; a column that the record does not have is missing. */
export function textReader(model: FittedModel, textOf: (feature: string) => string | undefined): CellReader {
  const kinds = new Map(columnsOf(model).map(({ feature, kind }) => [feature, kind]))
  return (feature): Cell => {
    const text = textOf(feature)
    return text === undefined ? null : parseCell(kinds.get(feature) ?? 'category', text)
  }
}
