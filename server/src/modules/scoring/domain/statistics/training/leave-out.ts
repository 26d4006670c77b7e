import { Refusal } from '../../../../../kernel/errors.js'
import { isBlank, parseNumber } from './column.js'
import { textsOf, type TextTable } from './parse-table.js'
import type { Split } from './split.js'

/** When a row takes no part in a training: by what it holds in a column. */
export const exclusionTests = ['is', 'is-not', 'empty', 'below', 'above'] as const
export type ExclusionTest = (typeof exclusionTests)[number]

export interface Exclusion {
  readonly column: string
  readonly test: ExclusionTest
  /** A text for `is` and `is-not`, a number for `below` and `above`; `empty` needs none. */
  readonly value: string
}

/** Rows that one of the exclusions names, and how many each names. */
export interface LeftOut {
  readonly rows: ReadonlySet<number>
  readonly counts: readonly (Exclusion & { readonly rows: number })[]
}

/** Finds the rows that take no part. Refuses a bound that is no number. */
export function leftOutRows(table: TextTable, exclusions: readonly Exclusion[]): LeftOut {
  const rows = new Set<number>()
  const counts = exclusions.map((exclusion) => {
    const matches = matcher(exclusion)
    const texts = textsOf(table, table.header.indexOf(exclusion.column))
    let count = 0
    for (const [row, text] of texts.entries()) {
      if (!matches(text.trim())) continue
      rows.add(row)
      count += 1
    }
    return { ...exclusion, rows: count }
  })
  return { rows, counts }
}

function matcher({ column, test, value }: Exclusion): (text: string) => boolean {
  switch (test) {
    case 'is':
      return (text) => text === value.trim()
    case 'is-not':
      return (text) => text !== value.trim()
    case 'empty':
      return isBlank
    case 'below':
    case 'above': {
      const bound = parseNumber(value)
      if (bound === null) throw new Refusal('training_bound', { column, value })
      return (text) => {
        const number = parseNumber(text)
        return number !== null && (test === 'below' ? number < bound : number > bound)
      }
    }
  }
}

/** The split without rows that take no part. */
export function splitWithout({ train, test }: Split, rows: ReadonlySet<number>): Split {
  const stays = (row: number) => !rows.has(row)
  return { train: train.filter(stays), test: test.filter(stays) }
}

/** The weight of each row. Refuses a row that takes part and has no number above 0. */
export function rowWeights(table: TextTable, column: string, leftOut: ReadonlySet<number>): Float64Array {
  const texts = textsOf(table, table.header.indexOf(column))
  return Float64Array.from(texts, (text, row) => {
    const weight = parseNumber(text)
    if (weight !== null && weight > 0) return weight
    if (leftOut.has(row)) return 0
    throw new Refusal('training_weight', { column, row: row + 2 })
  })
}
