import { sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'

/** Puts somebody else at the head of what a person managed: departments, and people who report to them by name. */
export async function moveReports(tx: Tx, fromId: string, toId: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE department SET manager_user_id = ${toId}, updated_at = ${at} WHERE manager_user_id = ${fromId}::uuid`)
  await tx.run(sql`
    UPDATE app_user SET manager_user_id = CASE WHEN id = ${toId}::uuid THEN NULL ELSE ${toId}::uuid END, updated_at = ${at}
    WHERE manager_user_id = ${fromId}::uuid`)
}
