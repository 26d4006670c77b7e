import { sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'

/** Makes this the one link that works; earlier ones end. */
export async function replaceSetupToken(
  tx: Tx,
  token: { tokenHash: Buffer; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`DELETE FROM setup_token`)
  await tx.run(sql`
    INSERT INTO setup_token (token_hash, created_at, expires_at)
    VALUES (${token.tokenHash}, ${token.at}, ${token.expiresAt})`)
}

/** Uses up a link; false when it is unknown, used or expired. */
export async function consumeSetupToken(tx: Tx, tokenHash: Buffer, at: Date): Promise<boolean> {
  const used = await tx.run(sql`
    UPDATE setup_token SET used_at = ${at}
    WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${at}`)
  return used === 1
}
