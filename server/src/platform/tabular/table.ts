/** One row of a table file; `rowNo` counts from 1 as a spreadsheet shows it. Every cell is text, dates are ISO. */
export interface TableRow {
  readonly rowNo: number
  readonly cells: readonly string[]
}

/** A table file that was recognised, ready to be read once or several times. */
export interface TableFile {
  readonly format: 'csv' | 'xlsx' | 'camt.053'
  /** Character set of a text file, for example `UTF-8` or `GB18030`; null for XLSX. */
  readonly encoding: string | null
  readonly delimiter: string | null
  /** Name of the worksheet that is read; null for text files. */
  readonly sheet: string | null
  /** Names of the worksheets that are shown; none for text files. */
  readonly sheets: readonly string[]
  /** Reads all rows in batches, with bounded memory. */
  rows(): AsyncIterable<readonly TableRow[]>
}

/** How a file is to be read where its content would be read in another way. */
export interface TableReading {
  /** Character set of a text file; null or left out: what the bytes look like. */
  readonly encoding?: string | null | undefined
  /** Worksheet of an XLSX file; null or left out: the first that is not hidden. */
  readonly sheet?: string | null | undefined
}

export const tableLimits = {
  fileBytes: 256 * 1024 * 1024,
  rows: 2_000_000,
  columns: 400,
  cellCharacters: 32_767,
  /** Unpacked size of one part of an XLSX file. */
  partBytes: 1024 * 1024 * 1024,
  /** A part that grows more than this when unpacked is a zip bomb; real sheets stay below 60. */
  partRatio: 250,
  sharedStringCharacters: 256 * 1024 * 1024,
} as const

export const BATCH_ROWS = 1000
