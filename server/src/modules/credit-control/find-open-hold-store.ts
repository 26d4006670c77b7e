import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { holdColumns, holdJoins, type Hold } from './hold-store.js'

/** The open hold of a document. */
export async function findOpenHold(
  db: Queryable,
  { source, type, number }: { readonly source: string; readonly type: string; readonly number: string },
): Promise<Hold | undefined> {
  const [hold] = await db.rows<Hold>(sql`
    SELECT ${holdColumns} FROM hold h ${holdJoins}
    WHERE h.source = ${source} AND h.document_type = ${type} AND h.document_number = ${number} AND h.status = 'open'`)
  return hold
}
