import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { Refusal } from '../../kernel/errors.js'
import { sniffDelimiter } from './sniff-delimiter.js'
import { sniffEncoding } from './sniff-text.js'
import { BATCH_ROWS, tableLimits, type TableFile, type TableRow } from './table.js'

const HEAD_BYTES = 64 * 1024

/** Recognises a delimited text file; refuses what is no text. A character set that is given is not doubted. */
export async function openCsv(path: string, given?: string): Promise<TableFile> {
  const encoding = given ?? (await sniffEncoding(path))
  if (encoding === null || !iconv.encodingExists(encoding)) throw new Refusal('file_not_a_table')
  const delimiter = sniffDelimiter(await decodedHead(path, encoding))
  return {
    format: 'csv',
    encoding,
    delimiter,
    sheet: null,
    sheets: [],
    rows: () => readRows(path, encoding, delimiter),
  }
}

async function decodedHead(path: string, encoding: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const text = iconv.decode(buffer.subarray(0, bytesRead), encoding)
    // The last line may be cut in half.
    return bytesRead < HEAD_BYTES ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), 0))
  } finally {
    await file.close()
  }
}

async function* readRows(path: string, encoding: string, delimiter: string): AsyncGenerator<TableRow[]> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: tableLimits.cellCharacters * 8,
  })
  // Errors of each part surface in the parser, from which they are thrown below.
  pipeline(createReadStream(path), iconv.decodeStream(encoding), parser, () => undefined)
  let batch: TableRow[] = []
  let rowNo = 0
  try {
    for await (const record of parser) {
      rowNo += 1
      const cells = record as string[]
      checkRow(rowNo, cells)
      if (cells.some((cell) => cell !== '')) batch.push({ rowNo, cells })
      if (batch.length >= BATCH_ROWS) {
        yield batch
        batch = []
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? new Refusal('file_damaged', { detail: error.message }) : error
  } finally {
    parser.destroy()
  }
  if (batch.length > 0) yield batch
}

/** Bounds every table: number of rows, columns and characters of a cell, which cannot be stored with a NUL. */
export function checkRow(rowNo: number, cells: readonly string[]): void {
  if (rowNo > tableLimits.rows) throw new Refusal('file_too_many_rows', { max: tableLimits.rows })
  if (cells.some((cell) => cell.includes('\u0000')))
    throw new Refusal('file_damaged', { detail: `row ${rowNo}: NUL` })
  const { columns, cellCharacters } = tableLimits
  if (cells.length > columns || cells.some((cell) => cell.length > cellCharacters)) {
    throw new Refusal('file_damaged', {
      detail: `row ${rowNo}: > ${columns} columns or ${cellCharacters} characters`,
    })
  }
}
