import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { insertRows } from '../../../platform/db/bulk-insert.js'
import { sql } from '../../../platform/db/sql.js'
import type { Tx } from '../../../platform/db/types.js'
import type { DaysByGrade } from '../domain/re-rating/rerating-policy.js'

/** What facts, documents and time say of a customer who is to be rated again. Most marks are written by the database. */
export interface Mark {
  readonly customerId: Id
  readonly cause: 'fact' | 'document' | 'overdue' | 'large_order' | 'first' | 'schedule' | 'cool_down_over'
  readonly detail: string | null
  readonly objectId: Id | null
}

export async function insertMarks(tx: Tx, marks: readonly Mark[]): Promise<void> {
  await insertRows(
    tx,
    'rerating_mark',
    { customer_id: 'uuid', cause: 'text', detail: 'text', object_id: 'uuid' },
    marks.map(({ customerId, cause, detail, objectId }) => [customerId, cause, detail, objectId]),
  )
}

/** Takes marks off the queue, at most so many; those that somebody else is taking are left to them. */
export async function takeMarks(tx: Tx, limit: number): Promise<Mark[]> {
  return tx.rows<Mark>(sql`
    DELETE FROM rerating_mark WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM rerating_mark LIMIT ${limit} FOR UPDATE SKIP LOCKED))
    RETURNING customer_id AS "customerId", cause, detail, object_id AS "objectId"`)
}

/** Forgets what was noted before: the book has just been rated as a whole. */
export async function forgetMarks(tx: Tx): Promise<void> {
  await tx.run(sql`DELETE FROM rerating_mark`)
}

/** Moves a clock on to a day; gives the day until which it had been looked at, null when it stands there already. */
export async function advanceClock(tx: Tx, kind: string, day: CalendarDay): Promise<CalendarDay | null> {
  await tx.run(sql`
    INSERT INTO rerating_clock (kind, through_on) VALUES (${kind}, ${day}::date - 1) ON CONFLICT DO NOTHING`)
  const [row] = await tx.rows<{ was: CalendarDay }>(
    sql`SELECT through_on AS was FROM rerating_clock WHERE kind = ${kind} FOR UPDATE`,
  )
  if (!row || row.was >= day) return null
  await tx.run(sql`UPDATE rerating_clock SET through_on = ${day} WHERE kind = ${kind}`)
  return row.was
}

/** Marks the rated customers who have an item that came to be overdue by one of these numbers of days since a day. */
export async function markOverdue(
  tx: Tx,
  days: readonly number[],
  { since, today }: { readonly since: CalendarDay; readonly today: CalendarDay },
): Promise<number> {
  return tx.run(sql`
    INSERT INTO rerating_mark (customer_id, cause, detail, object_id)
    SELECT a.customer_id, 'overdue', max(d.days)::text, (array_agg(i.document_id ORDER BY d.days DESC))[1]
    FROM unnest(${days}::int[]) AS d (days)
    JOIN exposure_item i ON i.due_on > ${since}::date - d.days AND i.due_on <= ${today}::date - d.days
      AND i.bucket = 'receivables' AND i.open_minor <> 0
    JOIN credit_account a ON a.id = i.account_id
    JOIN customer_rating_current r ON r.customer_id = a.customer_id
    GROUP BY a.customer_id`)
}

/** Marks the customers of whom facts or documents are known and who have never been rated. */
export async function markNeverRated(tx: Tx): Promise<number> {
  return tx.run(sql`
    INSERT INTO rerating_mark (customer_id, cause)
    SELECT c.id, 'first' FROM customer c
    WHERE c.status <> 'inactive'
      AND NOT EXISTS (SELECT FROM customer_rating_current r WHERE r.customer_id = c.id)
      AND (EXISTS (SELECT FROM fact f WHERE f.customer_id = c.id) OR EXISTS (
        SELECT FROM credit_account a JOIN document d ON d.account_id = a.id WHERE a.customer_id = c.id))`)
}

/** Marks the customers whose rating is older than their grade allows, and those who have waited for a first one. */
export async function markScheduled(tx: Tx, days: DaysByGrade, today: CalendarDay): Promise<number> {
  const { unrated, ...rated } = days
  const limits = Object.entries(rated).flatMap(([grade, limit]) => (limit === null ? [] : [{ grade, limit }]))
  const again = await tx.run(sql`
    INSERT INTO rerating_mark (customer_id, cause, detail)
    SELECT r.customer_id, 'schedule', r.grade
    FROM unnest(${limits.map(({ grade }) => grade)}::text[], ${limits.map(({ limit }) => limit)}::int[]) AS g (grade, days)
    JOIN customer_rating_current r ON r.grade = g.grade AND r.as_of <= ${today}::date - g.days
    JOIN customer c ON c.id = r.customer_id AND c.status <> 'inactive'`)
  if (unrated === null) return again
  const first = await tx.run(sql`
    INSERT INTO rerating_mark (customer_id, cause, detail)
    SELECT c.id, 'schedule', NULL FROM customer c
    WHERE c.status <> 'inactive' AND c.created_at < ${today}::date - ${unrated - 1}::int
      AND NOT EXISTS (SELECT FROM customer_rating_current r WHERE r.customer_id = c.id)`)
  return again + first
}
