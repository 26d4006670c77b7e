import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Somebody acts for somebody else, both days included. */
export interface Deputy {
  readonly id: string
  readonly username: string
  readonly deputyUsername: string
  readonly startsOn: CalendarDay
  readonly endsOn: CalendarDay
  readonly note: string | null
}

const columns = sql`d.id, u.username, p.username AS "deputyUsername", d.starts_on AS "startsOn", d.ends_on AS "endsOn",
  d.note`
const from = sql`deputy d JOIN app_user u ON u.id = d.user_id JOIN app_user p ON p.id = d.deputy_user_id`

/** Deputies whose time is not over on a day; of one person when a username is given. */
export async function listDeputies(
  db: Queryable,
  filter: { readonly from: CalendarDay; readonly username: string | null },
): Promise<Deputy[]> {
  return db.rows<Deputy>(sql`
    SELECT ${columns} FROM ${from}
    WHERE d.ends_on >= ${filter.from} AND (${filter.username}::text IS NULL OR u.username = ${filter.username})
    ORDER BY d.starts_on, u.username LIMIT 500`)
}

export async function findDeputy(db: Queryable, id: string): Promise<Deputy | undefined> {
  const [row] = await db.rows<Deputy>(sql`SELECT ${columns} FROM ${from} WHERE d.id = ${id}::uuid`)
  return row
}

export async function insertDeputy(
  tx: Tx,
  deputy: {
    id: string
    userId: string
    deputyUserId: string
    startsOn: CalendarDay
    endsOn: CalendarDay
    note: string | null
  },
  by: string,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO deputy (id, user_id, deputy_user_id, starts_on, ends_on, note, created_by, created_at)
    VALUES (${deputy.id}, ${deputy.userId}, ${deputy.deputyUserId}, ${deputy.startsOn}, ${deputy.endsOn},
      ${deputy.note}, ${by}, ${at})`)
}

export async function deleteDeputy(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`DELETE FROM deputy WHERE id = ${id}::uuid`)
}
