import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { whereAll } from '../../platform/db/lists.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { searchPattern } from '../customers/domain/search-key.js'
import type { Grade } from '../scoring/domain/grade-scale.js'
import type { ReratingPolicy } from '../scoring/domain/re-rating/rerating-policy.js'

type Reviewers = ReratingPolicy['reviewers']

const roleOf = (reviewers: Reviewers) => (reviewers.kind === 'role' ? reviewers.role : null)

/** Opens tasks for the reviews that are due by a day and have none; gives how many. */
export async function openDueTasks(
  tx: Tx,
  until: CalendarDay,
  { reviewers, at, limit }: { readonly reviewers: Reviewers; readonly at: Date; readonly limit: number },
): Promise<number> {
  const byOwner = reviewers.kind === 'owner'
  return tx.run(sql`
    INSERT INTO review_task (id, account_id, customer_id, reason, due_on, status, role, assignee, opened_at)
    SELECT gen_random_uuid(), v.account_id, v.customer_id, 'calendar', v.next_on, 'open', ${roleOf(reviewers)},
      CASE WHEN ${byOwner} THEN c.owner_username END, ${at}
    FROM account_review v JOIN customer c ON c.id = v.customer_id AND c.status <> 'inactive'
    WHERE v.next_on <= ${until}
      AND NOT EXISTS (SELECT FROM review_task t WHERE t.account_id = v.account_id AND t.status = 'open')
    ORDER BY v.next_on, v.account_id LIMIT ${limit}
    ON CONFLICT (account_id) WHERE status = 'open' DO NOTHING`)
}

/** Opens a review of every account of these customers, or brings the open one forward. Gives customer by task. */
export async function openTasksFor(
  tx: Tx,
  customers: readonly { readonly customerId: Id; readonly dueOn: CalendarDay }[],
  { reviewers, at }: { readonly reviewers: Reviewers; readonly at: Date },
): Promise<{ readonly id: Id; readonly customerId: Id }[]> {
  const byOwner = reviewers.kind === 'owner'
  return tx.rows<{ id: Id; customerId: Id }>(sql`
    INSERT INTO review_task (id, account_id, customer_id, reason, due_on, status, role, assignee, opened_at)
    SELECT gen_random_uuid(), a.id, a.customer_id, 'grade_change', n.due_on, 'open', ${roleOf(reviewers)},
      CASE WHEN ${byOwner} THEN c.owner_username END, ${at}
    FROM unnest(${customers.map((one) => one.customerId)}::uuid[], ${customers.map((one) => one.dueOn)}::date[])
      AS n (customer_id, due_on)
    JOIN credit_account a ON a.customer_id = n.customer_id JOIN customer c ON c.id = a.customer_id
    ON CONFLICT (account_id) WHERE status = 'open'
      DO UPDATE SET due_on = least(review_task.due_on, excluded.due_on), reason = 'grade_change'
    RETURNING id, customer_id AS "customerId"`)
}

export interface ReviewTask {
  readonly id: Id
  readonly accountId: Id
  readonly customerId: Id
  readonly reason: 'calendar' | 'grade_change'
  readonly dueOn: CalendarDay
  readonly status: 'open' | 'done'
  readonly role: string | null
  readonly assignee: string | null
  readonly openedAt: Date
  readonly completedBy: string | null
  readonly completedAt: Date | null
  readonly note: string | null
  readonly ratingId: Id | null
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCode: string
  readonly grade: Grade | null
  /** Hundredths of a point. */
  readonly score: number | null
}

const columns = sql`t.id, t.account_id AS "accountId", t.customer_id AS "customerId", t.reason, t.due_on AS "dueOn",
  t.status, t.role, t.assignee, t.opened_at AS "openedAt", t.completed_by AS "completedBy",
  t.completed_at AS "completedAt", t.note, t.rating_id AS "ratingId", c.code AS "customerCode", c.name AS "customerName",
  c.owner_username AS "ownerUsername", s.code AS "segmentCode", r.grade, r.score`

const from = sql`
  FROM review_task t JOIN customer c ON c.id = t.customer_id JOIN credit_account a ON a.id = t.account_id
  JOIN credit_segment s ON s.id = a.segment_id LEFT JOIN customer_rating_current r ON r.customer_id = t.customer_id`

/** Which tasks; what is left out does not narrow. */
export interface ReviewFilter {
  readonly status: 'open' | 'done'
  readonly due?: 'overdue' | 'today' | 'later' | undefined
  readonly dueFrom?: CalendarDay | undefined
  readonly dueTo?: CalendarDay | undefined
  /** A username; empty: nobody's. */
  readonly assignee?: string | undefined
  readonly customerCode?: string | undefined
  readonly search?: string | undefined
}

function where(filter: ReviewFilter, today: CalendarDay): Sql {
  const { status, due, assignee, customerCode, search } = filter
  return whereAll([
    sql`t.status = ${status}`,
    due === 'overdue' && sql`t.due_on < ${today}`,
    due === 'today' && sql`t.due_on = ${today}`,
    due === 'later' && sql`t.due_on > ${today}`,
    filter.dueFrom && sql`t.due_on >= ${filter.dueFrom}`,
    filter.dueTo && sql`t.due_on <= ${filter.dueTo}`,
    assignee === '' && sql`t.assignee IS NULL`,
    assignee && sql`t.assignee = ${assignee}`,
    customerCode && sql`c.code = ${customerCode}`,
    search && sql`c.search_key LIKE ${searchPattern(search)}`,
  ])
}

/** Open ones by their day, done ones newest first. */
export async function listReviewTasks(
  db: Queryable,
  filter: ReviewFilter,
  { today, offset, limit }: { readonly today: CalendarDay; readonly offset: number; readonly limit: number },
): Promise<ReviewTask[]> {
  return db.rows<ReviewTask>(sql`
    SELECT ${columns} ${from} ${where(filter, today)}
    ORDER BY t.completed_at DESC, t.due_on, r.score NULLS FIRST, t.id LIMIT ${limit} OFFSET ${offset}`)
}

export interface ReviewCounts {
  readonly total: number
  readonly overdue: number
  readonly mine: number
  readonly unassigned: number
}

export async function countReviewTasks(
  db: Queryable,
  filter: ReviewFilter,
  { today, me }: { readonly today: CalendarDay; readonly me: string },
): Promise<ReviewCounts> {
  const [row] = await db.rows<ReviewCounts>(sql`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE t.due_on < ${today})::int AS overdue,
      count(*) FILTER (WHERE t.assignee = ${me})::int AS mine,
      count(*) FILTER (WHERE t.assignee IS NULL)::int AS unassigned
    ${from} ${where(filter, today)}`)
  return row ?? { total: 0, overdue: 0, mine: 0, unassigned: 0 }
}

/** Open tasks among these, locked in id order until the transaction ends. */
export async function lockOpenTasks(tx: Tx, ids: readonly Id[]): Promise<ReviewTask[]> {
  return tx.rows<ReviewTask>(sql`
    SELECT ${columns} ${from} WHERE t.id = ANY(${ids}::uuid[]) AND t.status = 'open' ORDER BY t.id FOR UPDATE OF t`)
}

export async function findReviewTask(db: Queryable, id: Id): Promise<ReviewTask | undefined> {
  const [task] = await db.rows<ReviewTask>(sql`SELECT ${columns} ${from} WHERE t.id = ${id}::uuid`)
  return task
}

export async function assignTasks(tx: Tx, ids: readonly Id[], username: string | null): Promise<void> {
  await tx.run(sql`
    UPDATE review_task SET assignee = ${username} WHERE id = ANY(${ids}::uuid[]) AND status = 'open'`)
}

export async function closeTask(
  tx: Tx,
  id: Id,
  done: { readonly by: string; readonly at: Date; readonly note: string; readonly ratingId: Id },
): Promise<void> {
  await tx.run(sql`
    UPDATE review_task SET status = 'done', completed_by = ${done.by}, completed_at = ${done.at}, note = ${done.note},
      rating_id = ${done.ratingId}::uuid
    WHERE id = ${id}::uuid`)
}

/** Whose reviews are late: tasks past their day by the person named, or by role where nobody is. */
export async function lateReviews(
  db: Queryable,
  today: CalendarDay,
): Promise<{ readonly assignee: string | null; readonly role: string | null; readonly count: number }[]> {
  return db.rows(sql`
    SELECT t.assignee, CASE WHEN t.assignee IS NULL THEN t.role END AS role, count(*)::int AS count
    FROM review_task t WHERE t.status = 'open' AND t.due_on < ${today} GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1000`)
}
