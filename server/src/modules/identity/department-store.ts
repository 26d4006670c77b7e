import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface Department {
  readonly code: string
  readonly name: string
  readonly kind: 'legal-entity' | 'department'
  readonly parentCode: string | null
  readonly managerUsername: string | null
  readonly active: boolean
}

/** The whole tree, parents before what is below them. */
export async function listDepartments(db: Queryable): Promise<Department[]> {
  return db.rows<Department>(sql`
    WITH RECURSIVE tree AS (
      SELECT id, code, name, kind, NULL::text AS parent_code, manager_user_id, active, ARRAY[name] AS path
      FROM department WHERE parent_id IS NULL
      UNION ALL
      SELECT d.id, d.code, d.name, d.kind, tree.code, d.manager_user_id, d.active, tree.path || d.name
      FROM department d JOIN tree ON d.parent_id = tree.id WHERE cardinality(tree.path) < 30
    )
    SELECT tree.code, tree.name, tree.kind, tree.parent_code AS "parentCode", u.username AS "managerUsername", tree.active
    FROM tree LEFT JOIN app_user u ON u.id = tree.manager_user_id ORDER BY tree.path`)
}

export async function findDepartmentId(db: Queryable, code: string): Promise<string | undefined> {
  const [row] = await db.rows<{ id: string }>(sql`SELECT id FROM department WHERE code = ${code}`)
  return row?.id
}

/** True when `below` is the department or lies below it. */
export async function isWithin(db: Queryable, departmentId: string, below: string): Promise<boolean> {
  const [row] = await db.rows<{ found: boolean }>(sql`
    WITH RECURSIVE up AS (
      SELECT id, parent_id, 0 AS depth FROM department WHERE id = ${below}::uuid
      UNION ALL
      SELECT d.id, d.parent_id, up.depth + 1 FROM department d JOIN up ON d.id = up.parent_id WHERE up.depth < 30
    )
    SELECT EXISTS (SELECT FROM up WHERE id = ${departmentId}::uuid) AS found`)
  return row?.found ?? false
}

/** Serialises changes of the tree, so that two moves cannot make a circle together. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT FROM organisation FOR NO KEY UPDATE`)
}

export async function putDepartment(
  tx: Tx,
  department: {
    id: string
    code: string
    name: string
    kind: Department['kind']
    parentId: string | null
    managerId: string | null
    active: boolean
  },
  at: Date,
): Promise<void> {
  const { id, code, name, kind, parentId, managerId, active } = department
  await tx.run(sql`
    INSERT INTO department (id, code, name, kind, parent_id, manager_user_id, active, created_at, updated_at)
    VALUES (${id}, ${code}, ${name}, ${kind}, ${parentId}, ${managerId}, ${active}, ${at}, ${at})
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, parent_id = excluded.parent_id,
      manager_user_id = excluded.manager_user_id, active = excluded.active, updated_at = excluded.updated_at`)
}

export async function findDepartmentCode(db: Queryable, id: string): Promise<string | undefined> {
  const [row] = await db.rows<{ code: string }>(sql`SELECT code FROM department WHERE id = ${id}::uuid`)
  return row?.code
}

/** Puts somebody else at the head of the departments that a person headed. */
export async function moveDepartments(tx: Tx, fromId: string, toId: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE department SET manager_user_id = ${toId}, updated_at = ${at} WHERE manager_user_id = ${fromId}::uuid`)
}
