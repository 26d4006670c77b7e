import type { Contribution, Prediction } from '../scorecard/statistical-scorecard.js'
import { bootstrapAuc } from '../validation/bootstrap.js'
import { figuresOf, type ModelFigures } from '../validation/figures.js'
import { psiOfScores, psiVerdict } from '../validation/psi.js'
import { explain, predict, textReader, type FittedModel } from './model.js'
import type { TextTable } from './parse-table.js'
import type { Split } from './split.js'

export interface RowPrediction extends Prediction {
  /** From 0, in the order of the file. */
  readonly row: number
  readonly id: string | null
  readonly split: 'train' | 'test' | 'unused'
  readonly target: 0 | 1 | null
  readonly contributions?: readonly Contribution[]
}

/** What is only worth its time on cases that the model has not seen. */
interface TestFigures {
  /** 95 %, from 1,000 samples drawn with replacement. */
  readonly aucBootstrap: readonly [number, number] | null
}

export interface Metrics {
  readonly train: ModelFigures
  readonly test: ModelFigures & TestFigures
}

/** The rows of a table with their classes and parts. */
export interface JudgedTable {
  readonly table: TextTable
  /** 1 bad, 0 good, −1 not known: such a row is scored and nothing else. */
  readonly target: Int8Array
  readonly split: Split
  /** Column that names a row; null when rows have no names. */
  readonly keyColumn: string | null
  /** With every prediction its contributions. */
  readonly reasons: boolean
}

/** What a model says of every row. */
export function predictAll(task: JudgedTable, model: FittedModel): RowPrediction[] {
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

export function metricsOf(predictions: readonly RowPrediction[], seed: number): Metrics {
  const outcomes = (split: RowPrediction['split']) => {
    const known = predictions.filter((one) => one.split === split && one.target !== null)
    return { y: known.map(({ target }) => target ?? 0), p: known.map(({ pd }) => pd) }
  }
  const test = outcomes('test')
  return {
    train: figuresOf(outcomes('train')),
    test: { ...figuresOf(test), aucBootstrap: bootstrapAuc(test, seed) },
  }
}

/** Whether the scores of the tested rows are spread as those that the model was fitted on; null without either. */
export function stabilityOf(
  predictions: readonly RowPrediction[],
): { readonly psi: number; readonly verdict: string } | null {
  const scores = (split: RowPrediction['split']) =>
    predictions.filter((one) => one.split === split).map(({ score }) => score)
  const [train, test] = [scores('train'), scores('test')]
  if (train.length === 0 || test.length === 0) return null
  const value = psiOfScores(train, test)
  return { psi: value, verdict: psiVerdict(value) }
}
