import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'

/** The hashes of a person's latest earlier passwords, the newest first. */
export async function listOldHashes(db: Queryable, userId: string, limit: number): Promise<string[]> {
  const rows = await db.rows<{ password_hash: string }>(sql`
    SELECT password_hash FROM password_history WHERE user_id = ${userId}::uuid
    ORDER BY replaced_at DESC, id DESC LIMIT ${limit}`)
  return rows.map((row) => row.password_hash)
}

/** Keeps a password that is being replaced. */
export async function keepOldHash(tx: Tx, userId: string, hash: string, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO password_history (id, user_id, password_hash, replaced_at)
    VALUES (${newId()}, ${userId}, ${hash}, ${at})`)
}
