import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Conduct } from '../policy/domain/automatic.js'
import type { Granted } from '../policy/domain/granted.js'

/** How an account stands now, with its base limit and what was agreed beside it. */
export interface AccountConduct extends Conduct {
  readonly accountId: Id
  readonly baseMinor: bigint | null
  readonly agreed: Granted | null
}

/** Stand and behaviour of accounts; payments count from a day on, by the ledger. */
export async function listConduct(
  db: Queryable,
  accountIds: readonly Id[],
  days: { readonly today: CalendarDay; readonly since: CalendarDay; readonly timeZone: string },
): Promise<ReadonlyMap<Id, AccountConduct>> {
  const { today, since, timeZone } = days
  const rows = await db.rows<AccountConduct>(sql`
    SELECT a.id AS "accountId", a.status AS "accountStatus", c.status AS "customerStatus", base.amount_minor AS "baseMinor",
      (a.forced_hold IS NOT NULL AND coalesce(a.forced_hold_until, ${today}::date) >= ${today}::date)
        OR (c.forced_hold IS NOT NULL AND coalesce(c.forced_hold_until, ${today}::date) >= ${today}::date) AS "onHold",
      overdue.yes AS "isOverdue", paid.late AS "lateDays", first.day AS "firstTradedOn",
      changed.raised AS "raisedOn", changed.cut AS "cutOn", agreed.granted AS agreed
    FROM credit_account a
    JOIN customer c ON c.id = a.customer_id
    LEFT JOIN LATERAL (
      SELECT l.amount_minor FROM limit_line l
      WHERE l.account_id = a.id AND l.revoked_at IS NULL AND l.kind = 'base' AND l.valid_from <= ${today}::date
        AND (l.valid_to IS NULL OR l.valid_to >= ${today}::date)
      ORDER BY l.valid_from DESC, l.created_at DESC LIMIT 1) AS base ON a.limit_mode = 'amount'
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM credit_account own JOIN exposure_item i ON i.account_id = own.id
        WHERE own.customer_id = a.customer_id AND i.bucket = 'receivables' AND i.open_minor > 0
          AND i.due_on < ${today}::date) AS yes) AS overdue
    CROSS JOIN LATERAL (
      SELECT max(greatest(0, e.effective_on - i.due_on)) AS late
      FROM exposure_entry e JOIN exposure_item i USING (account_id, document_id, item_no)
      WHERE e.account_id = a.id AND e.bucket = 'receivables' AND e.delta_minor < 0 AND i.due_on IS NOT NULL
        AND e.effective_on >= ${since}::date AND e.effective_on <= ${today}::date) AS paid
    CROSS JOIN LATERAL (
      SELECT min(d.document_on) AS day FROM document d
      WHERE d.account_id = a.id AND d.type IN ('order', 'invoice') AND d.document_on <= ${today}::date) AS first
    CROSS JOIN LATERAL (
      SELECT max((p.decided_at AT TIME ZONE ${timeZone}::text)::date) FILTER (WHERE p.change_minor > 0) AS raised,
        max((p.decided_at AT TIME ZONE ${timeZone}::text)::date) FILTER (WHERE p.change_minor < 0) AS cut
      FROM limit_proposal p WHERE p.account_id = a.id AND p.automatic) AS changed
    LEFT JOIN LATERAL (
      SELECT p.granted FROM limit_proposal p
      WHERE p.account_id = a.id AND p.status = 'accepted' AND p.granted IS NOT NULL
      ORDER BY p.created_at DESC, p.id DESC LIMIT 1) AS agreed ON true
    WHERE a.id = ANY(${accountIds}::uuid[])`)
  return new Map(rows.map((row) => [row.accountId, row]))
}
