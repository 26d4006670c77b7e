import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable } from '../../../platform/db/types.js'
import type { CurrencyFactors } from '../currency-factor-store.js'
import type { ItemHistory } from '../domain/validation/judge-outcome.js'

/** Every instalment of customers that was billed up to a day, with its ledger up to that day. */
export async function listItemHistories(
  db: Queryable,
  customerIds: readonly Id[],
  until: CalendarDay,
  factors: CurrencyFactors,
): Promise<Map<Id, ItemHistory[]>> {
  const rows = await db.rows<ItemHistory & { customerId: Id }>(sql`
    WITH factor AS (
      SELECT * FROM unnest(${factors.currencies}::text[], ${factors.factors}::numeric[]) AS f (currency, factor))
    SELECT a.customer_id AS "customerId", i.document_on AS "billedOn", coalesce(i.due_on, i.document_on) AS "dueOn",
      i.amount_minor AS "amountMinor", round(i.amount_minor * f.factor)::bigint AS "valueMinor",
      e.days, e.deltas, e.off_days AS "writeOffDays", e.offs AS "writeOffs"
    FROM credit_account a
    CROSS JOIN LATERAL (
      SELECT i.* FROM exposure_item i
      WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.amount_minor > 0 AND i.document_on <= ${until}
      OFFSET 0) AS i
    JOIN document d ON d.id = i.document_id AND d.type = 'invoice' AND d.status <> 'cancelled'
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(e.effective_on ORDER BY e.seq), '{}') AS days,
        coalesce(array_agg(e.delta_minor ORDER BY e.seq), '{}') AS deltas,
        coalesce(array_agg(e.effective_on ORDER BY e.seq) FILTER (WHERE w.id IS NOT NULL), '{}') AS off_days,
        coalesce(array_agg(-e.delta_minor ORDER BY e.seq) FILTER (WHERE w.id IS NOT NULL), '{}') AS offs
      FROM exposure_entry e
      LEFT JOIN document w ON w.id = e.cause_id AND w.type = 'write-off'
      WHERE e.account_id = i.account_id AND e.document_id = i.document_id AND e.item_no = i.item_no
        AND e.effective_on <= ${until}
      OFFSET 0) AS e
    LEFT JOIN factor f ON f.currency = i.currency
    WHERE a.customer_id = ANY(${customerIds}::uuid[])`)
  const found = new Map<Id, ItemHistory[]>()
  for (const { customerId, ...item } of rows) {
    const items = found.get(customerId)
    if (items === undefined) found.set(customerId, [item])
    else items.push(item)
  }
  return found
}
