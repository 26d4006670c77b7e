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
  /** Had anything fall due in the window: nobody can be good who owed nothing. */
  readonly seen: boolean
}

/**
 * Whether any instalment of a customer was still open more than so many days after it was due, by the ledger, on a day
 * after `from` up to `to`.
 */
export async function listOutcomes(
  db: Queryable,
  customerIds: readonly Id[],
  window: { readonly from: CalendarDay; readonly to: CalendarDay; readonly overdueDays: number },
): Promise<Outcome[]> {
  const { from, to, overdueDays } = window
  return db.rows<Outcome>(sql`
    WITH item AS (
      SELECT a.customer_id, i.account_id, i.document_id, i.item_no, coalesce(i.due_on, i.document_on) AS due_on
      FROM credit_account a
      CROSS JOIN LATERAL (
        SELECT i.* FROM exposure_item i
        WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.amount_minor > 0 AND i.document_on <= ${to}
        OFFSET 0) AS i
      JOIN document d ON d.id = i.document_id AND d.type = 'invoice' AND d.status <> 'cancelled'
      WHERE a.customer_id = ANY(${customerIds}::uuid[])),
    judged AS (
      SELECT customer_id, due_on, due_on + ${overdueDays}::int + 1 AS late_on, e.open_then, e.open_late
      FROM item CROSS JOIN LATERAL (
        SELECT coalesce(sum(delta_minor) FILTER (WHERE effective_on <= ${from}), 0) AS open_then,
          coalesce(sum(delta_minor) FILTER (WHERE effective_on <= item.due_on + ${overdueDays}::int + 1), 0) AS open_late
        FROM exposure_entry e
        WHERE e.account_id = item.account_id AND e.document_id = item.document_id AND e.item_no = item.item_no
        OFFSET 0) AS e)
    SELECT customer_id AS "customerId",
      bool_or(late_on <= ${from} AND open_then > 0) AS already,
      bool_or(late_on > ${from} AND late_on <= ${to} AND open_late > 0) AS bad,
      bool_or(due_on > ${from} AND due_on <= ${to}) AS seen
    FROM judged GROUP BY customer_id`)
}
