import { Refusal } from '../../kernel/errors.js'
import type { ManualBins } from './domain/statistics/binning/fit-binning.js'
import type { Calibration } from './domain/statistics/boosting/boosted-model.js'
import type { Direction } from './domain/statistics/boosting/find-split.js'
import { splitByChance, splitByFile } from './domain/statistics/training/assign-split.js'
import type { RejectMethod } from './domain/statistics/training/infer-rejects.js'
import type { FittedModel } from './domain/statistics/training/model.js'
import { textsOf } from './domain/statistics/training/parse-table.js'
import { readTarget } from './domain/statistics/training/read-target.js'
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
  readonly rows: number
  readonly train: number
  readonly test: number
  readonly unused: number
}

export interface FileTraining extends TrainedModel {
  readonly recipe: TrainingRecipe
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
  for (const column of [
    ...request.excluded,
    ...Object.keys({ ...request.manualBins, ...request.directions }),
  ]) {
    if (!table.header.includes(column)) {
      throw new Refusal('training_column_missing', { column, columns: table.header.join(', ') })
    }
  }
  if (table.rows.length === 0) assertEnough(new Int8Array(), new Int32Array())
  const target = readTarget(request.target, textsOf(table, place), request.badValue)
  const splitTable = request.splitFile === undefined ? null : await readTrainingTable(request.splitFile)
  const { split, keyColumn } =
    splitTable === null ? splitByChance(table, target, request.seed) : splitByFile(table, target, splitTable)
  assertEnough(target, split.train)
  const trained = trainModel(
    { ...request, table, targetColumn: request.target, target, split, keyColumn },
    onProgress,
  )
  const { train, test } = split
  return {
    recipe: {
      ...{
        method: request.method,
        target: request.target,
        badValue: request.badValue ?? '1',
        seed: request.seed,
      },
      calibration: request.method === 'gbm' ? request.calibration : null,
      rejects: request.rejects,
      dataSha256: await hashOfFile(request.file),
      splitSha256: request.splitFile === undefined ? null : await hashOfFile(request.splitFile),
      ...{ rows: table.rows.length, train: train.length, test: test.length },
      unused: table.rows.length - train.length - test.length,
    },
    ...trained,
  }
}

function assertEnough(target: Int8Array, rows: Int32Array): void {
  const bad = rows.filter((row) => target[row] === 1).length
  const good = rows.length - bad
  if (rows.length >= MIN_ROWS && bad >= MIN_OF_CLASS && good >= MIN_OF_CLASS) return
  throw new Refusal('training_too_few', {
    ...{ rows: rows.length, bad, good, minRows: MIN_ROWS, minClass: MIN_OF_CLASS },
  })
}
