import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable } from '../../../platform/db/types.js'

/** What became of a customer in the window after a day. */
export interface Outcome {
  readonly customerId: Id
  /** Had something as late as that on the day itself: it is no case, it is lost already. */
  readonly already: boolean
  readonly bad: boolean
  /** Late for longer than what is still good, and not as late as what is bad. */
  readonly doubtful: boolean
  /** Had anything fall due in the window: nobody can be good who owed nothing. */
  readonly seen: boolean
  /** When its first invoice was written. */
  readonly firstInvoiceOn: CalendarDay
}

export interface OutcomeWindow {
  readonly from: CalendarDay
  readonly to: CalendarDay
  /** Bad is what is open for more days than this after it was due. */
  readonly overdueDays: number
  /** Neither good nor bad is what is open for more days than this; unless said there is nothing between. */
  readonly doubtfulDays?: number | null
  /** A write-off in the window is bad however early it comes; unless said it is not. */
  readonly writeOffs?: boolean
}

/**
 * Whether any instalment of a customer was still open more than so many days after it was due, by the ledger, on a day
 * after `from` up to `to`, or was written off then.
 */
export async function listOutcomes(
  db: Queryable,
  customerIds: readonly Id[],
  { from, to, overdueDays, doubtfulDays = null, writeOffs = false }: OutcomeWindow,
): Promise<Outcome[]> {
  const doubt = doubtfulDays ?? overdueDays
  return db.rows<Outcome>(sql`
    WITH item AS (
      SELECT a.customer_id, i.account_id, i.document_id, i.item_no, i.document_on,
        coalesce(i.due_on, i.document_on) AS due_on
      FROM credit_account a
      CROSS JOIN LATERAL (
        SELECT i.* FROM exposure_item i
        WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.amount_minor > 0 AND i.document_on <= ${to}
        OFFSET 0) AS i
      JOIN document d ON d.id = i.document_id AND d.type = 'invoice' AND d.status <> 'cancelled'
      WHERE a.customer_id = ANY(${customerIds}::uuid[])),
    judged AS (
      SELECT customer_id, document_on, due_on, due_on + ${overdueDays}::int + 1 AS late_on,
        due_on + ${doubt}::int + 1 AS doubt_on, e.open_then, e.open_late, e.open_doubt, e.written_then, e.written_later
      FROM item CROSS JOIN LATERAL (
        SELECT coalesce(sum(delta_minor) FILTER (WHERE effective_on <= ${from}), 0) AS open_then,
          coalesce(sum(delta_minor) FILTER (WHERE effective_on <= item.due_on + ${overdueDays}::int + 1), 0) AS open_late,
          coalesce(sum(delta_minor) FILTER (WHERE effective_on <= item.due_on + ${doubt}::int + 1), 0) AS open_doubt,
          coalesce(bool_or(cause.type = 'write-off' AND effective_on <= ${from}), false) AS written_then,
          coalesce(bool_or(cause.type = 'write-off' AND effective_on > ${from} AND effective_on <= ${to}), false)
            AS written_later
        FROM exposure_entry e LEFT JOIN document cause ON cause.id = e.cause_id AND e.delta_minor < 0
        WHERE e.account_id = item.account_id AND e.document_id = item.document_id AND e.item_no = item.item_no
        OFFSET 0) AS e)
    SELECT customer_id AS "customerId",
      bool_or(late_on <= ${from} AND open_then > 0 OR ${writeOffs} AND written_then) AS already,
      bool_or(late_on > ${from} AND late_on <= ${to} AND open_late > 0 OR ${writeOffs} AND written_later) AS bad,
      ${doubtfulDays !== null} AND bool_or(doubt_on > ${from} AND doubt_on <= ${to} AND open_doubt > 0) AS doubtful,
      bool_or(due_on > ${from} AND due_on <= ${to}) AS seen,
      min(document_on) AS "firstInvoiceOn"
    FROM judged GROUP BY customer_id`)
}

/** Customers of these of whom an order was held or refused in the window. */
export async function listTurnedAway(
  db: Queryable,
  customerIds: readonly Id[],
  { from, to }: Pick<OutcomeWindow, 'from' | 'to'>,
): Promise<Set<Id>> {
  const rows = await db.rows<{ id: Id }>(sql`
    SELECT c.id FROM unnest(${customerIds}::uuid[]) AS c (id)
    WHERE EXISTS (
      SELECT FROM credit_account a JOIN credit_decision d ON d.account_id = a.id
      WHERE a.customer_id = c.id AND d.binding AND d.outcome IN ('held', 'rejected')
        AND d.decided_at >= ${from}::date AND d.decided_at < ${to}::date + 1)`)
  return new Set(rows.map(({ id }) => id))
}

/** A customer that may be drawn. */
export interface Candidate {
  readonly id: Id
  readonly code: string
}

/** Customers with an account in one of the segments (any when none is named), by id. */
export async function listCandidates(
  db: Queryable,
  { segments, activeOnly }: { readonly segments: readonly string[]; readonly activeOnly: boolean },
  after: Id | null,
  limit: number,
): Promise<Candidate[]> {
  return db.rows<Candidate>(sql`
    SELECT c.id, c.code FROM customer c
    WHERE (${after}::uuid IS NULL OR c.id > ${after}::uuid) AND (NOT ${activeOnly} OR c.status = 'active')
      AND (cardinality(${segments}::text[]) = 0 OR EXISTS (
        SELECT FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
        WHERE a.customer_id = c.id AND s.code = ANY(${segments}::text[])))
    ORDER BY c.id LIMIT ${limit}`)
}
