import { Refusal } from '../../kernel/errors.js'
import type { ManualBins } from './domain/statistics/binning/fit-binning.js'
import type { TrendChoice } from './domain/statistics/binning/optimal-merge.js'
import type { FittedCalibration } from './domain/statistics/boosting/boosted-model.js'
import type { Direction } from './domain/statistics/boosting/find-split.js'
import {
  validationReport,
  type ReportTask,
  type ValidationReport,
} from './domain/statistics/report/validation-report.js'
import type { SelectionRules } from './domain/statistics/scorecard/select-features.js'
import type { RejectMethod } from './domain/statistics/training/infer-rejects.js'
import type { LeftOut } from './domain/statistics/training/leave-out.js'
import { assertReadable, type FittedModel, type TrainedMethod } from './domain/statistics/training/model.js'
import { trainModel, type TrainedModel } from './domain/statistics/training/train-model.js'
import { tryModel } from './domain/statistics/training/try-model.js'
import { prepareSample, type PreparedSample, type SampleRequest } from './prepare-training.js'
import { hashOfFile } from './read-training-table.js'

export interface TrainingRequest extends SampleRequest {
  readonly method: TrainedMethod
  readonly calibration: FittedCalibration
  readonly excluded: readonly string[]
  readonly manualBins: Readonly<Record<string, ManualBins>>
  readonly trends?: Readonly<Record<string, TrendChoice>> | undefined
  readonly directions: Readonly<Record<string, Direction>>
  readonly selection?: SelectionRules | undefined
  readonly rejects: RejectMethod | null
  readonly worseBy?: number | undefined
  readonly reasons: boolean
  readonly folds?: number | undefined
  /** With a validation report. */
  readonly report?: ReportSettings | undefined
  /** A finished model to be tried on the file; nothing is fitted then. */
  readonly trial?: FittedModel | undefined
}

export interface ReportSettings {
  readonly segmentColumn: string | null
  readonly amountColumn: string | null
  readonly champion: ReportTask['champion']
}

/** What was done, so that it can be done again: the same data and settings give the same bytes. */
export interface TrainingRecipe {
  readonly method: TrainedMethod
  readonly target: string
  readonly badValue: string
  readonly seed: number
  readonly calibration: FittedCalibration | null
  readonly rejects: RejectMethod | null
  readonly worseBy?: number
  readonly excluded: readonly string[]
  /** Rows that took no part, with how many each rule named. */
  readonly exclusions: LeftOut['counts']
  readonly weightColumn: string | null
  readonly manualBins: Readonly<Record<string, ManualBins>>
  readonly trends: Readonly<Record<string, TrendChoice>>
  readonly directions: Readonly<Record<string, Direction>>
  readonly selection: SelectionRules | null
  readonly dataSha256: string
  readonly splitSha256: string | null
  /** The column of days that the test part was cut by, and its first day in that part. */
  readonly time?: { readonly column: string; readonly from: string }
  readonly rows: number
  readonly train: number
  readonly test: number
  readonly unused: number
}

export interface FileTraining extends TrainedModel {
  readonly recipe: TrainingRecipe
  readonly report?: ValidationReport
}

const MIN_ROWS = 50
const MIN_OF_CLASS = 5

/** Reads a file, splits it, trains and validates a model. Refuses what cannot be trained on, with the reason. */
export async function trainFromFile(
  request: TrainingRequest,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<FileTraining> {
  const prepared = await prepareSample(request, namedColumns(request))
  const { trial } = request
  const trained =
    trial === undefined ? fitted(request, prepared, onProgress) : tried(trial, request, prepared)
  const recipe = await recipeOf(request, prepared)
  if (request.report === undefined) return { recipe, ...trained }
  const { table, cut, from } = prepared
  const split =
    trial === undefined
      ? { kind: cut, column: request.timeColumn ?? null, from }
      : { kind: 'trial' as const, column: null, from: null }
  return { recipe, ...trained, report: validationReport({ table, trained, split, ...request.report }) }
}

function fitted(
  request: TrainingRequest,
  { table, target, split, keyColumn, weights, leftOut }: PreparedSample,
  onProgress: (done: number, total: number) => void,
): TrainedModel {
  assertEnough(target, split.train)
  const { timeColumn, weightColumn } = request
  const roles = [timeColumn, weightColumn].filter((one) => one !== undefined)
  return trainModel(
    {
      ...{ ...request, excluded: [...request.excluded, ...roles], targetColumn: request.target },
      ...{ table, target, split, keyColumn, weights, leftOut: leftOut.rows },
    },
    onProgress,
  )
}

/** Refuses a file that lacks a column which the model reads. */
function tried(
  model: FittedModel,
  { seed }: TrainingRequest,
  { table, target, keyColumn, leftOut }: PreparedSample,
): TrainedModel {
  assertReadable(model, table.header)
  return tryModel(model, { table, target, keyColumn, seed, leftOut: leftOut.rows, reasons: false })
}

async function recipeOf(
  request: TrainingRequest,
  { table, split: { train, test }, from, leftOut }: PreparedSample,
): Promise<TrainingRecipe> {
  const { timeColumn } = request
  return {
    ...{ method: request.method, target: request.target, badValue: request.badValue ?? '1' },
    seed: request.seed,
    calibration: request.method === 'gbm' ? request.calibration : null,
    rejects: request.rejects,
    ...(request.worseBy === undefined ? {} : { worseBy: request.worseBy }),
    ...{ excluded: request.excluded, exclusions: leftOut.counts, weightColumn: request.weightColumn ?? null },
    ...{ manualBins: request.manualBins, trends: request.trends ?? {}, directions: request.directions },
    selection: request.selection ?? null,
    dataSha256: await hashOfFile(request.file),
    splitSha256: request.splitFile === undefined ? null : await hashOfFile(request.splitFile),
    ...(timeColumn === undefined || from === null ? {} : { time: { column: timeColumn, from } }),
    ...{ rows: table.rows.length, train: train.length, test: test.length },
    unused: table.rows.length - train.length - test.length,
  }
}

/** Every column that the request speaks of besides those that say which part a row takes. */
function namedColumns({ report, excluded, manualBins, trends, directions }: TrainingRequest): string[] {
  return [
    ...excluded,
    ...Object.keys({ ...manualBins, ...trends, ...directions }),
    ...[report?.segmentColumn, report?.amountColumn].filter((one) => typeof one === 'string'),
  ]
}

function assertEnough(target: Int8Array, rows: Int32Array): void {
  const bad = rows.filter((row) => target[row] === 1).length
  const good = rows.length - bad
  if (rows.length >= MIN_ROWS && bad >= MIN_OF_CLASS && good >= MIN_OF_CLASS) return
  throw new Refusal('training_too_few', {
    ...{ rows: rows.length, bad, good, minRows: MIN_ROWS, minClass: MIN_OF_CLASS },
  })
}
