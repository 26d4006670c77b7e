import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** An active user, as those who need to find people know them. */
export interface Person {
  readonly id: string
  readonly username: string
  readonly displayName: string
}

interface PersonRow {
  id: string
  username: string
  display_name: string
}

function personOf(row: PersonRow): Person {
  return { id: row.id, username: row.username, displayName: row.display_name }
}

const people = sql`u.id, u.username, u.display_name`

/**
 * The managers above a person, the direct one first. A person reports to the manager named for them, else to the
 * nearest manager of their main department and those above it. Managers who have left are passed over; a circle
 * ends where it would begin again.
 */
export async function managerChain(db: Queryable, userId: string): Promise<Person[]> {
  const rows = await db.rows<PersonRow>(sql`
    WITH RECURSIVE chain AS (
      SELECT manager_id AS id, 1 AS level, ARRAY[user_id, manager_id] AS path
      FROM reports_to WHERE user_id = ${userId}::uuid AND manager_id IS NOT NULL
      UNION ALL
      SELECT r.manager_id, chain.level + 1, chain.path || r.manager_id
      FROM chain JOIN reports_to r ON r.user_id = chain.id
      WHERE r.manager_id IS NOT NULL AND r.manager_id <> ALL(chain.path) AND chain.level < 30
    )
    SELECT ${people} FROM chain JOIN app_user u ON u.id = chain.id AND u.active ORDER BY chain.level`)
  return rows.map(personOf)
}

/** A person and everybody who reports to them, directly or through others. */
export async function teamOf(db: Queryable, userId: string): Promise<Person[]> {
  const rows = await db.rows<PersonRow>(sql`
    WITH RECURSIVE line AS MATERIALIZED (SELECT user_id, manager_id FROM reports_to WHERE manager_id IS NOT NULL),
    team AS (
      SELECT ${userId}::uuid AS id
      UNION
      SELECT line.user_id FROM line JOIN team ON line.manager_id = team.id
    )
    SELECT ${people} FROM team JOIN app_user u ON u.id = team.id ORDER BY u.username`)
  return rows.map(personOf)
}

/**
 * The active holders of a position: everywhere, or for a department its own holders, else those of the nearest
 * department above it that has any.
 */
export async function usersInPosition(
  db: Queryable,
  positionCode: string,
  departmentId: string | null = null,
): Promise<Person[]> {
  const rows = await db.rows<PersonRow>(sql`
    WITH RECURSIVE above AS (
      SELECT id, parent_id, 0 AS depth FROM department WHERE id = ${departmentId}::uuid
      UNION ALL
      SELECT d.id, d.parent_id, above.depth + 1
      FROM above JOIN department d ON d.id = above.parent_id WHERE above.depth < 30
    ), holding AS (
      SELECT h.user_id, coalesce(above.depth, 0) AS depth
      FROM position_holder h
      JOIN app_user u ON u.id = h.user_id AND u.active
      LEFT JOIN above ON above.id = h.department_id
      WHERE h.position_code = ${positionCode} AND (${departmentId}::uuid IS NULL OR above.id IS NOT NULL)
    )
    SELECT DISTINCT ${people} FROM holding JOIN app_user u ON u.id = holding.user_id
    WHERE holding.depth = (SELECT min(depth) FROM holding) ORDER BY u.username`)
  return rows.map(personOf)
}

/** The active users who have a role, as their main one or besides it. */
export async function usersWithRole(db: Queryable, roleCode: string): Promise<Person[]> {
  const rows = await db.rows<PersonRow>(sql`
    SELECT ${people} FROM role_assignment a JOIN app_user u ON u.id = a.user_id AND u.active
    WHERE a.role_code = ${roleCode} ORDER BY u.username`)
  return rows.map(personOf)
}

/** Who acts for a person on a day (both ends included): active users only. */
export async function deputiesOf(db: Queryable, userId: string, on: CalendarDay): Promise<Person[]> {
  const rows = await db.rows<PersonRow>(sql`
    SELECT DISTINCT ${people} FROM deputy d JOIN app_user u ON u.id = d.deputy_user_id AND u.active
    WHERE d.user_id = ${userId}::uuid AND ${on}::date BETWEEN d.starts_on AND d.ends_on ORDER BY u.username`)
  return rows.map(personOf)
}

/** The department of a person's main position; null without one. */
export async function departmentOf(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await db.rows<{ department_id: string }>(
    sql`SELECT department_id FROM position_holder WHERE user_id = ${userId}::uuid AND main`,
  )
  return row?.department_id ?? null
}

/** The active user of a username. */
export async function findPerson(db: Queryable, username: string): Promise<Person | undefined> {
  const [row] = await db.rows<PersonRow>(
    sql`SELECT ${people} FROM app_user u WHERE u.username = ${username} AND u.active`,
  )
  return row && personOf(row)
}

/**
 * Everybody, active or not, with a position in a department or one below it; without a department in those of the
 * person's own positions.
 */
export async function membersOfDepartments(
  db: Queryable,
  userId: string,
  departmentId: string | null,
): Promise<Person[]> {
  const rows = await db.rows<PersonRow>(sql`
    WITH RECURSIVE below AS (
      SELECT id FROM department WHERE id = ${departmentId}::uuid
      UNION
      SELECT department_id FROM position_holder WHERE ${departmentId}::uuid IS NULL AND user_id = ${userId}::uuid
      UNION
      SELECT d.id FROM department d JOIN below ON d.parent_id = below.id
    )
    SELECT DISTINCT ${people} FROM below
    JOIN position_holder h ON h.department_id = below.id JOIN app_user u ON u.id = h.user_id ORDER BY u.username`)
  return rows.map(personOf)
}
