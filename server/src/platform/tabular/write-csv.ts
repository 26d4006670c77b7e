import { stringify } from 'csv-stringify/sync'

/**
 * Rows as UTF-8 CSV with a byte order mark, so that Excel reads Chinese. Texts that a spreadsheet would run as a
 * formula (`=`, `+`, `-`, `@` …) are made harmless with a leading apostrophe.
 */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(
    stringify(
      rows.map((row) => [...row]),
      { bom: true, escape_formulas: true, record_delimiter: 'windows' },
    ),
  )
}
