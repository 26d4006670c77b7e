import type { CrossValidation } from '../scorecard/cross-validate.js'
import { columnsOf, explain, predict, textReader, type FittedModel } from '../training/model.js'
import type { TextTable } from '../training/parse-table.js'
import type { RowPrediction } from '../training/predictions.js'
import type { DroppedColumn, TrainedModel } from '../training/train-model.js'
import type { ModelWarning } from '../training/warnings.js'
import { calibrationGroups, type CalibrationGroup } from '../validation/calibration-tests.js'
import { pairedDeLong, type DeLongTest } from '../validation/delong.js'
import { outcomesOf, type Case } from './case.js'
import { ksLine, rocLine, scoreBands, type KsPoint, type RocLine, type ScoreBand } from './curves.js'
import { amountMinorOf, cutOffs, type CutOff } from './cut-offs.js'
import { featureUse, type FeatureUse } from './feature-use.js'
import { segmentFigures, type SegmentFigures } from './segments.js'
import { scoreStability, type Stability } from './stability.js'
import { variablesOf, type Variable } from './variables.js'

/** How the cases that were not fitted on were chosen. */
export type SplitKind = 'chance' | 'file' | 'time' | 'trial'

export interface ValidationReport {
  readonly split: { readonly kind: SplitKind; readonly column: string | null; readonly from: string | null }
  readonly rows: number
  readonly unused: number
  readonly metrics: TrainedModel['metrics']
  readonly crossValidation: CrossValidation | null
  readonly roc: { readonly train: readonly RocLine[]; readonly test: readonly RocLine[] }
  readonly ks: readonly KsPoint[]
  readonly calibration: readonly CalibrationGroup[]
  readonly bands: readonly ScoreBand[]
  readonly scoreStability: Stability | null
  readonly variables: readonly Variable[]
  readonly dropped: readonly DroppedColumn[]
  readonly warnings: readonly ModelWarning[]
  readonly segments: { readonly column: string; readonly figures: readonly SegmentFigures[] } | null
  readonly use: FeatureUse
  readonly cutOffs: readonly CutOff[]
  /** Against the champion on the same cases; null where there was none or it reads other columns. */
  readonly versus: (DeLongTest & { readonly version: number }) | null
}

/** The predictions for cases that a model was not fitted on, for comparing models later. */
export interface Holdout {
  readonly rows: readonly number[]
  readonly y: readonly (0 | 1)[]
  readonly pd: readonly number[]
}

export interface ReportTask {
  readonly table: TextTable
  readonly trained: TrainedModel
  readonly split: ValidationReport['split']
  readonly segmentColumn: string | null
  readonly amountColumn: string | null
  readonly champion: { readonly version: number; readonly model: FittedModel } | null
}

/** Everything that is asked before a model may decide: as data, for page, file and approval alike. */
export function validationReport(task: ReportTask): ValidationReport {
  const { table, trained } = task
  const train = casesOf(trained.predictions, 'train')
  const test = casesOf(trained.predictions, 'test')
  const textOf = textLookup(table)
  const contributionsOf = (row: number) =>
    explain(
      trained.model,
      textReader(trained.model, (feature) => textOf(feature, row)),
    ).contributions
  const judged = test.length > 0 ? test : train
  const { segmentColumn } = task
  return {
    split: task.split,
    rows: table.rows.length,
    unused: trained.predictions.length - train.length - test.length,
    metrics: trained.metrics,
    crossValidation: trained.crossValidation,
    roc: { train: rocLine(train), test: rocLine(test) },
    ks: ksLine(judged),
    calibration: calibrationGroups(outcomesOf(judged)),
    bands: scoreBands(train, test),
    scoreStability: scoreStability(
      train.map(({ score }) => score),
      test.map(({ score }) => score),
    ),
    variables: variablesOf({ model: trained.model, train, test, textOf, contributionsOf }),
    ...{ dropped: trained.dropped, warnings: trained.warnings },
    segments:
      segmentColumn === null
        ? null
        : {
            column: segmentColumn,
            figures: segmentFigures(judged, (row) => textOf(segmentColumn, row)),
          },
    use: featureUse(judged, contributionsOf, groupsBy(judged, segmentColumn, textOf)),
    ...againstChampion(task, judged, textOf),
  }
}

export function holdoutOf(predictions: readonly RowPrediction[]): Holdout {
  const cases = casesOf(predictions, 'test')
  return { rows: cases.map(({ row }) => row), y: cases.map(({ y }) => y), pd: cases.map(({ pd }) => pd) }
}

function casesOf(predictions: readonly RowPrediction[], split: RowPrediction['split']): Case[] {
  return predictions.flatMap(({ row, split: part, target, pd, score }): Case[] =>
    part === split && target !== null ? [{ row, y: target, pd, score }] : [],
  )
}

type TextOf = (feature: string, row: number) => string

function textLookup(table: TextTable): TextOf {
  const places = new Map(table.header.map((name, at) => [name, at]))
  return (feature, row) => table.rows[row]?.[places.get(feature) ?? -1] ?? ''
}

/** Groups whose drivers are told apart: those of the segment column, else fifths by predicted risk. */
function groupsBy(cases: readonly Case[], column: string | null, textOf: TextOf): (one: Case) => string {
  if (column !== null) return ({ row }) => textOf(column, row).trim()
  const sorted = cases.map(({ pd }) => pd).sort((a, b) => a - b)
  const edges = [1, 2, 3, 4].map((at) => sorted[Math.floor((at * sorted.length) / 5)] ?? 1)
  return ({ pd }) => `Q${1 + edges.filter((edge) => pd >= edge).length}`
}

function againstChampion(
  { champion, amountColumn, table }: ReportTask,
  cases: readonly Case[],
  textOf: TextOf,
): Pick<ValidationReport, 'cutOffs' | 'versus'> {
  const y = cases.map((one) => one.y)
  const pds = cases.map(({ pd }) => pd)
  const amountsMinor =
    amountColumn === null ? null : cases.map(({ row }) => amountMinorOf(textOf(amountColumn, row)))
  const known =
    champion !== null && columnsOf(champion.model).every(({ feature }) => table.header.includes(feature))
  if (!known) return { cutOffs: cutOffs({ y, amountsMinor }, pds, null), versus: null }
  const reigning = cases.map(
    ({ row }) =>
      predict(
        champion.model,
        textReader(champion.model, (feature) => textOf(feature, row)),
      ).pd,
  )
  const test = pairedDeLong(y, pds, reigning)
  return {
    cutOffs: cutOffs({ y, amountsMinor }, pds, reigning),
    versus: test === null ? null : { ...test, version: champion.version },
  }
}
