import type { Currency } from '../../kernel/currency.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ReleaseAuthority } from './domain/release-authority.js'
import type { Role } from './domain/roles.js'

export type Locale = 'zh-CN' | 'en'

export interface User {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly role: Role
  readonly locale: Locale
  readonly releaseAuthority: ReleaseAuthority
  readonly active: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface UserWithPassword extends User {
  readonly passwordHash: string
}

interface UserRow {
  id: string
  username: string
  display_name: string
  role: Role
  locale: Locale
  authority_mode: 'none' | 'unlimited' | 'amount'
  authority_minor: bigint | null
  authority_currency: Currency | null
  active: boolean
  created_at: Date
  updated_at: Date
  password_hash: string
}

const columns = sql`id, username, display_name, role, locale, authority_mode, authority_minor, authority_currency,
  active, created_at, updated_at, password_hash`

function userOf(row: UserRow): UserWithPassword {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    locale: row.locale,
    releaseAuthority: authorityOf(row),
    active: row.active,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    passwordHash: row.password_hash,
  }
}

/** Reads the three authority columns. */
export function authorityOf(
  row: Pick<UserRow, 'authority_mode' | 'authority_minor' | 'authority_currency'>,
): ReleaseAuthority {
  if (row.authority_mode === 'unlimited') return 'unlimited'
  if (row.authority_mode === 'none' || row.authority_minor === null || row.authority_currency === null)
    return null
  return { minor: row.authority_minor, currency: row.authority_currency }
}

function authorityColumns(authority: ReleaseAuthority): readonly [string, bigint | null, string | null] {
  if (authority === null) return ['none', null, null]
  if (authority === 'unlimited') return ['unlimited', null, null]
  return ['amount', authority.minor, authority.currency]
}

export interface NewUser {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly role: Role
  readonly locale: Locale
  readonly releaseAuthority: ReleaseAuthority
  readonly passwordHash: string
  readonly demoPassword: boolean
}

const insertColumns = {
  id: 'uuid',
  username: 'text',
  display_name: 'text',
  role: 'text',
  locale: 'text',
  password_hash: 'text',
  demo_password: 'boolean',
  authority_mode: 'text',
  authority_minor: 'bigint',
  authority_currency: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

/** Inserts users; a username that exists violates `app_user_username_key`. */
export async function insertUsers(tx: Tx, users: readonly NewUser[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'app_user',
    insertColumns,
    users.map((user) => [
      user.id,
      user.username,
      user.displayName,
      user.role,
      user.locale,
      user.passwordHash,
      user.demoPassword,
      ...authorityColumns(user.releaseAuthority),
      at,
      at,
    ]),
  )
}

export async function findUser(db: Queryable, username: string): Promise<UserWithPassword | undefined> {
  const [row] = await db.rows<UserRow>(sql`SELECT ${columns} FROM app_user WHERE username = ${username}`)
  return row && userOf(row)
}

/** The user, locked until the transaction ends, so that two changes of one user follow each other. */
export async function findUserForUpdate(tx: Tx, username: string): Promise<UserWithPassword | undefined> {
  const [row] = await tx.rows<UserRow>(
    sql`SELECT ${columns} FROM app_user WHERE username = ${username} FOR UPDATE`,
  )
  return row && userOf(row)
}

/** Users by username from `after` on, exclusively. */
export async function listUsers(db: Queryable, after: string | undefined, limit: number): Promise<User[]> {
  const rows = await db.rows<UserRow>(sql`
    SELECT ${columns} FROM app_user
    WHERE (${after ?? null}::text IS NULL OR username > ${after ?? null})
    ORDER BY username LIMIT ${limit}`)
  return rows.map(userOf)
}

/** Writes everything about a user that an administrator may change. */
export async function updateUserRow(
  tx: Tx,
  user: Pick<User, 'id' | 'displayName' | 'role' | 'locale' | 'releaseAuthority' | 'active'>,
  at: Date,
): Promise<void> {
  const [mode, minor, currency] = authorityColumns(user.releaseAuthority)
  await tx.run(sql`
    UPDATE app_user SET display_name = ${user.displayName}, role = ${user.role}, locale = ${user.locale},
      authority_mode = ${mode}, authority_minor = ${minor}, authority_currency = ${currency},
      active = ${user.active}, updated_at = ${at}
    WHERE id = ${user.id}`)
}

export async function updatePasswordHash(tx: Tx, id: string, hash: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE app_user SET password_hash = ${hash}, demo_password = false, updated_at = ${at} WHERE id = ${id}`)
}

export async function updateLocale(tx: Tx, id: string, locale: Locale, at: Date): Promise<void> {
  await tx.run(sql`UPDATE app_user SET locale = ${locale}, updated_at = ${at} WHERE id = ${id}`)
}

/** Ids of the active administrators, locked, so that no two of them are taken away at the same time. */
export async function lockActiveAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`SELECT id FROM app_user WHERE role = 'admin' AND active ORDER BY id FOR UPDATE`,
  )
  return rows.map((row) => row.id)
}

export async function anyUserExists(db: Queryable): Promise<boolean> {
  const [row] = await db.rows<{ found: boolean }>(sql`SELECT EXISTS (SELECT FROM app_user) AS found`)
  return row?.found ?? false
}

/** Active users that still have the known password of the demo book. */
export async function listDemoUsers(db: Queryable): Promise<User[]> {
  const rows = await db.rows<UserRow>(
    sql`SELECT ${columns} FROM app_user WHERE demo_password AND active ORDER BY created_at, id`,
  )
  return rows.map(userOf)
}
