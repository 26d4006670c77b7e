import { Refusal } from '../../kernel/errors.js'

/** Packs the sort key of the last item of a page into an opaque cursor. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Reads a cursor of `length` texts; refuses anything else as a bad request. */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every(isPlainText)) return key
  } catch {
    // Not even JSON: refused below like every other foreign cursor.
  }
  throw new Refusal('bad_request', { detail: 'cursor' })
}

function isPlainText(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\u0000')
}
