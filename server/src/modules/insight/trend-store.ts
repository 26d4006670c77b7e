import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** Changes of receivables by the month in which they took effect and the month at whose end they are overdue first. */
export interface TrendCell {
  readonly currency: Currency
  /** First day of the month in which the change took effect. */
  readonly effectiveMonth: CalendarDay
  /** First day of the month at whose end what is still open of it counts as overdue. */
  readonly overdueMonth: CalendarDay
  readonly deltaMinor: bigint
}

/**
 * The ledger of receivables condensed to months: from it the balance and the overdue part at the end of every month
 * follow by summing. An item due on the last day of a month is overdue at the end of the next one.
 */
export async function listTrendCells(
  db: Queryable,
  until: CalendarDay,
  onlyCustomersOf: string | null,
): Promise<TrendCell[]> {
  return db.rows<TrendCell>(sql`
    SELECT entry.currency, date_trunc('month', entry.effective_on)::date AS "effectiveMonth",
      date_trunc('month', coalesce(item.due_on, item.document_on) + 1)::date AS "overdueMonth",
      sum(entry.delta_minor)::bigint AS "deltaMinor"
    FROM exposure_entry entry
    JOIN exposure_item item USING (account_id, document_id, item_no)
    WHERE entry.bucket = 'receivables' AND entry.effective_on <= ${until}
      AND (${onlyCustomersOf}::text IS NULL OR entry.account_id IN (
        SELECT account.id FROM credit_account account JOIN customer ON customer.id = account.customer_id
        WHERE customer.owner_username = ${onlyCustomersOf}))
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
}
