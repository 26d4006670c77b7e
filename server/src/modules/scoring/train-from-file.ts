import { Refusal } from '../../kernel/errors.js'
import type { ManualBins } from './domain/statistics/binning/fit-binning.js'
import type { Calibration } from './domain/statistics/boosting/boosted-model.js'
import type { Direction } from './domain/statistics/boosting/find-split.js'
import {
  validationReport,
  type ReportTask,
  type ValidationReport,
} from './domain/statistics/report/validation-report.js'
import { splitByChance, splitByFile, type AssignedSplit } from './domain/statistics/training/assign-split.js'
import type { RejectMethod } from './domain/statistics/training/infer-rejects.js'
import type { FittedModel } from './domain/statistics/training/model.js'
import { textsOf, type TextTable } from './domain/statistics/training/parse-table.js'
import { readTarget } from './domain/statistics/training/read-target.js'
import { splitByTime } from './domain/statistics/training/split-by-time.js'
import { trainModel, type TrainedModel } from './domain/statistics/training/train-model.js'
import { hashOfFile, readTrainingTable } from './read-training-table.js'

export interface TrainingRequest {
  readonly file: string
  readonly target: string
  /** The value of the target that is bad, where it is not 1. */
  readonly badValue?: string | undefined
  readonly splitFile?: string | undefined
  readonly method: FittedModel['method']
  readonly seed: number
  readonly calibration: Calibration['kind']
  readonly excluded: readonly string[]
  readonly manualBins: Readonly<Record<string, ManualBins>>
  readonly directions: Readonly<Record<string, Direction>>
  readonly rejects: RejectMethod | null
  readonly reasons: boolean
  /** Tests on the latest cases by this column of days instead of on cases chosen by chance. */
  readonly timeColumn?: string | undefined
  readonly folds?: number | undefined
  /** With a validation report. */
  readonly report?: ReportSettings | undefined
}

export interface ReportSettings {
  readonly segmentColumn: string | null
  readonly amountColumn: string | null
  readonly champion: ReportTask['champion']
}

/** What was done, so that it can be done again: the same data and settings give the same bytes. */
export interface TrainingRecipe {
  readonly method: FittedModel['method']
  readonly target: string
  readonly badValue: string
  readonly seed: number
  readonly calibration: Calibration['kind'] | null
  readonly rejects: RejectMethod | null
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
  const table = await readTrainingTable(request.file)
  const place = table.header.indexOf(request.target)
  if (place < 0) {
    throw new Refusal('training_column_missing', { column: request.target, columns: table.header.join(', ') })
  }
  for (const column of namedColumns(request)) {
    if (!table.header.includes(column)) {
      throw new Refusal('training_column_missing', { column, columns: table.header.join(', ') })
    }
  }
  if (table.rows.length === 0) assertEnough(new Int8Array(), new Int32Array())
  const target = readTarget(request.target, textsOf(table, place), request.badValue)
  const { split, keyColumn, cut, from } = await splitOf(request, table, target)
  assertEnough(target, split.train)
  const { timeColumn } = request
  const excluded = timeColumn === undefined ? request.excluded : [...request.excluded, timeColumn]
  const trained = trainModel(
    { ...request, excluded, table, targetColumn: request.target, target, split, keyColumn },
    onProgress,
  )
  const { train, test } = split
  const recipe = {
    ...{ method: request.method, target: request.target, badValue: request.badValue ?? '1' },
    seed: request.seed,
    calibration: request.method === 'gbm' ? request.calibration : null,
    rejects: request.rejects,
    dataSha256: await hashOfFile(request.file),
    splitSha256: request.splitFile === undefined ? null : await hashOfFile(request.splitFile),
    ...(timeColumn === undefined || from === null ? {} : { time: { column: timeColumn, from } }),
    ...{ rows: table.rows.length, train: train.length, test: test.length },
    unused: table.rows.length - train.length - test.length,
  }
  if (request.report === undefined) return { recipe, ...trained }
  const report = validationReport({
    ...{ table, trained, split: { kind: cut, column: timeColumn ?? null, from } },
    ...request.report,
  })
  return { recipe, ...trained, report }
}

/** Every column that the request speaks of besides the target. */
function namedColumns(request: TrainingRequest): string[] {
  const { report, timeColumn } = request
  return [
    ...request.excluded,
    ...Object.keys({ ...request.manualBins, ...request.directions }),
    ...[timeColumn, report?.segmentColumn, report?.amountColumn].filter((one) => typeof one === 'string'),
  ]
}

async function splitOf(
  { splitFile, timeColumn, seed }: TrainingRequest,
  table: TextTable,
  target: Int8Array,
): Promise<AssignedSplit & { cut: 'chance' | 'file' | 'time'; from: string | null }> {
  const byChance = splitByChance(table, target, seed)
  if (timeColumn !== undefined) {
    const split = splitByTime(table, target, timeColumn)
    return { split, keyColumn: byChance.keyColumn, cut: 'time', from: split.from }
  }
  if (splitFile === undefined) return { ...byChance, cut: 'chance', from: null }
  return { ...splitByFile(table, target, await readTrainingTable(splitFile)), cut: 'file', from: null }
}

function assertEnough(target: Int8Array, rows: Int32Array): void {
  const bad = rows.filter((row) => target[row] === 1).length
  const good = rows.length - bad
  if (rows.length >= MIN_ROWS && bad >= MIN_OF_CLASS && good >= MIN_OF_CLASS) return
  throw new Refusal('training_too_few', {
    ...{ rows: rows.length, bad, good, minRows: MIN_ROWS, minClass: MIN_OF_CLASS },
  })
}
