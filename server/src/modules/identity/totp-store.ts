import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface TotpRecord {
  readonly secretSealed: Buffer
  readonly confirmedAt: Date | null
}

/** The second factor of a person, confirmed or still being set up. */
export async function findTotp(db: Queryable, userId: string): Promise<TotpRecord | undefined> {
  const [row] = await db.rows<TotpRecord>(sql`
    SELECT secret_sealed AS "secretSealed", confirmed_at AS "confirmedAt" FROM user_totp WHERE user_id = ${userId}::uuid`)
  return row
}

/** Begins anew; false when the person has a confirmed second factor, which is not replaced this way. */
export async function beginTotp(tx: Tx, userId: string, secretSealed: Buffer, at: Date): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO user_totp (user_id, secret_sealed, created_at) VALUES (${userId}, ${secretSealed}, ${at})
    ON CONFLICT (user_id) DO UPDATE SET secret_sealed = excluded.secret_sealed, created_at = excluded.created_at
    WHERE user_totp.confirmed_at IS NULL`)
  return written === 1
}

/** Uses up the code of a time step; false when it, or a later one, was used before. Of two at once one succeeds. */
export async function useStep(tx: Tx, userId: string, step: bigint): Promise<boolean> {
  const used = await tx.run(sql`
    UPDATE user_totp SET last_step = ${step} WHERE user_id = ${userId}::uuid AND last_step < ${step}`)
  return used === 1
}

export async function confirmTotp(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.run(sql`UPDATE user_totp SET confirmed_at = ${at} WHERE user_id = ${userId}::uuid`)
}

export async function deleteTotp(tx: Tx, userId: string): Promise<void> {
  await tx.run(sql`DELETE FROM user_recovery_code WHERE user_id = ${userId}::uuid`)
  await tx.run(sql`DELETE FROM user_totp WHERE user_id = ${userId}::uuid`)
}

/** Replaces all recovery codes of a person. */
export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.run(sql`DELETE FROM user_recovery_code WHERE user_id = ${userId}::uuid`)
  for (const hash of hashes)
    await tx.run(sql`INSERT INTO user_recovery_code (user_id, code_hash) VALUES (${userId}, ${hash})`)
}

/** Uses up a recovery code; false when it is unknown or was used. Of two at once one succeeds. */
export async function consumeRecoveryCode(tx: Tx, userId: string, hash: Buffer, at: Date): Promise<boolean> {
  const used = await tx.run(sql`
    UPDATE user_recovery_code SET used_at = ${at}
    WHERE user_id = ${userId}::uuid AND code_hash = ${hash} AND used_at IS NULL`)
  return used === 1
}

export async function countRecoveryCodes(db: Queryable, userId: string): Promise<number> {
  const [row] = await db.rows<{ left: bigint }>(sql`
    SELECT count(*) AS left FROM user_recovery_code WHERE user_id = ${userId}::uuid AND used_at IS NULL`)
  return Number(row?.left ?? 0)
}
