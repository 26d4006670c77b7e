import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** Whether somebody is here, and who acts instead. */
export interface Whereabouts {
  readonly id: string
  readonly username: string
  readonly active: boolean
  /** Of somebody who has left: who was named to take over. */
  readonly successor: string | null
  /** Who acts for the person today; active users only. */
  readonly deputies: readonly string[]
}

/** Where these people are today; labels that are no user's are left out. */
export async function whereaboutsOf(
  db: Queryable,
  usernames: readonly string[],
  today: CalendarDay,
): Promise<ReadonlyMap<string, Whereabouts>> {
  const rows = await db.rows<Whereabouts>(sql`
    SELECT u.id, u.username, u.active, s.username AS successor,
      ARRAY(SELECT p.username FROM deputy d JOIN app_user p ON p.id = d.deputy_user_id AND p.active
            WHERE d.user_id = u.id AND ${today}::date BETWEEN d.starts_on AND d.ends_on
            ORDER BY d.starts_on, p.username) AS deputies
    FROM app_user u LEFT JOIN app_user s ON s.id = u.successor_user_id
    WHERE u.username = ANY(${[...new Set(usernames)]}::text[])`)
  return new Map(rows.map((row) => [row.username, row]))
}

const SUCCESSIONS_MAX = 10

/** Who takes over from somebody who has left: the named successor, or theirs when they have left as well. */
export async function successorOf(db: Queryable, username: string): Promise<string | null> {
  const [row] = await db.rows<{ username: string }>(sql`
    WITH RECURSIVE line AS (
      SELECT successor_user_id AS id, 1 AS depth FROM app_user WHERE username = ${username}
      UNION ALL
      SELECT u.successor_user_id, line.depth + 1 FROM line JOIN app_user u ON u.id = line.id
      WHERE NOT u.active AND line.depth < ${SUCCESSIONS_MAX}
    )
    SELECT u.username FROM line JOIN app_user u ON u.id = line.id AND u.active ORDER BY line.depth LIMIT 1`)
  return row?.username ?? null
}
