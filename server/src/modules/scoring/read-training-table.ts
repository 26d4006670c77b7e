import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Refusal } from '../../kernel/errors.js'
import { openTable } from '../../platform/tabular/open-table.js'
import type { TextTable } from './domain/statistics/training/parse-table.js'

/** Reads a table file whole: CSV in any usual character set, or XLSX. Its first row names the columns. */
export async function readTrainingTable(path: string): Promise<TextTable> {
  const file = await openTable(path)
  const rows: (readonly string[])[] = []
  let header: string[] | undefined
  for await (const batch of file.rows()) {
    for (const { rowNo, cells } of batch) {
      if (header === undefined) header = headerOf(cells)
      else {
        const width = header.length
        if (cells.slice(width).some((cell) => cell.trim() !== '')) {
          throw new Refusal('training_row_too_long', { row: rowNo })
        }
        rows.push(cells)
      }
    }
  }
  if (header === undefined) throw new Refusal('file_empty')
  return { header, rows }
}

/** A column without a name is called by its place. */
function headerOf(cells: readonly string[]): string[] {
  const header = cells.map((cell, at) => cell.trim() || `column_${at + 1}`)
  const repeated = header.find((name, at) => header.indexOf(name) !== at)
  if (repeated !== undefined) throw new Refusal('training_columns_repeated', { column: repeated })
  return header
}

/** SHA-256 of a file, in hexadecimal: which data a model was trained on. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
