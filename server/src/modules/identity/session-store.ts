import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { SESSION_IDLE_MS } from './domain/session-life.js'
import type { Locale } from './user-store.js'

/** A live session with its user. */
export interface SessionUser {
  readonly sessionId: string
  readonly userId: string
  readonly username: string
  readonly displayName: string
  /** Code of the main role. */
  readonly role: string
  readonly locale: Locale
}

export async function insertSession(
  tx: Tx,
  session: { id: string; userId: string; tokenHash: Buffer; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO user_session (id, user_id, token_hash, created_at, seen_at, expires_at)
    VALUES (${session.id}, ${session.userId}, ${session.tokenHash}, ${session.at}, ${session.at}, ${session.expiresAt})`)
}

interface SessionRow {
  session_id: string
  user_id: string
  username: string
  display_name: string
  role: string
  locale: Locale
}

/** The live session of a cookie, and notes at most once a minute that it was used. */
export async function findSessionAndTouch(
  db: Queryable,
  tokenHash: Buffer,
  now: Date,
): Promise<SessionUser | undefined> {
  const [row] = await db.rows<SessionRow>(sql`
    WITH live AS (
      SELECT s.id, s.user_id, s.seen_at FROM user_session s
      WHERE s.token_hash = ${tokenHash} AND s.expires_at > ${now}
        AND s.seen_at > ${new Date(now.getTime() - SESSION_IDLE_MS)}
    ), touched AS (
      UPDATE user_session SET seen_at = ${now} FROM live
      WHERE user_session.id = live.id AND live.seen_at < ${new Date(now.getTime() - 60_000)}
    )
    SELECT live.id AS session_id, u.id AS user_id, u.username, u.display_name, r.role_code AS role, u.locale
    FROM live JOIN app_user u ON u.id = live.user_id AND u.active
    JOIN role_assignment r ON r.user_id = u.id AND r.main`)
  return (
    row && {
      sessionId: row.session_id,
      userId: row.user_id,
      username: row.username,
      displayName: row.display_name,
      role: row.role,
      locale: row.locale,
    }
  )
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`DELETE FROM user_session WHERE id = ${id}`)
}

/** Ends a user's sessions, all of them or all but one. */
export async function deleteUserSessions(tx: Tx, userId: string, exceptId: string | null): Promise<void> {
  await tx.run(sql`
    DELETE FROM user_session
    WHERE user_id = ${userId} AND (${exceptId}::uuid IS NULL OR id <> ${exceptId}::uuid)`)
}

/** Removes sessions that can no longer be used. */
export async function deleteExpiredSessions(tx: Tx, now: Date): Promise<number> {
  return tx.run(sql`
    DELETE FROM user_session
    WHERE expires_at <= ${now} OR seen_at <= ${new Date(now.getTime() - SESSION_IDLE_MS)}`)
}
