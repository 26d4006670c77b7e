import { createHash } from 'node:crypto'
import { Refusal } from '../../kernel/errors.js'
import { openTable } from '../../platform/tabular/open-table.js'
import type { TableReading, TableRow } from '../../platform/tabular/table.js'
import { headerKey } from './domain/cell-text.js'
import { ColumnWatch, dayOrderOf } from './domain/column-profile.js'
import { findHeader, guessMapping } from './domain/guess-mapping.js'
import type { ImportKind } from './domain/import-field.js'
import { importFields } from './domain/import-fields.js'
import type { ImportAnalysis } from './domain/import-run.js'
import type { ColumnMapping } from './domain/import-settings.js'

const PREVIEW_ROWS = 20
/** Rows read before the header is looked for. */
const HEAD_ROWS = 50

export interface AnalysedFile {
  readonly analysis: Omit<ImportAnalysis, 'remembered'>
  /** The same for every file with the same columns. */
  readonly layoutHash: string
  readonly guess: Readonly<Record<string, ColumnMapping>>
}

/** Reads a whole file once and says what is in it: format, header, what each column holds and probably means. */
export async function analyseFile(
  path: string,
  kind: ImportKind,
  reading: TableReading = {},
): Promise<AnalysedFile> {
  const table = await openTable(path, reading)
  const fields = importFields[kind]
  const head: TableRow[] = []
  const preview: TableRow[] = []
  let watches: ColumnWatch[] = []
  let header: TableRow | undefined
  let rows = 0
  const take = (row: TableRow) => {
    rows += 1
    if (preview.length < PREVIEW_ROWS) preview.push(row)
    for (const [index, watch] of watches.entries()) watch.add(row.cells[index] ?? '')
  }
  const startBody = () => {
    header =
      head[
        findHeader(
          head.map((row) => row.cells),
          fields,
        )
      ]
    if (!header) return
    watches = header.cells.map((name) => new ColumnWatch(name.trim()))
    for (const row of head.slice(head.indexOf(header) + 1)) take(row)
  }
  for await (const batch of table.rows()) {
    for (const row of batch) {
      if (header) take(row)
      else if (head.push(row) === HEAD_ROWS) startBody()
    }
  }
  if (!header) startBody()
  if (!header) throw new Refusal('file_empty')
  const columns = watches.map((watch) => watch.profile())
  const { format, encoding, delimiter, sheet, sheets } = table
  const { rowNo: headerRowNo } = header
  return {
    analysis: {
      ...{ format, encoding, delimiter, sheet, sheets, headerRowNo, columns, rows },
      preview: preview.map((row) => ({
        rowNo: row.rowNo,
        cells: row.cells.map((cell) => cell.slice(0, 200)),
      })),
      dayOrderCertain: dayOrderOf(columns).certain,
    },
    layoutHash: layoutHash(header.cells),
    guess: guessMapping(columns, fields),
  }
}

function layoutHash(headers: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headers.map(headerKey)))
    .digest('hex')
}
