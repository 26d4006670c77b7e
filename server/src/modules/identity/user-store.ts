import type { Currency } from '../../kernel/currency.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ReleaseAuthority } from './domain/release-authority.js'

export type Locale = 'zh-CN' | 'en'

export interface User {
  readonly id: string
  readonly username: string
  readonly displayName: string
  /** Code of the main role, which names the person. */
  readonly role: string
  readonly locale: Locale
  /** What the person was given to release holds of every segment; roles may give more. */
  readonly releaseAuthority: ReleaseAuthority
  readonly email: string | null
  readonly phone: string | null
  /** Whom the person reports to when it is not their department's manager. */
  readonly managerId: string | null
  readonly active: boolean
  /** Since when too many wrong passwords keep the person out. */
  readonly lockedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** In place of a hash: no password opens this account, only the organisation's own sign-in. */
export const NO_PASSWORD = 'none'

export interface UserWithPassword extends User {
  readonly passwordHash: string
}

interface UserRow {
  id: string
  username: string
  display_name: string
  role: string
  locale: Locale
  authority_unlimited: boolean | null
  authority_minor: bigint | null
  authority_currency: Currency | null
  email: string | null
  phone: string | null
  manager_user_id: string | null
  active: boolean
  locked_at: Date | null
  created_at: Date
  updated_at: Date
  password_hash: string
}

const columns = sql`u.id, u.username, u.display_name, r.role_code AS role, u.locale,
  a.unlimited AS authority_unlimited, a.amount_minor AS authority_minor, a.currency AS authority_currency,
  u.email, u.phone, u.manager_user_id, u.active, u.locked_at, u.created_at, u.updated_at, u.password_hash`

const from = sql`app_user u
  JOIN role_assignment r ON r.user_id = u.id AND r.main
  LEFT JOIN authority a ON a.user_id = u.id AND a.kind = 'hold-release' AND a.segment_code IS NULL
    AND a.valid_from IS NULL`

function userOf(row: UserRow): UserWithPassword {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    locale: row.locale,
    releaseAuthority: authorityOf(row),
    email: row.email,
    phone: row.phone,
    managerId: row.manager_user_id,
    active: row.active,
    lockedAt: row.locked_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    passwordHash: row.password_hash,
  }
}

function authorityOf(row: UserRow): ReleaseAuthority {
  if (row.authority_unlimited === true) return 'unlimited'
  if (row.authority_minor === null || row.authority_currency === null) return null
  return { minor: row.authority_minor, currency: row.authority_currency }
}

export interface NewUser {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly locale: Locale
  readonly email: string | null
  readonly phone: string | null
  readonly managerId: string | null
  readonly passwordHash: string
  readonly demoPassword: boolean
}

const insertColumns = {
  id: 'uuid',
  username: 'text',
  display_name: 'text',
  locale: 'text',
  email: 'text',
  phone: 'text',
  manager_user_id: 'uuid',
  password_hash: 'text',
  demo_password: 'boolean',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

/** Inserts users without roles; a username that exists violates `app_user_username_key`. */
export async function insertUsers(tx: Tx, users: readonly NewUser[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'app_user',
    insertColumns,
    users.map((user) => [
      user.id,
      user.username,
      user.displayName,
      user.locale,
      user.email,
      user.phone,
      user.managerId,
      user.passwordHash,
      user.demoPassword,
      at,
      at,
    ]),
  )
}

export async function findUser(db: Queryable, username: string): Promise<UserWithPassword | undefined> {
  const [row] = await db.rows<UserRow>(sql`SELECT ${columns} FROM ${from} WHERE u.username = ${username}`)
  return row && userOf(row)
}

/** The user, locked until the transaction ends, so that two changes of one user follow each other. */
export async function findUserForUpdate(tx: Tx, username: string): Promise<UserWithPassword | undefined> {
  const [row] = await tx.rows<UserRow>(
    sql`SELECT ${columns} FROM ${from} WHERE u.username = ${username} FOR UPDATE OF u`,
  )
  return row && userOf(row)
}

/** Users by username from `after` on, exclusively. */
export async function listUsers(db: Queryable, after: string | undefined, limit: number): Promise<User[]> {
  const rows = await db.rows<UserRow>(sql`
    SELECT ${columns} FROM ${from}
    WHERE (${after ?? null}::text IS NULL OR u.username > ${after ?? null})
    ORDER BY u.username LIMIT ${limit}`)
  return rows.map(userOf)
}

/** Writes everything about a user that an administrator may change. */
export async function updateUserRow(
  tx: Tx,
  user: Pick<User, 'id' | 'displayName' | 'locale' | 'email' | 'phone' | 'managerId' | 'active'>,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    UPDATE app_user SET display_name = ${user.displayName}, locale = ${user.locale}, email = ${user.email},
      phone = ${user.phone}, manager_user_id = ${user.managerId}, active = ${user.active}, updated_at = ${at},
      successor_user_id = CASE WHEN ${user.active} THEN NULL ELSE successor_user_id END
    WHERE id = ${user.id}`)
}

/** Names who takes over from somebody who has left. */
export async function nameSuccessor(tx: Tx, id: string, successorId: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE app_user SET successor_user_id = ${successorId}, updated_at = ${at} WHERE id = ${id} AND NOT active`)
}

export async function updatePasswordHash(tx: Tx, id: string, hash: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE app_user SET password_hash = ${hash}, demo_password = false, failures = 0, locked_at = NULL,
      updated_at = ${at} WHERE id = ${id}`)
}

export async function updateLocale(tx: Tx, id: string, locale: Locale, at: Date): Promise<void> {
  await tx.run(sql`UPDATE app_user SET locale = ${locale}, updated_at = ${at} WHERE id = ${id}`)
}

export async function anyUserExists(db: Queryable): Promise<boolean> {
  const [row] = await db.rows<{ found: boolean }>(sql`SELECT EXISTS (SELECT FROM app_user) AS found`)
  return row?.found ?? false
}

/** Active users that still have the known password of the demo book. */
export async function listDemoUsers(db: Queryable): Promise<User[]> {
  const rows = await db.rows<UserRow>(
    sql`SELECT ${columns} FROM ${from} WHERE u.demo_password AND u.active ORDER BY u.username`,
  )
  return rows.map(userOf)
}

export async function findUserById(db: Queryable, id: string): Promise<UserWithPassword | undefined> {
  const [row] = await db.rows<UserRow>(sql`SELECT ${columns} FROM ${from} WHERE u.id = ${id}::uuid`)
  return row && userOf(row)
}

/** The user with this address, in whatever case; addresses are unique. */
export async function findUserByEmail(db: Queryable, email: string): Promise<UserWithPassword | undefined> {
  const [row] = await db.rows<UserRow>(
    sql`SELECT ${columns} FROM ${from} WHERE lower(u.email) = lower(${email})`,
  )
  return row && userOf(row)
}

/** Counts one wrong password or code; true when this one locked the account. */
export async function countFailure(tx: Tx, id: string, max: number, at: Date): Promise<boolean> {
  const [row] = await tx.rows<{ locked_at: Date | null }>(sql`
    UPDATE app_user SET failures = failures + 1,
      locked_at = CASE WHEN failures + 1 >= ${max}::int THEN ${at}::timestamptz END
    WHERE id = ${id}::uuid AND locked_at IS NULL RETURNING locked_at`)
  return row !== undefined && row.locked_at !== null
}

/** Sets the count of wrong passwords in a row; zero also unlocks. */
export async function setFailures(tx: Tx, id: string, failures: number): Promise<void> {
  await tx.run(sql`
    UPDATE app_user SET failures = ${failures}, locked_at = NULL
    WHERE id = ${id}::uuid AND (failures <> ${failures} OR locked_at IS NOT NULL)`)
}

/** Gives the people who report to one person by name to another, who does not report to themselves. */
export async function moveReports(tx: Tx, fromId: string, toId: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE app_user SET manager_user_id = CASE WHEN id = ${toId}::uuid THEN NULL ELSE ${toId}::uuid END, updated_at = ${at}
    WHERE manager_user_id = ${fromId}::uuid`)
}
