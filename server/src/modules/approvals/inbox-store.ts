import type { Id } from '../../kernel/ids.js'
import { join, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CaseItem } from './case-list-store.js'
import { caseItemColumns } from './case-list-store.js'
import type { CaseStatus, StepStatus } from './domain/case-state.js'

export const boxes = ['todo', 'done', 'started', 'copied'] as const

export type Box = (typeof boxes)[number]

export interface InboxFilter {
  readonly box: Box
  readonly username: string
  readonly subject?: string | undefined
  readonly status?: CaseStatus | undefined
  readonly overdue?: boolean | undefined
  readonly search?: string | undefined
}

export interface InboxRow extends CaseItem {
  readonly stepId: Id | null
  readonly nodeId: string | null
  readonly openedAt: Date | null
  readonly decision: StepStatus | null
  readonly read: boolean
  /** Sort key of the page: with the id it continues the list. */
  readonly sortAt: Date
  readonly sortId: Id
}

/** Where each box begins: one row per case, found and sorted by an index of the reader's own rows. */
function sourceOf({ box, username }: InboxFilter): Sql {
  switch (box) {
    case 'todo':
      return sql`
        SELECT s.case_id, s.id AS step_id, s.node_id, s.opened_at, s.status AS decision, true AS read,
          s.opened_at AS sort_at, s.id AS sort_id
        FROM approval_step s WHERE s.username = ${username} AND s.status = 'open'`
    case 'done':
      return sql`
        SELECT s.case_id, s.id AS step_id, s.node_id, s.opened_at, s.status AS decision, true AS read,
          s.decided_at AS sort_at, s.id AS sort_id
        FROM approval_step s WHERE s.decided_by = ${username}`
    case 'started':
      return sql`
        SELECT c.id AS case_id, NULL::uuid AS step_id, NULL AS node_id, NULL::timestamptz AS opened_at,
          NULL AS decision, true AS read, c.submitted_at AS sort_at, c.id AS sort_id
        FROM approval_case c WHERE c.submitter = ${username} OR c.caretaker = ${username}`
    case 'copied':
      return sql`
        SELECT p.case_id, NULL::uuid AS step_id, p.node_id, p.copied_at AS opened_at, NULL AS decision,
          p.read_at IS NOT NULL AS read, p.copied_at AS sort_at, p.case_id AS sort_id
        FROM approval_copy p WHERE p.username = ${username}`
  }
}

/** A page of somebody's inbox, newest first, after the row with this sort key. */
export async function listInbox(
  db: Queryable,
  filter: InboxFilter,
  page: { readonly after: { readonly at: Date; readonly id: Id } | null; readonly limit: number },
  now: Date,
): Promise<InboxRow[]> {
  const conditions: Sql[] = [sql`true`]
  if (filter.subject !== undefined) conditions.push(sql`c.subject = ${filter.subject}`)
  if (filter.status !== undefined) conditions.push(sql`c.status = ${filter.status}`)
  if (filter.overdue === true) conditions.push(sql`c.status = 'running' AND c.due_at < ${now}`)
  if (filter.search !== undefined) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    conditions.push(
      sql`(c.title_zh ILIKE ${pattern} OR c.title_en ILIKE ${pattern} OR c.customer_code ILIKE ${pattern})`,
    )
  }
  if (page.after) {
    conditions.push(sql`(i.sort_at, i.sort_id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`)
  }
  return db.rows<InboxRow>(sql`
    SELECT ${caseItemColumns}, i.step_id AS "stepId", i.node_id AS "nodeId", i.opened_at AS "openedAt", i.decision,
      i.read, i.sort_at AS "sortAt", i.sort_id AS "sortId"
    FROM (${sourceOf(filter)}) i JOIN approval_case c ON c.id = i.case_id
    WHERE ${join(conditions, ' AND ')}
    ORDER BY i.sort_at DESC, i.sort_id DESC LIMIT ${page.limit}`)
}

export interface InboxCounts {
  readonly todo: number
  readonly overdue: number
  readonly copiedUnread: number
  readonly startedRunning: number
}

/** The counters, from the reader's own rows only. */
export async function countInbox(db: Queryable, username: string, now: Date): Promise<InboxCounts> {
  const [row] = await db.rows<InboxCounts>(sql`
    SELECT
      (SELECT count(*) FROM approval_step WHERE username = ${username} AND status = 'open')::int AS todo,
      (SELECT count(*) FROM approval_step s JOIN approval_visit v ON v.id = s.visit_id
       WHERE s.username = ${username} AND s.status = 'open' AND v.due_at < ${now})::int AS overdue,
      (SELECT count(*) FROM approval_copy WHERE username = ${username} AND read_at IS NULL)::int AS "copiedUnread",
      (SELECT count(*) FROM approval_case WHERE (submitter = ${username} OR caretaker = ${username}) AND status = 'running')::int
        AS "startedRunning"`)
  return row ?? { todo: 0, overdue: 0, copiedUnread: 0, startedRunning: 0 }
}
