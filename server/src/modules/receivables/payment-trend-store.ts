import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { scopeAccounts, type BookScope } from './open-item-store.js'

/** How the money of one month came in: settled amounts weighted by their days after the due date. */
export interface PaymentMonth {
  /** `YYYY-MM` in which the money came. */
  readonly month: string
  readonly currency: Currency
  readonly settledMinor: bigint
  readonly lateMinor: bigint
  readonly settlements: number
  readonly lateSettlements: number
  /** Mean days after due, weighted by amount, one decimal; negative is early. */
  readonly meanDelayDays: string
}

/** Months of settlements from `from` to `to`; only money counts, not credit notes or write-offs. */
export async function listPaymentMonths(
  db: Queryable,
  scope: BookScope,
  from: CalendarDay,
  to: CalendarDay,
): Promise<PaymentMonth[]> {
  return db.rows<PaymentMonth>(sql`
    WITH ${scopeAccounts(scope)},
    paid AS (
      SELECT entry.account_id, entry.document_id, entry.item_no, entry.currency, min(entry.effective_on) AS on_day,
        -sum(entry.delta_minor) AS minor
      FROM exposure_entry entry
      JOIN document cause ON cause.id = entry.cause_id AND cause.type = 'receipt'
      WHERE entry.account_id IN (SELECT id FROM scope) AND entry.bucket = 'receivables'
        AND entry.effective_on BETWEEN ${from} AND ${to}
      GROUP BY entry.account_id, entry.document_id, entry.item_no, entry.currency, entry.cause_id
      HAVING sum(entry.delta_minor) < 0),
    settled AS (
      SELECT on_day, paid.currency, minor, on_day - coalesce(item.due_on, item.document_on) AS days
      FROM paid JOIN exposure_item item USING (account_id, document_id, item_no))
    SELECT to_char(on_day, 'YYYY-MM') AS month, currency, sum(minor)::bigint AS "settledMinor",
      coalesce(sum(minor) FILTER (WHERE days > 0), 0)::bigint AS "lateMinor", count(*)::int AS settlements,
      (count(*) FILTER (WHERE days > 0))::int AS "lateSettlements",
      round(sum(minor * days) / sum(minor), 1)::text AS "meanDelayDays"
    FROM settled GROUP BY 1, 2 ORDER BY 1, 2`)
}
