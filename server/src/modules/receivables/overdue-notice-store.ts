import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'

/** An instalment whose due day has passed while something of it is open. */
export interface OverdueItem {
  readonly customerCode: string
  readonly segmentCode: string
  readonly source: string
  readonly number: string
  readonly itemNo: number
  readonly dueOn: CalendarDay
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly openMinor: bigint
}

/**
 * Notes up to `limit` instalments that became overdue in the `days` days before `today` and were not noted yet, and
 * gives them, oldest first. What was overdue for longer when it came in, an old book for example, is not news.
 */
export async function noteOverdueItems(
  tx: Tx,
  scope: { readonly today: CalendarDay; readonly days: number; readonly at: Date; readonly limit: number },
): Promise<OverdueItem[]> {
  return tx.rows<OverdueItem>(sql`
    WITH noted AS (
      INSERT INTO overdue_notice (account_id, document_id, item_no, due_on, told_at)
      SELECT i.account_id, i.document_id, i.item_no, i.due_on, ${scope.at}
      FROM exposure_item i
      WHERE i.bucket = 'receivables' AND i.open_minor <> 0
        AND i.due_on < ${scope.today}::date AND i.due_on >= ${addDays(scope.today, -scope.days)}::date
        AND NOT EXISTS (
          SELECT FROM overdue_notice n
          WHERE (n.account_id, n.document_id, n.item_no, n.due_on) = (i.account_id, i.document_id, i.item_no, i.due_on))
      ORDER BY i.due_on, i.document_id, i.item_no
      LIMIT ${scope.limit}
      ON CONFLICT DO NOTHING
      RETURNING account_id, document_id, item_no)
    SELECT customer.code AS "customerCode", segment.code AS "segmentCode", document.source, document.number,
      item.item_no AS "itemNo", item.due_on AS "dueOn", item.currency, item.amount_minor AS "amountMinor",
      item.open_minor AS "openMinor"
    FROM noted
    JOIN exposure_item item USING (account_id, document_id, item_no)
    JOIN document ON document.id = item.document_id
    JOIN credit_account account ON account.id = item.account_id
    JOIN customer ON customer.id = account.customer_id
    JOIN credit_segment segment ON segment.id = account.segment_id
    ORDER BY item.due_on, item.document_id, item.item_no`)
}
