import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Keeps the hash of a new link; earlier links of the person that were not used stop working. */
export async function replaceReset(
  tx: Tx,
  reset: { tokenHash: Buffer; userId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`DELETE FROM password_reset WHERE user_id = ${reset.userId}::uuid AND used_at IS NULL`)
  await tx.run(sql`
    INSERT INTO password_reset (token_hash, user_id, requested_at, expires_at)
    VALUES (${reset.tokenHash}, ${reset.userId}, ${reset.at}, ${reset.expiresAt})`)
}

/** Whose link this is, while it works. */
export async function findReset(db: Queryable, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const [row] = await db.rows<{ user_id: string }>(sql`
    SELECT user_id FROM password_reset
    WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${now}`)
  return row?.user_id
}

/** Uses the link up; false when somebody else just did. */
export async function consumeReset(tx: Tx, tokenHash: Buffer, now: Date): Promise<boolean> {
  const used = await tx.run(sql`
    UPDATE password_reset SET used_at = ${now}
    WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${now}`)
  return used === 1
}

/** Removes links that have long been over. */
export async function deleteOldResets(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`DELETE FROM password_reset WHERE expires_at < ${before}`)
}
