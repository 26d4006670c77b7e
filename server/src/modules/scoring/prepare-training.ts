import { Refusal } from '../../kernel/errors.js'
import { splitByChance, splitByFile, type AssignedSplit } from './domain/statistics/training/assign-split.js'
import {
  leftOutRows,
  rowWeights,
  splitWithout,
  type Exclusion,
  type LeftOut,
} from './domain/statistics/training/leave-out.js'
import { textsOf, type TextTable } from './domain/statistics/training/parse-table.js'
import { readTarget } from './domain/statistics/training/read-target.js'
import { splitByTime } from './domain/statistics/training/split-by-time.js'
import { readTrainingTable } from './read-training-table.js'

/** What decides which rows are fitted on, which are tested with, and how much each counts. */
export interface SampleRequest {
  readonly file: string
  readonly target: string
  /** The value of the target that is bad, where it is not 1. */
  readonly badValue?: string | undefined
  readonly splitFile?: string | undefined
  readonly seed: number
  /** Tests on the latest cases by this column of days instead of on cases chosen by chance. */
  readonly timeColumn?: string | undefined
  /** A number above 0 by row: how much it counts in the fit. */
  readonly weightColumn?: string | undefined
  readonly exclusions?: readonly Exclusion[] | undefined
}

export interface PreparedSample {
  readonly table: TextTable
  readonly target: Int8Array
  readonly split: AssignedSplit['split']
  readonly keyColumn: string | null
  readonly cut: 'chance' | 'file' | 'time'
  /** First day of the test part of a cut by time. */
  readonly from: string | null
  readonly weights: Float64Array | undefined
  readonly leftOut: LeftOut
}

/** Reads a file and says which rows take which part. Refuses columns that it does not have. */
export async function prepareSample(
  request: SampleRequest,
  alsoNamed: readonly string[] = [],
): Promise<PreparedSample> {
  const table = await readTrainingTable(request.file)
  const { target: targetColumn, timeColumn, weightColumn, exclusions = [] } = request
  const named = [targetColumn, ...exclusions.map(({ column }) => column), ...alsoNamed]
  for (const column of [...named, timeColumn, weightColumn]) {
    if (column !== undefined && !table.header.includes(column)) {
      throw new Refusal('training_column_missing', { column, columns: table.header.join(', ') })
    }
  }
  const target = readTargetOf(table, request)
  const leftOut = leftOutRows(table, exclusions)
  const { split, ...cut } = await splitOf(request, table, target)
  return {
    ...{ table, target, leftOut, ...cut },
    split: splitWithout(split, leftOut.rows),
    weights: weightColumn === undefined ? undefined : rowWeights(table, weightColumn, leftOut.rows),
  }
}

function readTargetOf(table: TextTable, { target, badValue }: SampleRequest): Int8Array {
  // Too few rows say so better than a target without values would.
  if (table.rows.length === 0) return new Int8Array()
  return readTarget(target, textsOf(table, table.header.indexOf(target)), badValue)
}

async function splitOf(
  { splitFile, timeColumn, seed }: SampleRequest,
  table: TextTable,
  target: Int8Array,
): Promise<AssignedSplit & Pick<PreparedSample, 'cut' | 'from'>> {
  const byChance = splitByChance(table, target, seed)
  if (target.length === 0) return { ...byChance, cut: 'chance', from: null }
  if (timeColumn !== undefined) {
    const split = splitByTime(table, target, timeColumn)
    return { split, keyColumn: byChance.keyColumn, cut: 'time', from: split.from }
  }
  if (splitFile === undefined) return { ...byChance, cut: 'chance', from: null }
  return { ...splitByFile(table, target, await readTrainingTable(splitFile)), cut: 'file', from: null }
}
