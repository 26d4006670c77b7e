import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { subjectStatement, type SubjectQuestion } from './aging-sums-store.js'
import { scopeAccounts, type BookScope } from './open-item-store.js'

/** What of the open receivables of one subject in one currency is disputed, in minor units. */
export interface DisputedSums {
  readonly code: string
  readonly currency: Currency
  readonly disputedMinor: bigint
  /** Past due and in segments that do not count disputed amounts as overdue. */
  readonly leftOutMinor: bigint
}

/** The disputed part of what is open today, of every subject of which anything is disputed. */
export async function listDisputed(
  db: Queryable,
  question: SubjectQuestion & { readonly today: CalendarDay; readonly scope: BookScope },
): Promise<DisputedSums[]> {
  const { today, scope } = question
  const resums = [sql`sum_minor(disputed) AS disputed`, sql`sum_minor(left_out) AS left_out`]
  return db.rows<DisputedSums>(sql`
    WITH ${scopeAccounts(scope)},
    held AS MATERIALIZED (
      SELECT document_id, item_no, paused_minor FROM paused_items(${today}::date) WHERE reason = 'disputed'),
    account_sum AS (
      SELECT i.account_id, i.currency, a.segment_id, a.customer_id, c.code AS customer_code, 0::bigint AS unapplied,
        sum_minor(held.paused_minor) AS disputed,
        coalesce(sum_minor(held.paused_minor) FILTER (
          WHERE i.due_on < ${today}::date AND NOT s.disputed_counts_overdue), 0) AS left_out
      FROM held JOIN document d ON d.id = held.document_id
      JOIN exposure_item i ON i.account_id = d.account_id AND i.document_id = d.id AND i.item_no = held.item_no
      JOIN credit_account a ON a.id = i.account_id JOIN customer c ON c.id = a.customer_id
      JOIN credit_segment s ON s.id = a.segment_id
      WHERE i.account_id IN (SELECT id FROM scope)
      GROUP BY i.account_id, i.currency, a.segment_id, a.customer_id, c.code)
    SELECT code, currency, disputed::bigint AS "disputedMinor", left_out::bigint AS "leftOutMinor"
    FROM (${subjectStatement(question, resums)}) AS subject`)
}
