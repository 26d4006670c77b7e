import { Refusal } from '../../../../../kernel/errors.js'
import { textsOf, type TextTable } from './parse-table.js'
import { UNKNOWN_CLASS } from './read-target.js'
import type { Split } from './split.js'

const TEST_SHARE = 0.3
const dayText = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?([ T].*)?$/

/** A day as a text that sorts by time; null for what is none. */
function dayOf(text: string): string | null {
  const found = dayText.exec(text.trim())
  if (found === null) return null
  const [, year = '', month = '', day = ''] = found
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/**
 * Out of time: fits on the earlier days and tests on the last 30 % of the cases, never cutting through a day. Refuses a
 * column that is no calendar day in a row, and one with a single day.
 */
export function splitByTime(table: TextTable, target: Int8Array, column: string): Split & { from: string } {
  const texts = textsOf(table, table.header.indexOf(column))
  const known = Array.from(target.keys()).filter((row) => target[row] !== UNKNOWN_CLASS)
  const days = new Map<number, string>()
  for (const row of known) {
    const day = dayOf(texts[row] ?? '')
    if (day === null) throw new Refusal('training_time_column', { column, row: row + 2 })
    days.set(row, day)
  }
  const sorted = [...days.values()].sort()
  const first = sorted[0] ?? ''
  const wanted = sorted[Math.floor(sorted.length * (1 - TEST_SHARE))] ?? ''
  // With most cases on few days the boundary may be the first day itself: the next one then begins the test.
  const from = wanted > first ? wanted : sorted.find((day) => day > first)
  if (from === undefined) throw new Refusal('training_one_day', { column, day: first })
  const isTest = (row: number) => (days.get(row) ?? '') >= from
  return {
    train: Int32Array.from(known.filter((row) => !isTest(row))),
    test: Int32Array.from(known.filter(isTest)),
    from,
  }
}
