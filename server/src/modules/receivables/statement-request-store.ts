import type { Bilingual, Language } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { MoneyJson } from '../../kernel/money.js'
import { join, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { searchPattern } from '../customers/domain/search-key.js'
import type { StatementContent } from './domain/statement-content.js'
import type { StatementStatus } from './domain/statement-status.js'

/** A statement that was sent to be confirmed. */
export interface StatementRequest {
  readonly id: Id
  readonly customerId: Id
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCodes: readonly string[]
  readonly fromOn: CalendarDay
  readonly asOf: CalendarDay
  readonly language: Language
  readonly way: 'mail' | 'link'
  readonly recipient: string | null
  readonly status: StatementStatus
  readonly expiresAt: Date
  readonly contentHash: string | null
  readonly closing: readonly MoneyJson[]
  readonly attempts: number
  readonly failure: Bilingual | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly openedAt: Date | null
  readonly answeredAt: Date | null
  readonly answeredBy: string | null
  readonly answeredRole: string | null
  readonly answerComment: string | null
}

const columns = sql`r.id, r.customer_id AS "customerId", c.code AS "customerCode", c.name AS "customerName",
  c.owner_username AS "ownerUsername",
  ARRAY(SELECT s.code FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
        WHERE a.customer_id = r.customer_id ORDER BY s.code) AS "segmentCodes",
  r.from_on AS "fromOn", r.as_of AS "asOf", r.language, r.way, r.recipient, r.status, r.expires_at AS "expiresAt",
  r.content_hash AS "contentHash", r.closing, r.attempts, r.failure, r.created_by AS "createdBy",
  r.created_at AS "createdAt", r.sent_at AS "sentAt", r.opened_at AS "openedAt", r.answered_at AS "answeredAt",
  r.answered_by AS "answeredBy", r.answered_role AS "answeredRole", r.answer_comment AS "answerComment"`
const joined = sql`statement_request r JOIN customer c ON c.id = r.customer_id`

export type NewStatementRequest = Pick<
  StatementRequest,
  | 'id'
  | 'customerId'
  | 'fromOn'
  | 'asOf'
  | 'language'
  | 'way'
  | 'recipient'
  | 'expiresAt'
  | 'createdBy'
  | 'createdAt'
>

export async function insertStatementRequest(tx: Tx, r: NewStatementRequest): Promise<void> {
  await tx.run(sql`
    INSERT INTO statement_request (id, customer_id, from_on, as_of, language, way, recipient, status, expires_at,
      created_by, created_at)
    VALUES (${r.id}, ${r.customerId}, ${r.fromOn}, ${r.asOf}, ${r.language}, ${r.way}, ${r.recipient}, 'queued',
      ${r.expiresAt}, ${r.createdBy}, ${r.createdAt})`)
}

export async function findStatementRequest(db: Queryable, id: Id): Promise<StatementRequest | undefined> {
  const [row] = await db.rows<StatementRequest>(
    sql`SELECT ${columns} FROM ${joined} WHERE r.id = ${id}::uuid`,
  )
  return row
}

/** The statement, locked until the transaction ends. */
export async function lockStatementRequest(tx: Tx, id: Id): Promise<StatementRequest | undefined> {
  const [row] = await tx.rows<StatementRequest>(
    sql`SELECT ${columns} FROM ${joined} WHERE r.id = ${id}::uuid FOR UPDATE OF r`,
  )
  return row
}

/** Whose link this is, locked; the statement with what it says. Whether it still works is for the caller to judge. */
export async function lockByToken(
  tx: Tx,
  tokenHash: Buffer,
): Promise<(StatementRequest & { readonly content: StatementContent | null }) | undefined> {
  const [row] = await tx.rows<StatementRequest & { content: StatementContent | null }>(sql`
    SELECT ${columns}, r.content FROM ${joined} WHERE r.token_hash = ${tokenHash} FOR UPDATE OF r`)
  return row
}

export async function readStatementContent(db: Queryable, id: Id): Promise<StatementContent | undefined> {
  const [row] = await db.rows<{ content: StatementContent | null }>(
    sql`SELECT content FROM statement_request WHERE id = ${id}::uuid`,
  )
  return row?.content ?? undefined
}

/** Keeps what the statement says, once. */
export async function keepContent(
  tx: Tx,
  id: Id,
  made: {
    readonly content: StatementContent
    readonly contentHash: string
    readonly closing: readonly MoneyJson[]
  },
): Promise<void> {
  await tx.run(sql`
    UPDATE statement_request SET content = ${JSON.stringify(made.content)}::jsonb, content_hash = ${made.contentHash},
      closing = ${JSON.stringify(made.closing)}::jsonb
    WHERE id = ${id}::uuid AND content IS NULL`)
}

/** Gives the statement a new link; the earlier one stops working. */
export async function giveToken(
  tx: Tx,
  id: Id,
  { tokenHash, status }: { readonly tokenHash: Buffer; readonly status: 'sending' | 'sent' },
  at: Date,
): Promise<void> {
  await tx.run(sql`
    UPDATE statement_request SET token_hash = ${tokenHash}, status = ${status}, attempts = attempts + 1,
      failure = NULL, sent_at = CASE WHEN ${status} = 'sent' THEN ${at} ELSE sent_at END
    WHERE id = ${id}::uuid`)
}

/** How an attempt to send ended; nothing changes when the statement was answered or withdrawn meanwhile. */
export async function noteSending(
  tx: Tx,
  id: Id,
  end: { readonly status: 'queued' | 'sent' | 'failed'; readonly failure: Bilingual | null },
  at: Date,
): Promise<void> {
  await tx.run(sql`
    UPDATE statement_request SET status = ${end.status},
      failure = ${end.failure === null ? null : JSON.stringify(end.failure)}::jsonb,
      sent_at = CASE WHEN ${end.status} = 'sent' THEN ${at} ELSE sent_at END
    WHERE id = ${id}::uuid AND status = 'sending'`)
}

/** Puts a statement back to be sent again, with a new last day of its link. */
export async function requeue(tx: Tx, id: Id, expiresAt: Date): Promise<void> {
  await tx.run(sql`
    UPDATE statement_request SET status = 'queued', expires_at = ${expiresAt}, attempts = 0, failure = NULL
    WHERE id = ${id}::uuid`)
}

export async function setStatementStatus(
  tx: Tx,
  id: Id,
  status: 'opened' | 'withdrawn',
  at: Date,
): Promise<void> {
  await tx.run(sql`
    UPDATE statement_request SET status = ${status},
      opened_at = CASE WHEN ${status} = 'opened' THEN coalesce(opened_at, ${at}) ELSE opened_at END
    WHERE id = ${id}::uuid`)
}

export interface StatementAnswer {
  readonly status: 'confirmed' | 'disputed'
  readonly by: string
  readonly role: string | null
  readonly comment: string | null
  readonly from: string
  readonly at: Date
}

/** The customer's answer; it is given once. */
export async function keepAnswer(tx: Tx, id: Id, answer: StatementAnswer): Promise<void> {
  await tx.run(sql`
    UPDATE statement_request SET status = ${answer.status}, answered_at = ${answer.at}, answered_by = ${answer.by},
      answered_role = ${answer.role}, answer_comment = ${answer.comment}, answered_from = ${answer.from}
    WHERE id = ${id}::uuid`)
}

export const listedStatuses = ['waiting', 'expired', 'confirmed', 'disputed', 'failed', 'withdrawn'] as const
export type ListedStatus = (typeof listedStatuses)[number]

export interface StatementFilter {
  readonly status?: ListedStatus | undefined
  readonly customerCode?: string | undefined
  readonly search?: string | undefined
  readonly asOf?: CalendarDay | undefined
  readonly now: Date
}

function statusCondition(status: ListedStatus, now: Date): Sql {
  switch (status) {
    case 'waiting':
      return sql`r.status IN ('queued', 'sending', 'sent', 'opened') AND r.expires_at > ${now}`
    case 'expired':
      return sql`r.status IN ('queued', 'sending', 'sent', 'opened') AND r.expires_at <= ${now}`
    case 'confirmed':
    case 'disputed':
    case 'failed':
    case 'withdrawn':
      return sql`r.status = ${status}`
  }
}

function where({ status, customerCode, search, asOf, now }: StatementFilter): Sql {
  const conditions = [
    sql`true`,
    status && statusCondition(status, now),
    customerCode && sql`c.code = ${customerCode}`,
    asOf && sql`r.as_of = ${asOf}`,
    search && sql`c.search_key LIKE ${searchPattern(search)}`,
  ].filter((condition) => condition instanceof Object)
  return sql`FROM ${joined} WHERE ${join(conditions, ' AND ')}`
}

/** Newest first. */
export async function listStatementRequests(
  db: Queryable,
  filter: StatementFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<StatementRequest[]> {
  return db.rows<StatementRequest>(sql`
    SELECT ${columns} ${where(filter)} ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit} OFFSET ${offset}`)
}

/** How many there are of each status; the status of the filter is left aside. */
export async function countStatementRequests(
  db: Queryable,
  filter: StatementFilter,
): Promise<{ readonly status: ListedStatus; readonly count: number }[]> {
  const cases = listedStatuses.map(
    (status) => sql`WHEN ${statusCondition(status, filter.now)} THEN ${status}::text`,
  )
  return db.rows<{ status: ListedStatus; count: number }>(sql`
    SELECT CASE ${join(cases, ' ')} END AS status, count(*)::int AS count
    ${where({ ...filter, status: undefined })} GROUP BY 1`)
}

/** Customers that owe something, by code. */
export async function customersOwing(db: Queryable, limit: number): Promise<{ id: Id; code: string }[]> {
  return db.rows<{ id: Id; code: string }>(sql`
    SELECT c.id, c.code FROM customer c
    WHERE c.status <> 'inactive' AND EXISTS (
      SELECT FROM credit_account a JOIN exposure_item i ON i.account_id = a.id
      WHERE a.customer_id = c.id AND i.bucket IN ('receivables', 'unapplied') AND i.open_minor <> 0)
    ORDER BY c.code LIMIT ${limit}`)
}

/** Where the statement of a customer goes: contacts for accounts first, then by name. */
export async function statementMailbox(db: Queryable, customerId: Id): Promise<string | undefined> {
  const [row] = await db.rows<{ email: string }>(sql`
    SELECT email FROM customer_contact WHERE customer_id = ${customerId}::uuid AND email IS NOT NULL
    ORDER BY coalesce(role, '') ~* '财务|会计|对账|account|finance' DESC, name, id LIMIT 1`)
  return row?.email
}
