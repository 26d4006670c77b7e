import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { DaysByGrade } from '../scoring/domain/re-rating/rerating-policy.js'

/**
 * Works out when the accounts of rated customers are reviewed next: so many days after the last review by the grade
 * that counts, or on the account's own day where that comes earlier. For some customers, or (null) the whole book.
 */
export async function refreshReviews(
  tx: Tx,
  customerIds: readonly Id[] | null,
  { days, today }: { readonly days: DaysByGrade; readonly today: CalendarDay },
): Promise<void> {
  const { unrated: _, ...rated } = days
  const limits = Object.entries(rated)
  await tx.run(sql`
    INSERT INTO account_review (account_id, customer_id, since_on, next_on, basis)
    SELECT n.account_id, n.customer_id, n.since_on, least(n.by_grade, n.by_account),
      CASE WHEN n.by_account < n.by_grade OR n.by_grade IS NULL AND n.by_account IS NOT NULL THEN 'account' ELSE 'grade' END
    FROM (
      SELECT a.id AS account_id, a.customer_id, coalesce(v.since_on, ${today}::date) AS since_on,
        coalesce(v.since_on, ${today}::date) + g.days AS by_grade,
        CASE WHEN v.since_on IS NULL OR a.review_on > v.since_on THEN a.review_on END AS by_account
      FROM credit_account a
      JOIN customer c ON c.id = a.customer_id AND c.status <> 'inactive'
      JOIN customer_rating_current r ON r.customer_id = a.customer_id
      LEFT JOIN account_review v ON v.account_id = a.id
      LEFT JOIN unnest(${limits.map(([grade]) => grade)}::text[], ${limits.map(([, count]) => count)}::int[])
        AS g (grade, days) ON g.grade = r.grade
      WHERE ${customerIds}::uuid[] IS NULL OR a.customer_id = ANY (${customerIds}::uuid[])) AS n
    ON CONFLICT (account_id) DO UPDATE SET next_on = excluded.next_on, basis = excluded.basis
    WHERE account_review.next_on IS DISTINCT FROM excluded.next_on OR account_review.basis <> excluded.basis`)
}

/** Notes that an account was reviewed on a day. */
export async function noteReview(tx: Tx, accountId: Id, on: CalendarDay): Promise<void> {
  await tx.run(sql`UPDATE account_review SET since_on = ${on} WHERE account_id = ${accountId}::uuid`)
}

export async function nextReviewOf(db: Queryable, accountId: Id): Promise<CalendarDay | null> {
  const [row] = await db.rows<{ nextOn: CalendarDay | null }>(
    sql`SELECT next_on AS "nextOn" FROM account_review WHERE account_id = ${accountId}::uuid`,
  )
  return row?.nextOn ?? null
}

/** Reviews of a period by day: those that are due by the calendar, and tasks that are open for the day. */
export interface CalendarRow {
  readonly day: CalendarDay
  readonly planned: number
  readonly open: number
  readonly done: number
}

export async function listCalendar(
  db: Queryable,
  { from, to, timeZone }: { readonly from: CalendarDay; readonly to: CalendarDay; readonly timeZone: string },
): Promise<CalendarRow[]> {
  return db.rows<CalendarRow>(sql`
    SELECT day, sum(planned)::int AS planned, sum(open)::int AS open, sum(done)::int AS done FROM (
      SELECT v.next_on AS day, 1 AS planned, 0 AS open, 0 AS done FROM account_review v
      WHERE v.next_on BETWEEN ${from} AND ${to}
        AND NOT EXISTS (SELECT FROM review_task t WHERE t.account_id = v.account_id AND t.status = 'open')
      UNION ALL
      SELECT t.due_on, 0, 1, 0 FROM review_task t WHERE t.status = 'open' AND t.due_on BETWEEN ${from} AND ${to}
      UNION ALL
      SELECT (t.completed_at AT TIME ZONE ${timeZone}::text)::date, 0, 0, 1 FROM review_task t
      WHERE t.status = 'done' AND t.completed_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}::text
        AND t.completed_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}::text) AS one
    GROUP BY day ORDER BY day`)
}
