import { open, readFile, stat } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { Refusal } from '../../kernel/errors.js'
import { camtHeader, camtRows } from './camt-statement.js'
import { parseXml } from './camt-tree.js'
import { checkRow } from './read-csv.js'
import { sniffEncoding } from './sniff-text.js'
import { BATCH_ROWS, type TableFile, type TableRow } from './table.js'

const MEBIBYTE = 1024 * 1024
const HEAD_BYTES = 4096
/** A statement is held in memory as a whole while it is read. */
const STATEMENT_BYTES_MAX = 32 * MEBIBYTE

/** What a text file is by its first characters, if it is a message of a bank. */
export type BankMessage = 'xml' | 'mt940'

/** Recognises XML and SWIFT messages by their content; null for all other text. */
export async function bankMessageOf(path: string, encoding: string): Promise<BankMessage | null> {
  const text = iconv.decode(await headOf(path), encoding).trimStart()
  if (/^<(\?xml|!DOCTYPE|[A-Za-z_][\w.-]*:?Document[\s>]|Document[\s>])/i.test(text)) return 'xml'
  const swift = /^(\{1:[A-Z0-9]|:20:)/.test(text)
  return swift && /(^|\n):(25[A-Z]?|28C?|60[FM]):/.test(text) ? 'mt940' : null
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Opens a bank statement of the standard CAMT.053 as a table with the columns of an internet bank. Refuses other
 * messages by their name, and statements that are too large, not well formed or do not add up.
 */
export async function openCamt(path: string, given?: string): Promise<TableFile> {
  const { size } = await stat(path)
  if (size > STATEMENT_BYTES_MAX)
    throw new Refusal('file_too_large', { max: `${STATEMENT_BYTES_MAX / MEBIBYTE} MiB` })
  const encoding = given ?? (await sniffEncoding(path)) ?? 'UTF-8'
  const read = async () => {
    const text = iconv.decode(await readFile(path), encoding)
    const message = messageOf(text)
    if (!message.startsWith('camt.053')) throw new Refusal('file_not_camt053', { found: message })
    return camtRows(parseXml(text))
  }
  // A file that cannot be read is refused before anything of it is kept.
  await read()
  return {
    ...{ format: 'camt.053', encoding, delimiter: null, sheet: null, sheets: [] },
    rows: () => batchesOf(read),
  }
}

/** The name of an ISO 20022 message by its namespace, or what the document begins with. */
function messageOf(text: string): string {
  const named = /urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3}\.\d{3}\.\d{2})/.exec(
    text.slice(0, HEAD_BYTES),
  )
  if (named) return named[1] ?? ''
  if (/<(\w+:)?BkToCstmrStmt[\s>]/.test(text)) return 'camt.053'
  return /<(?![?!])([\w:.-]{1,60})/.exec(text)?.[1] ?? 'XML'
}

async function* batchesOf(read: () => Promise<string[][]>): AsyncGenerator<TableRow[]> {
  const rows = [[...camtHeader], ...(await read())].map((cells, index) => ({ rowNo: index + 1, cells }))
  for (const { rowNo, cells } of rows) checkRow(rowNo, cells)
  for (let at = 0; at < rows.length; at += BATCH_ROWS) yield rows.slice(at, at + BATCH_ROWS)
}
