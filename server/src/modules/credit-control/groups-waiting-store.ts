import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** Credit groups with orders waiting, those that wait longest first. */
export async function groupsWaiting(db: Queryable, limit: number): Promise<Id[]> {
  const rows = await db.rows<{ groupId: Id }>(sql`
    SELECT group_id AS "groupId" FROM hold WHERE status = 'open' GROUP BY group_id ORDER BY min(opened_at) LIMIT ${limit}`)
  return rows.map(({ groupId }) => groupId)
}
