import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface Position {
  readonly code: string
  readonly name: string
  readonly active: boolean
}

/** One position of one person. */
export interface HeldPosition {
  readonly departmentCode: string
  readonly positionCode: string
  /** The main one tells the person's department and thereby their manager. */
  readonly main: boolean
}

export async function listPositions(db: Queryable): Promise<Position[]> {
  return db.rows<Position>(sql`SELECT code, name, active FROM position ORDER BY name, code`)
}

export async function putPosition(tx: Tx, position: Position, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO position (code, name, active, created_at, updated_at)
    VALUES (${position.code}, ${position.name}, ${position.active}, ${at}, ${at})
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, active = excluded.active, updated_at = excluded.updated_at`)
}

/** Who holds what where; of one person when a username is given. */
export async function listHolders(
  db: Queryable,
  username: string | null,
): Promise<(HeldPosition & { readonly username: string; readonly displayName: string })[]> {
  return db.rows(sql`
    SELECT u.username, u.display_name AS "displayName", d.code AS "departmentCode",
      h.position_code AS "positionCode", h.main
    FROM position_holder h JOIN app_user u ON u.id = h.user_id JOIN department d ON d.id = h.department_id
    WHERE (${username}::text IS NULL AND u.active) OR u.username = ${username}
    ORDER BY NOT h.main, d.name, h.position_code, u.username`)
}

/** Replaces the positions of a person; false when a department or position is unknown. */
export async function replaceHeldPositions(
  tx: Tx,
  userId: string,
  positions: readonly (HeldPosition & { readonly id: string })[],
): Promise<boolean> {
  await tx.run(sql`DELETE FROM position_holder WHERE user_id = ${userId}::uuid`)
  let written = 0
  for (const { id, departmentCode, positionCode, main } of positions) {
    written += await tx.run(sql`
      INSERT INTO position_holder (id, user_id, department_id, position_code, main)
      SELECT ${id}::uuid, ${userId}::uuid, d.id, p.code, ${main}::boolean
      FROM department d, position p WHERE d.code = ${departmentCode} AND p.code = ${positionCode}`)
  }
  return written === positions.length
}
