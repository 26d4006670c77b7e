import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { OwedItem } from './domain/collecting.js'

/** A customer to talk to, with what is overdue and free. */
export interface OverdueCustomer {
  readonly id: Id
  readonly code: string
  readonly owed: readonly OwedItem[]
}

/**
 * Customers with something overdue of which nothing is agreed, or with a step that is due: those with a step first, then
 * drawn by a hash of code and day. Who was talked to within ten days is left alone, unless a step is due.
 */
export async function drawOverdueCustomers(
  db: Queryable,
  today: CalendarDay,
  limit: number,
): Promise<OverdueCustomer[]> {
  const rows = await db.rows<{
    id: Id
    code: string
    owed: readonly (Omit<OwedItem, 'openMinor'> & { open: string })[]
  }>(sql`
    WITH held AS MATERIALIZED (SELECT document_id, item_no FROM paused_items(${today}::date)),
    late AS MATERIALIZED (
      SELECT a.customer_id, d.source, d.number, i.item_no, i.due_on, i.currency, i.open_minor
      FROM exposure_item i JOIN document d ON d.id = i.document_id AND d.type = 'invoice'
      JOIN credit_account a ON a.id = i.account_id
      WHERE i.bucket = 'receivables' AND i.open_minor > 0 AND i.due_on < ${today}::date
        AND NOT EXISTS (SELECT FROM held WHERE held.document_id = i.document_id AND held.item_no = i.item_no)
        AND NOT EXISTS (SELECT FROM instalment_plan_item p
          WHERE p.document_id = i.document_id AND p.item_no = i.item_no AND p.current)),
    step AS MATERIALIZED (
      SELECT DISTINCT customer_id FROM collection_task WHERE status = 'open' AND due_on <= ${today}::date)
    SELECT c.id, c.code, coalesce((
      SELECT json_agg(json_build_object('source', l.source, 'number', l.number, 'itemNo', l.item_no, 'dueOn', l.due_on,
        'currency', l.currency, 'open', l.open_minor::text) ORDER BY l.due_on, l.number, l.item_no)
      FROM late l WHERE l.customer_id = c.id), '[]'::json) AS owed
    FROM customer c LEFT JOIN step ON step.customer_id = c.id
    WHERE step.customer_id IS NOT NULL OR (
      EXISTS (SELECT FROM late l WHERE l.customer_id = c.id)
      AND NOT EXISTS (SELECT FROM contact k WHERE k.customer_id = c.id AND k.at > ${today}::date - 10))
    ORDER BY step.customer_id IS NULL, md5(c.code || ${today}) LIMIT ${limit}`)
  return rows.map(({ owed, ...one }) => ({
    ...one,
    owed: owed.map(({ open, ...item }) => ({ ...item, openMinor: BigInt(open) })),
  }))
}

/** Whether somebody has noted a contact on a day of the zone. */
export async function collectedOn(db: Queryable, day: CalendarDay, timeZone: string): Promise<boolean> {
  const rows = await db.rows(sql`
    SELECT 1 FROM contact WHERE run_id IS NULL AND (at AT TIME ZONE ${timeZone})::date = ${day}::date LIMIT 1`)
  return rows.length > 0
}
