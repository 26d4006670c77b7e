import { open, stat } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { Refusal } from '../../kernel/errors.js'
import { bankMessageOf, openCamt } from './read-camt.js'
import { openCsv } from './read-csv.js'
import { openXlsx } from './read-xlsx.js'
import { sniffEncoding } from './sniff-text.js'
import { tableLimits, type TableFile, type TableReading } from './table.js'

const MEBIBYTE = 1024 * 1024

/**
 * Recognises a table file by its content, whatever its name says: XLSX, a bank statement in CAMT.053, or delimited text.
 * Refuses empty and too large files, other messages of banks, the old binary XLS (also what a password makes of an XLSX), a sheet that is not there, and everything else.
 */
export async function openTable(path: string, reading: TableReading = {}): Promise<TableFile> {
  const { size } = await stat(path)
  if (size === 0) throw new Refusal('file_empty')
  if (size > tableLimits.fileBytes) {
    throw new Refusal('file_too_large', { max: `${tableLimits.fileBytes / MEBIBYTE} MiB` })
  }
  const magic = await firstBytes(path)
  if (magic.startsWith('504b0304')) return openXlsx(path, reading.sheet ?? undefined)
  if (magic.startsWith('d0cf11e0')) throw new Refusal('file_legacy_excel')
  const encoding = reading.encoding ?? (await sniffEncoding(path))
  const message =
    encoding === null || !iconv.encodingExists(encoding) ? null : await bankMessageOf(path, encoding)
  if (message === 'mt940') throw new Refusal('file_mt940')
  if (message === 'xml') return openCamt(path, encoding ?? undefined)
  return openCsv(path, encoding ?? undefined)
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead).toString('hex')
  } finally {
    await file.close()
  }
}
