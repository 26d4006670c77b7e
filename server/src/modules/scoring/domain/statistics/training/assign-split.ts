import { Refusal } from '../../../../../kernel/errors.js'
import { textsOf, type TextTable } from './parse-table.js'
import { UNKNOWN_CLASS } from './read-target.js'
import { stratifiedSplit, type Split } from './split.js'

const TEST_SHARE = 0.3
const rowNames = ['row_id', 'id', 'row', 'index']

export interface AssignedSplit {
  readonly split: Split
  /** The column that names rows, when there is one. */
  readonly keyColumn: string | null
}

/** A split by chance that keeps the bad rate, for a file that brings none. */
export function splitByChance(table: TextTable, target: Int8Array, seed: number): AssignedSplit {
  const known = Int32Array.from(target.keys()).filter((row) => target[row] !== UNKNOWN_CLASS)
  const keyColumn = table.header.find((name) => rowNames.slice(0, 2).includes(name.toLowerCase())) ?? null
  return { split: stratifiedSplit(target, known, TEST_SHARE, seed), keyColumn }
}

/**
 * The split that a file gives: rows by a column that both files have, `train` or `test` (any other word but an empty
 * one) in the other. Rows that it does not name, and rows without a class, are in neither.
 */
export function splitByFile(table: TextTable, target: Int8Array, file: TextTable): AssignedSplit {
  const keyColumn = file.header.find((name) => table.header.includes(name))
  const place = file.header.findIndex((name) => name.toLowerCase() === 'split')
  const partColumn = place >= 0 ? place : file.header.findIndex((name) => name !== keyColumn)
  if (keyColumn === undefined || partColumn < 0 || file.header[partColumn] === keyColumn) {
    throw new Refusal('training_split_no_key', { columns: file.header.join(', ') })
  }
  const keys = textsOf(table, table.header.indexOf(keyColumn))
  const repeated = firstRepeated(keys)
  if (repeated !== null) throw new Refusal('training_key_repeated', { column: keyColumn, value: repeated })
  const ids = textsOf(file, file.header.indexOf(keyColumn))
  const parts = textsOf(file, partColumn)
  const partOf = new Map(ids.map((id, row) => [id.trim(), (parts[row] ?? '').trim().toLowerCase()]))
  const known = Int32Array.from(target.keys()).filter((row) => target[row] !== UNKNOWN_CLASS)
  const partAt = (row: number) => partOf.get((keys[row] ?? '').trim()) ?? ''
  const train = known.filter((row) => partAt(row) === 'train')
  if (train.length === 0) throw new Refusal('training_split_no_train')
  return { split: { train, test: known.filter((row) => !['train', ''].includes(partAt(row))) }, keyColumn }
}

function firstRepeated(texts: readonly string[]): string | null {
  const seen = new Set<string>()
  for (const text of texts) {
    if (seen.has(text.trim())) return text
    seen.add(text.trim())
  }
  return null
}
