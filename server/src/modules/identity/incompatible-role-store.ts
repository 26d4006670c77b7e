import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Two roles that one person must not have together, with the reason that is told. */
export interface IncompatibleRoles {
  readonly roleA: string
  readonly roleB: string
  readonly reason: string
}

export async function listIncompatibleRoles(db: Queryable): Promise<IncompatibleRoles[]> {
  return db.rows<IncompatibleRoles>(sql`
    SELECT role_a AS "roleA", role_b AS "roleB", reason FROM incompatible_roles ORDER BY role_a, role_b`)
}

/** Replaces all pairs. */
export async function replaceIncompatibleRoles(
  tx: Tx,
  pairs: readonly IncompatibleRoles[],
  by: string,
  at: Date,
): Promise<void> {
  await tx.run(sql`DELETE FROM incompatible_roles`)
  for (const { roleA, roleB, reason } of pairs) {
    await tx.run(sql`
      INSERT INTO incompatible_roles (role_a, role_b, reason, created_by, created_at)
      VALUES (least(${roleA}, ${roleB}), greatest(${roleA}, ${roleB}), ${reason}, ${by}, ${at})`)
  }
}

/** Pairs among these roles that one person must not have together, with the reason. */
export async function isIncompatible(
  db: Queryable,
  roleCodes: readonly string[],
): Promise<IncompatibleRoles[]> {
  const codes = [...roleCodes]
  return db.rows<IncompatibleRoles>(sql`
    SELECT role_a AS "roleA", role_b AS "roleB", reason FROM incompatible_roles
    WHERE role_a = ANY(${codes}::text[]) AND role_b = ANY(${codes}::text[]) ORDER BY role_a, role_b`)
}

/** Somebody who has both roles of a pair today. */
export async function findHolderOfPair(
  db: Queryable,
): Promise<{ username: string; roleA: string; roleB: string } | undefined> {
  const [row] = await db.rows<{ username: string; roleA: string; roleB: string }>(sql`
    SELECT u.username, i.role_a AS "roleA", i.role_b AS "roleB"
    FROM incompatible_roles i
    JOIN role_assignment a ON a.role_code = i.role_a
    JOIN role_assignment b ON b.role_code = i.role_b AND b.user_id = a.user_id
    JOIN app_user u ON u.id = a.user_id AND u.active
    ORDER BY u.username LIMIT 1`)
  return row
}
