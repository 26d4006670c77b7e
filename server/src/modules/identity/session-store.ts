import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
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
  readonly secondFactor: 'on' | 'off' | 'required'
}

/** Who checked that it is this person: we, by password and second factor, or the organisation's own sign-in. */
export type SessionMethod = 'password' | 'single-sign-on'

export async function insertSession(
  tx: Tx,
  session: {
    id: string
    userId: string
    tokenHash: Buffer
    at: Date
    expiresAt: Date
    method: SessionMethod
    address: string
    userAgent: string
  },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO user_session (id, user_id, token_hash, created_at, seen_at, expires_at, method, address, user_agent)
    VALUES (${session.id}, ${session.userId}, ${session.tokenHash}, ${session.at}, ${session.at}, ${session.expiresAt},
      ${session.method}, ${session.address}, ${session.userAgent})`)
}

interface SessionRow {
  session_id: string
  user_id: string
  username: string
  display_name: string
  role: string
  locale: Locale
  second_factor: 'on' | 'off' | 'required'
}

/**
 * Whether a person has a second factor, or must set one up because one of their roles requires it and we, not the
 * organisation's own sign-in, are who asks for it.
 */
function secondFactorOf(userId: Sql, method: Sql = sql`'password'`): Sql {
  return sql`CASE
    WHEN EXISTS (SELECT FROM user_totp t WHERE t.user_id = ${userId} AND t.confirmed_at IS NOT NULL) THEN 'on'
    WHEN ${method} = 'password' AND EXISTS (SELECT FROM role_assignment a JOIN role ON role.code = a.role_code
      WHERE a.user_id = ${userId} AND role.totp_required) THEN 'required'
    ELSE 'off' END`
}

export async function readSecondFactor(db: Queryable, userId: string): Promise<SessionUser['secondFactor']> {
  const [row] = await db.rows<{ state: SessionUser['secondFactor'] }>(
    sql`SELECT ${secondFactorOf(sql`${userId}::uuid`)} AS state`,
  )
  return row?.state ?? 'off'
}

/** True for a session `s` that the rules in force let live; a shortened rule ends older sessions too. */
function lives(now: Date): Sql {
  return sql`(s.expires_at > ${now} AND EXISTS (SELECT FROM sign_in_rules r
    WHERE s.seen_at > ${now}::timestamptz - make_interval(mins => r.idle_minutes)
      AND s.created_at > ${now}::timestamptz - make_interval(hours => r.session_hours)))`
}

/** The live session of a cookie, and notes at most once a minute that it was used. */
export async function findSessionAndTouch(
  db: Queryable,
  tokenHash: Buffer,
  now: Date,
): Promise<SessionUser | undefined> {
  const [row] = await db.rows<SessionRow>(sql`
    WITH live AS (
      SELECT s.id, s.user_id, s.seen_at, s.method FROM user_session s
      WHERE s.token_hash = ${tokenHash} AND ${lives(now)}
    ), touched AS (
      UPDATE user_session SET seen_at = ${now} FROM live
      WHERE user_session.id = live.id AND live.seen_at < ${new Date(now.getTime() - 60_000)}
    )
    SELECT live.id AS session_id, u.id AS user_id, u.username, u.display_name, r.role_code AS role, u.locale,
      ${secondFactorOf(sql`u.id`, sql`live.method`)} AS second_factor
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
      secondFactor: row.second_factor,
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
    DELETE FROM user_session s WHERE NOT ${lives(now)}`)
}

export interface OwnSession {
  readonly id: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly address: string
  readonly userAgent: string
}

/** The live sessions of a person, the one used last first. */
export async function listSessions(db: Queryable, userId: string, now: Date): Promise<OwnSession[]> {
  return db.rows<OwnSession>(sql`
    SELECT id, created_at AS "createdAt", seen_at AS "seenAt", address, user_agent AS "userAgent" FROM user_session s
    WHERE user_id = ${userId}::uuid AND ${lives(now)}
    ORDER BY seen_at DESC, id LIMIT 100`)
}

/** Ends one session of a person; false when they have no such session. */
export async function deleteOwnSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  return (
    (await tx.run(sql`DELETE FROM user_session WHERE id = ${id}::uuid AND user_id = ${userId}::uuid`)) === 1
  )
}
