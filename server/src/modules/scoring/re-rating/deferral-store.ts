import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { insertRows } from '../../../platform/db/bulk-insert.js'
import { sql } from '../../../platform/db/sql.js'
import type { Tx } from '../../../platform/db/types.js'
import type { Grade } from '../domain/grade-scale.js'

/** A better rating that does not count yet. */
export interface Deferral {
  readonly ratingId: Id
  readonly customerId: Id
  readonly keptGrade: Grade
  readonly ratedGrade: Grade
  readonly deferredOn: CalendarDay
  readonly untilOn: CalendarDay
}

export async function insertDeferrals(tx: Tx, deferrals: readonly Deferral[]): Promise<void> {
  await insertRows(
    tx,
    'rating_deferral',
    {
      rating_id: 'uuid',
      customer_id: 'uuid',
      kept_grade: 'text',
      rated_grade: 'text',
      deferred_on: 'date',
      until_on: 'date',
      status: 'text',
    },
    deferrals.map((d) => [
      ...[d.ratingId, d.customerId, d.keptGrade, d.ratedGrade, d.deferredOn, d.untilOn],
      'open',
    ]),
  )
}

/** Closes the deferrals of customers who were rated again: taken where the better grade counts now. */
export async function closeDeferrals(
  tx: Tx,
  customers: readonly { readonly customerId: Id; readonly taken: boolean }[],
  at: Date,
): Promise<void> {
  if (customers.length === 0) return
  await tx.run(sql`
    UPDATE rating_deferral d SET status = CASE WHEN c.taken THEN 'taken' ELSE 'dropped' END, closed_at = ${at}
    FROM unnest(${customers.map((one) => one.customerId)}::uuid[], ${customers.map((one) => one.taken)}::bool[])
      AS c (customer_id, taken)
    WHERE d.customer_id = c.customer_id AND d.status IN ('open', 'due')`)
}

/** The deferrals whose cool-down is over by a day; each is given once. */
export async function takeEndedDeferrals(
  tx: Tx,
  today: CalendarDay,
  limit: number,
): Promise<{ readonly customerId: Id; readonly ratingId: Id }[]> {
  return tx.rows<{ customerId: Id; ratingId: Id }>(sql`
    UPDATE rating_deferral SET status = 'due' WHERE rating_id = ANY (ARRAY(
      SELECT rating_id FROM rating_deferral WHERE status = 'open' AND until_on <= ${today}
      ORDER BY until_on LIMIT ${limit} FOR UPDATE SKIP LOCKED))
    RETURNING customer_id AS "customerId", rating_id AS "ratingId"`)
}
