import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** Ids of invoices by source and number, under the JSON of both. Unknown ones are missing. */
export async function documentsNamed(
  db: Queryable,
  names: readonly { readonly source: string; readonly number: string }[],
): Promise<Map<string, Id>> {
  const rows = await db.rows<{ id: Id; source: string; number: string }>(sql`
    SELECT d.id, d.source, d.number
    FROM unnest(${names.map(({ source }) => source)}::text[], ${names.map(({ number }) => number)}::text[])
      AS named (source, number)
    JOIN document d ON (d.source, d.type, d.number) = (named.source, 'invoice', named.number)`)
  return new Map(rows.map(({ id, source, number }) => [JSON.stringify([source, number]), id]))
}
