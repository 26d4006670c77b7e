import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** A customer with old debts of which nothing is agreed, in one currency. */
export interface BadDebtor {
  readonly id: Id
  readonly code: string
  readonly currency: Currency
  readonly oldestOn: CalendarDay
  readonly totalMinor: bigint
  /** The oldest of them, the oldest first. */
  readonly items: readonly { readonly source: string; readonly number: string; readonly itemNo: number }[]
}

/** Customers whose oldest debts of a currency were due before a day, the oldest first, with a few of these debts each. */
export async function listBadDebtors(
  db: Queryable,
  {
    today,
    dueBefore,
    currency,
    items,
    limit,
  }: {
    readonly today: CalendarDay
    readonly dueBefore: CalendarDay
    readonly currency: string
    readonly items: number
    readonly limit: number
  },
): Promise<BadDebtor[]> {
  return db.rows<BadDebtor>(sql`
    WITH held AS MATERIALIZED (SELECT document_id, item_no FROM paused_items(${today}::date)),
    late AS MATERIALIZED (
      SELECT a.customer_id, d.source, d.number, i.item_no, i.due_on, i.currency, i.open_minor,
        row_number() OVER (PARTITION BY a.customer_id ORDER BY i.due_on, d.number, i.item_no) AS place
      FROM exposure_item i JOIN document d ON d.id = i.document_id AND d.type = 'invoice'
      JOIN credit_account a ON a.id = i.account_id
      WHERE i.bucket = 'receivables' AND i.open_minor > 0 AND i.due_on < ${dueBefore}::date
        AND i.currency = ${currency}
        AND NOT EXISTS (SELECT FROM held WHERE held.document_id = i.document_id AND held.item_no = i.item_no)
        AND NOT EXISTS (SELECT FROM instalment_plan_item p
          WHERE p.document_id = i.document_id AND p.item_no = i.item_no AND p.current))
    SELECT c.id, c.code, l.currency, min(l.due_on) AS "oldestOn", sum(l.open_minor)::bigint AS "totalMinor",
      json_agg(json_build_object('source', l.source, 'number', l.number, 'itemNo', l.item_no)
        ORDER BY l.place) AS items
    FROM late l JOIN customer c ON c.id = l.customer_id WHERE l.place <= ${items}
    GROUP BY c.id, c.code, l.currency ORDER BY min(l.due_on), c.code LIMIT ${limit}`)
}

/** Whether a debt was ever handed over or written off. */
export async function anyRecoveryCase(db: Queryable): Promise<boolean> {
  const rows = await db.rows(sql`SELECT 1 FROM hand_over UNION ALL SELECT 1 FROM write_off LIMIT 1`)
  return rows.length > 0
}
