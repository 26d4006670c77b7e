import { Refusal } from '../../kernel/errors.js'
import { decodeCursor, encodeCursor } from './cursor.js'

/** Both ways of asking for a part of a list, as `pageQuery` of schemas.ts reads them. */
export interface PartQuery {
  readonly page?: number | undefined
  readonly pageSize?: number | undefined
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** A part of a list as stores take it. */
export interface ListPart {
  readonly offset: number
  readonly limit: number
}

interface PartRequest<Query extends PartQuery> {
  readonly query: Query
  readonly routeOptions: { readonly url?: string | undefined }
}

/** How many items are given to who does not say. */
export const PART_SIZE = 50

/**
 * Which part of a list a request asks for, by `page` and `pageSize` or by `limit` and `cursor`; `asked` is the rest of
 * its query. `nextCursor` takes how many items there are (or are known to be) and gives the cursor of what follows, null
 * at the end. Refuses both ways at once, and the cursor of another list.
 */
export function partOf<Query extends PartQuery>(request: PartRequest<Query>) {
  const { page, pageSize, limit: most, cursor, ...asked } = request.query
  const isNumbered = isByPage(request.query)
  const list = request.routeOptions.url ?? ''
  const limit = pageSize ?? most ?? PART_SIZE
  const offset = cursor === undefined ? ((page ?? 1) - 1) * limit : offsetOf(cursor, list)
  const part: ListPart = { offset, limit }
  const nextCursor = (known: number) =>
    offset + limit < known ? encodeCursor([list, String(offset + limit)]) : null
  return { part, isNumbered, asked, nextCursor }
}

/** Whether a query asks by page; refuses one that asks in both ways. */
export function isByPage({ page, pageSize, limit, cursor }: PartQuery): boolean {
  const isNumbered = page !== undefined || pageSize !== undefined
  if (isNumbered && (limit !== undefined || cursor !== undefined)) throw new Refusal('page_or_cursor')
  return isNumbered
}

function offsetOf(cursor: string, list: string): number {
  const [of, offset = ''] = decodeCursor(cursor, 2)
  if (of !== list || !/^\d{1,9}$/.test(offset)) throw new Refusal('bad_request', { detail: 'cursor' })
  return Number(offset)
}
