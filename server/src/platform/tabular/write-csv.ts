import { stringify } from 'csv-stringify/sync'

/** What a spreadsheet takes for the beginning of a formula, also where characters are full-width. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/
const NUMBER = /^-?\d+(?:\.\d+)?$/

/**
 * Rows as UTF-8 CSV with a byte order mark, so that Excel reads Chinese. Texts that a spreadsheet would run as a
 * formula (`=`, `+`, `-`, `@` …) are made harmless with a leading apostrophe; numbers below zero stay numbers.
 */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  const harmless = (cell: string) => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell)
  return Buffer.from(
    stringify(
      rows.map((row) => row.map(harmless)),
      { bom: true, record_delimiter: 'windows' },
    ),
  )
}
