import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** A person as the provider knows them. `subject` never changes and never passes to somebody else. */
export interface ExternalIdentity {
  readonly issuer: string
  readonly subject: string
}

/** Lets one sign-in of this identity follow another, so that a first one in two tabs makes one link. */
export async function lockIdentity(tx: Tx, { issuer, subject }: ExternalIdentity): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${issuer} ${subject}`}, 0))`)
}

export async function findLinkedUserId(
  db: Queryable,
  { issuer, subject }: ExternalIdentity,
): Promise<string | undefined> {
  const [row] = await db.rows<{ user_id: string }>(
    sql`SELECT user_id FROM external_identity WHERE issuer = ${issuer} AND subject = ${subject}`,
  )
  return row?.user_id
}

/** Links a person; false when they are linked with another identity of this provider. */
export async function linkIdentity(
  tx: Tx,
  { issuer, subject }: ExternalIdentity,
  userId: string,
  at: Date,
): Promise<boolean> {
  const linked = await tx.run(sql`
    INSERT INTO external_identity (issuer, subject, user_id, linked_at)
    VALUES (${issuer}, ${subject}, ${userId}, ${at}) ON CONFLICT (user_id, issuer) DO NOTHING`)
  return linked === 1
}

export async function listIdentities(
  db: Queryable,
  userId: string,
): Promise<(ExternalIdentity & { linkedAt: Date })[]> {
  return db.rows(sql`
    SELECT issuer, subject, linked_at AS "linkedAt" FROM external_identity
    WHERE user_id = ${userId}::uuid ORDER BY issuer`)
}

/** Forgets who a person is at every provider; tells how many links there were. */
export async function unlinkIdentities(tx: Tx, userId: string): Promise<number> {
  return tx.run(sql`DELETE FROM external_identity WHERE user_id = ${userId}::uuid`)
}
