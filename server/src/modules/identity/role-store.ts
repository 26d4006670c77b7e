import type { Permission } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { isBuiltInRole, rolePermissions } from './domain/roles.js'
import { isKnownPermission } from './domain/scopes.js'
import type { ScopeKind } from './domain/scope-kind.js'

export interface RoleRecord {
  readonly code: string
  readonly name: Bilingual
  readonly permissions: readonly Permission[]
  /** Built-in roles are as the program says and cannot be edited; copies can. */
  readonly builtIn: boolean
  readonly defaultScope: ScopeKind
  readonly totpRequired: boolean
}

export interface RoleRow {
  code: string
  name_zh: string
  name_en: string
  permissions: string[] | null
  default_scope: ScopeKind
  totp_required: boolean
}

const columns = sql`code, name_zh, name_en, permissions, default_scope, totp_required`

/** The permissions of a role: a built-in one's are the program's; unknown words of a later version give nothing. */
export function permissionsOfRole(code: string, stored: readonly string[] | null): readonly Permission[] {
  if (stored === null) return isBuiltInRole(code) ? rolePermissions[code] : []
  return stored.filter(isKnownPermission)
}

function roleOf(row: RoleRow): RoleRecord {
  return {
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    permissions: permissionsOfRole(row.code, row.permissions),
    builtIn: row.permissions === null,
    defaultScope: row.default_scope,
    totpRequired: row.totp_required,
  }
}

/** All roles, the built-in ones first. */
export async function listRoles(db: Queryable): Promise<RoleRecord[]> {
  const rows = await db.rows<RoleRow>(
    sql`SELECT ${columns} FROM role ORDER BY NOT built_in, created_at, code`,
  )
  return rows.map(roleOf)
}

export async function findRole(db: Queryable, code: string): Promise<RoleRecord | undefined> {
  const [row] = await db.rows<RoleRow>(sql`SELECT ${columns} FROM role WHERE code = ${code}`)
  return row && roleOf(row)
}

/** The role, locked until the transaction ends. */
export async function findRoleForUpdate(tx: Tx, code: string): Promise<RoleRecord | undefined> {
  const [row] = await tx.rows<RoleRow>(sql`SELECT ${columns} FROM role WHERE code = ${code} FOR UPDATE`)
  return row && roleOf(row)
}

/** Adds an editable role; a code that exists violates `role_pkey`. */
export async function insertRole(tx: Tx, role: Omit<RoleRecord, 'builtIn'>, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO role (code, name_zh, name_en, permissions, default_scope, totp_required, created_at, updated_at)
    VALUES (${role.code}, ${role.name.zh}, ${role.name.en}, ${[...role.permissions]}, ${role.defaultScope},
      ${role.totpRequired}, ${at}, ${at})`)
}

/** Writes a role; of a built-in one only whether a second factor is required. */
export async function updateRole(tx: Tx, role: RoleRecord, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE role SET name_zh = ${role.name.zh}, name_en = ${role.name.en},
      permissions = CASE WHEN built_in THEN NULL ELSE ${[...role.permissions]}::text[] END,
      default_scope = ${role.defaultScope}, totp_required = ${role.totpRequired}, updated_at = ${at}
    WHERE code = ${role.code}`)
}

export async function deleteRole(tx: Tx, code: string): Promise<void> {
  await tx.run(sql`DELETE FROM role WHERE code = ${code} AND NOT built_in`)
}

/** How many people have a role. */
export async function countHolders(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await db.rows<{ role_code: string; count: bigint }>(
    sql`SELECT role_code, count(*) AS count FROM role_assignment GROUP BY role_code`,
  )
  return new Map(rows.map((row) => [row.role_code, Number(row.count)]))
}
