import type { DataScope } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { join, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CaseStatus } from './domain/case-state.js'

/** A case as lists show it. */
export interface CaseItem {
  readonly id: Id
  readonly number: bigint
  readonly subject: string
  readonly objectId: string
  readonly titleZh: string
  readonly titleEn: string
  readonly status: CaseStatus
  readonly flowCode: string
  readonly flowVersion: number
  readonly submitter: string
  readonly submitterName: string | null
  readonly submittedAt: Date
  readonly closedAt: Date | null
  readonly customerCode: string | null
  readonly customerName: string | null
  readonly segmentCode: string | null
  readonly amountMinor: bigint | null
  readonly currency: Currency | null
  readonly dueAt: Date | null
  readonly waitingFor: readonly PersonName[]
}

export interface PersonName {
  readonly username: string
  readonly displayName: string
}

/** The columns of a case aliased `c`. */
export const caseItemColumns = sql`c.id, c.number, c.subject, c.object_id AS "objectId", c.title_zh AS "titleZh",
  c.title_en AS "titleEn", c.status, c.flow_code AS "flowCode", c.flow_version AS "flowVersion", c.submitter,
  (SELECT u.display_name FROM app_user u WHERE u.username = c.submitter) AS "submitterName",
  c.submitted_at AS "submittedAt", c.closed_at AS "closedAt", c.customer_code AS "customerCode", c.customer_name AS "customerName",
  c.segment_code AS "segmentCode", c.amount_minor AS "amountMinor", c.currency, c.due_at AS "dueAt",
  coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('username', w.username, 'displayName',
              coalesce(u.display_name, w.username)))
            FROM approval_step w LEFT JOIN app_user u ON u.username = w.username
            WHERE w.case_id = c.id AND w.status = 'open'), '[]'::jsonb) AS "waitingFor"`

export interface CaseFilter {
  readonly subject?: string | undefined
  readonly status?: CaseStatus | undefined
  readonly customerCode?: string | undefined
  readonly submitter?: string | undefined
  readonly objectId?: string | undefined
  readonly overdue?: boolean | undefined
  /** Only those that wait for security, of customers in this scope (null: of all). */
  readonly waitsForSecurity?: DataScope | null | undefined
  /** Only the cases in which this person takes part; null: all. */
  readonly involving: string | null
}

/** Whether somebody takes part in a case aliased `c`: asked, signed, was told, or owns the customer. */
export function involves(username: string): Sql {
  return sql`(c.submitter = ${username} OR c.caretaker = ${username}
    OR EXISTS (SELECT FROM approval_step s WHERE s.case_id = c.id AND (s.username = ${username} OR s.on_behalf_of = ${username}))
    OR EXISTS (SELECT FROM approval_copy p WHERE p.case_id = c.id AND p.username = ${username}))`
}

/** Everybody has signed a case aliased `c`; it stays at its end, where nobody is asked, until security is confirmed. */
const waitsAtEnd = sql`c.status = 'running' AND EXISTS (
  SELECT FROM approval_visit v WHERE v.case_id = c.id AND v.status = 'active' AND v.due_at IS NOT NULL AND NOT v.unassigned
    AND NOT EXISTS (SELECT FROM approval_step s WHERE s.visit_id = v.id))`

function within(scope: DataScope | null): Sql {
  if (scope === null) return sql`true`
  const { owners, segments } = scope
  return sql`(c.owner_username = ANY (${[...owners]}::text[]) OR c.segment_code = ANY (${[...segments]}::text[]))`
}

/** Cases, newest first, after the one with this sort key. */
export async function listCases(
  db: Queryable,
  filter: CaseFilter,
  page: { readonly after: { readonly at: Date; readonly id: Id } | null; readonly limit: number },
  now: Date,
): Promise<CaseItem[]> {
  const conditions: Sql[] = [sql`true`]
  const { subject, status, customerCode, submitter, objectId, overdue, waitsForSecurity, involving } = filter
  if (subject !== undefined) conditions.push(sql`c.subject = ${subject}`)
  if (status !== undefined) conditions.push(sql`c.status = ${status}`)
  if (customerCode !== undefined) conditions.push(sql`c.customer_code = ${customerCode}`)
  if (submitter !== undefined) conditions.push(sql`c.submitter = ${submitter}`)
  if (objectId !== undefined) conditions.push(sql`c.object_id = ${objectId}`)
  if (overdue === true) {
    conditions.push(sql`c.status = 'running' AND (c.due_at < ${now}
      OR EXISTS (SELECT FROM approval_visit v WHERE v.case_id = c.id AND v.unassigned))`)
  }
  if (waitsForSecurity !== undefined) conditions.push(waitsAtEnd, within(waitsForSecurity))
  if (involving !== null) conditions.push(involves(involving))
  if (page.after) {
    conditions.push(sql`(c.submitted_at, c.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`)
  }
  return db.rows<CaseItem>(sql`
    SELECT ${caseItemColumns} FROM approval_case c
    WHERE ${join(conditions, ' AND ')} ORDER BY c.submitted_at DESC, c.id DESC LIMIT ${page.limit}`)
}

export async function findCaseItem(db: Queryable, id: Id): Promise<CaseItem | undefined> {
  const [row] = await db.rows<CaseItem>(
    sql`SELECT ${caseItemColumns} FROM approval_case c WHERE c.id = ${id}::uuid`,
  )
  return row
}

/** True when somebody takes part in the case. */
export async function takesPart(db: Queryable, id: Id, username: string): Promise<boolean> {
  const rows = await db.rows(
    sql`SELECT 1 FROM approval_case c WHERE c.id = ${id}::uuid AND ${involves(username)}`,
  )
  return rows.length > 0
}

/** A finished case for the same customer. */
export interface EarlierCase {
  readonly id: Id
  readonly number: bigint
  readonly subject: string
  readonly title: Bilingual
  readonly status: CaseStatus
  readonly amountMinor: bigint | null
  readonly currency: Currency | null
  readonly closedAt: Date
  readonly decidedBy: string | null
  readonly comment: string | null
}

/** What was decided for a customer before, newest first, with the last person's word. */
export async function listEarlier(db: Queryable, customerCode: string, except: Id): Promise<EarlierCase[]> {
  return db.rows<EarlierCase>(sql`
    SELECT c.id, c.number, c.subject, jsonb_build_object('zh', c.title_zh, 'en', c.title_en) AS title, c.status,
      c.amount_minor AS "amountMinor", c.currency, c.closed_at AS "closedAt", l.decided_by AS "decidedBy", l.comment
    FROM approval_case c
    LEFT JOIN LATERAL (
      SELECT s.decided_by, s.comment FROM approval_step s
      WHERE s.case_id = c.id AND s.decided_by IS NOT NULL ORDER BY s.decided_at DESC, s.seq DESC LIMIT 1) l ON true
    WHERE c.customer_code = ${customerCode} AND c.status <> 'running' AND c.id <> ${except}::uuid
    ORDER BY c.closed_at DESC LIMIT 20`)
}

/** Names of people by username; a machine's label stands for itself. */
export async function namesOf(
  db: Queryable,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ username: string; name: string }>(sql`
    SELECT username, display_name AS name FROM app_user WHERE username = ANY(${[...new Set(usernames)]}::text[])`)
  return new Map(rows.map(({ username, name }) => [username, name]))
}
