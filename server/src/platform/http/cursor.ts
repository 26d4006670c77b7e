import { Refusal } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'

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

/** Reads a cursor made of one id; undefined for the first page. */
export function decodeIdCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const [id] = decodeCursor(cursor, 1)
  if (id === undefined || !isId(id)) throw new Refusal('bad_request', { detail: 'cursor' })
  return id
}

/**
 * One page of a list by cursor, of rows with an id. `list` is asked for one row more than fits, to know whether another
 * page follows.
 */
export async function pageByCursor<Row extends { readonly id: string }>(
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  list: (page: { readonly limit: number; readonly after: string | undefined }) => Promise<readonly Row[]>,
): Promise<{ readonly page: readonly Row[]; readonly nextCursor: string | null }> {
  const found = await list({ limit: limit + 1, after: decodeIdCursor(cursor) })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { page, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null }
}
