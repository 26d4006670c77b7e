import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** A customer whom no strategy contacts. */
export interface Exclusion {
  readonly reason: string
  /** Last day; null without end. */
  readonly untilOn: CalendarDay | null
  readonly createdBy: string
  readonly createdAt: Date
}

export async function findExclusion(db: Queryable, customerId: Id): Promise<Exclusion | undefined> {
  const [row] = await db.rows<Exclusion>(sql`
    SELECT reason, until_on AS "untilOn", created_by AS "createdBy", created_at AS "createdAt"
    FROM collection_exclusion WHERE customer_id = ${customerId}`)
  return row
}

export async function putExclusion(tx: Tx, customerId: Id, one: Exclusion): Promise<void> {
  await tx.run(sql`
    INSERT INTO collection_exclusion (customer_id, reason, until_on, created_by, created_at)
    VALUES (${customerId}, ${one.reason}, ${one.untilOn}, ${one.createdBy}, ${one.createdAt})
    ON CONFLICT (customer_id) DO UPDATE SET reason = excluded.reason, until_on = excluded.until_on,
      created_by = excluded.created_by, created_at = excluded.created_at`)
}

export async function deleteExclusion(tx: Tx, customerId: Id): Promise<void> {
  await tx.run(sql`DELETE FROM collection_exclusion WHERE customer_id = ${customerId}`)
}
