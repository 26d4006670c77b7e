import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ScopeKind } from './domain/scope-kind.js'

/** One role of one person, and the customers it is for. */
export interface RoleAssignment {
  readonly roleCode: string
  readonly scope: ScopeKind
  /** For the scope department: this one and those below; null: the departments of the person's positions. */
  readonly departmentId: string | null
  /** For the scope segment. */
  readonly segmentCodes: readonly string[]
  /** The role that names the person; everybody has exactly one. */
  readonly main: boolean
}

interface AssignmentRow {
  user_id: string
  role_code: string
  scope: ScopeKind
  department_id: string | null
  segment_codes: string[]
  main: boolean
}

/** The roles of some people, the main one first. */
export async function listAssignments(
  db: Queryable,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, RoleAssignment[]>> {
  const rows = await db.rows<AssignmentRow>(sql`
    SELECT user_id, role_code, scope, department_id, segment_codes, main FROM role_assignment
    WHERE user_id = ANY(${[...userIds]}::uuid[]) ORDER BY main DESC, role_code`)
  const found = new Map<string, RoleAssignment[]>(userIds.map((id) => [id, []]))
  for (const row of rows) {
    found.get(row.user_id)?.push({
      roleCode: row.role_code,
      scope: row.scope,
      departmentId: row.department_id,
      segmentCodes: row.segment_codes,
      main: row.main,
    })
  }
  return found
}

/** Gives new people their main role, with the role's usual scope. */
export async function insertMainRoles(
  tx: Tx,
  people: readonly { readonly id: string; readonly role: string }[],
): Promise<void> {
  await tx.run(sql`
    INSERT INTO role_assignment (user_id, role_code, scope, main)
    SELECT p.id, p.role, CASE r.default_scope WHEN 'segment' THEN 'own' ELSE r.default_scope END, true
    FROM unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ role }) => role)}::text[]) AS p (id, role)
    JOIN role r ON r.code = p.role`)
}

/** Replaces all roles of a person. */
export async function replaceAssignments(
  tx: Tx,
  userId: string,
  assignments: readonly RoleAssignment[],
): Promise<void> {
  await tx.run(sql`DELETE FROM role_assignment WHERE user_id = ${userId}::uuid`)
  for (const one of assignments) {
    await tx.run(sql`
      INSERT INTO role_assignment (user_id, role_code, scope, department_id, segment_codes, main)
      VALUES (${userId}, ${one.roleCode}, ${one.scope}, ${one.departmentId}, ${[...one.segmentCodes]}, ${one.main})`)
  }
}

/**
 * Ids of the active administrators. Whoever asks waits for others who asked before until they are done, so that no two
 * administrators take each other away at the same time.
 */
export async function lockActiveAdmins(tx: Tx): Promise<string[]> {
  await tx.run(sql`SELECT FROM role WHERE code = 'admin' FOR NO KEY UPDATE`)
  const rows = await tx.rows<{ id: string }>(sql`
    SELECT u.id FROM role_assignment a JOIN app_user u ON u.id = a.user_id AND u.active
    WHERE a.role_code = 'admin' AND a.scope = 'all' ORDER BY u.id`)
  return rows.map((row) => row.id)
}
