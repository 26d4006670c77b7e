import type { Contribution, Prediction } from './domain/statistics/scorecard/statistical-scorecard.js'
import {
  assertReadable,
  explain,
  predict,
  textReader,
  type FittedModel,
} from './domain/statistics/training/model.js'
import { readTrainingTable } from './read-training-table.js'

export interface ScoredRow extends Prediction {
  /** From 0, in the order of the file. */
  readonly row: number
  readonly contributions: readonly Contribution[]
}

/** Scores every row of a table file with a model. Refuses a file that lacks a column that the model reads. */
export async function scoreFile(model: FittedModel, file: string): Promise<ScoredRow[]> {
  const { header, rows } = await readTrainingTable(file)
  assertReadable(model, header)
  const places = new Map(header.map((name, index) => [name, index]))
  return rows.map((texts, row) => {
    const cells = textReader(model, (feature) => texts[places.get(feature) ?? -1])
    return { row, ...predict(model, cells), contributions: explain(model, cells).contributions }
  })
}
