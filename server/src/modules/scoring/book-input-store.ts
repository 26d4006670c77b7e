import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Overlay } from './domain/overlay.js'
import { placesInForce } from './overlays/overlay-store.js'

/** What changes whenever a rating that counts does. */
export interface BookState {
  readonly customers: number
  readonly mark: string
  /** Customers that nobody has rated yet. */
  readonly unrated: number
}

export async function readBookState(db: Queryable): Promise<BookState> {
  const [row] = await db.rows<BookState>(sql`
    SELECT count(*)::int AS customers, coalesce(sum(hashtextextended(rating_id::text, 0)), 0)::text AS mark,
      (SELECT count(*) FROM customer)::int - count(*)::int AS unrated
    FROM customer_rating_current`)
  return row ?? { customers: 0, mark: '', unrated: 0 }
}

/**
 * The inputs of the ratings that count, a page in customer order: one text of lines, each an id, the places of the
 * overlays in whose scope the customer lies, and JSON.
 */
export async function listBookInputs(
  db: Queryable,
  after: Id | null,
  { limit, overlays }: { readonly limit: number; readonly overlays: readonly Overlay[] },
): Promise<{ readonly lines: string; readonly last: Id | null; readonly rows: number }> {
  const [row] = await db.rows<{ lines: string | null; last: Id | null; rows: number }>(sql`
    SELECT string_agg(p.customer_id::text || ${placesInForce(overlays)} || r.inputs::text, E'\n') AS lines, max(p.customer_id::text)::uuid AS last,
      count(*)::int AS rows
    FROM (SELECT customer_id, rating_id FROM customer_rating_current
          WHERE ${after}::uuid IS NULL OR customer_id > ${after}::uuid ORDER BY customer_id LIMIT ${limit}) p
    JOIN rating r ON r.id = p.rating_id JOIN customer c ON c.id = p.customer_id`)
  return { lines: row?.lines ?? '', last: row?.last ?? null, rows: row?.rows ?? 0 }
}

/** Codes and names of a few customers. */
export async function listCustomerNames(
  db: Queryable,
  ids: readonly Id[],
): Promise<Map<Id, { readonly code: string; readonly name: string }>> {
  const rows = await db.rows<{ id: Id; code: string; name: string }>(sql`
    SELECT id, code, name FROM customer WHERE id = ANY(${ids}::uuid[])`)
  return new Map(rows.map(({ id, code, name }) => [id, { code, name }]))
}
