import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** Whether somebody works with the installation: people, a program with a key, or what they have recorded. */
export async function isInUse(db: Queryable): Promise<boolean> {
  const [row] = await db.rows<{ found: boolean }>(sql`
    SELECT EXISTS (SELECT FROM app_user) OR EXISTS (SELECT FROM api_key) OR EXISTS (SELECT FROM customer)
      OR EXISTS (SELECT FROM credit_segment) AS found`)
  return row?.found ?? false
}
