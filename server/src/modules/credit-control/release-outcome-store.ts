import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** A release of the past and what became of the order: what of its invoices is open, overdue or written off. */
export interface ReleaseOutcome {
  readonly holdId: Id
  readonly documentNumber: string
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly releasedBy: string
  readonly releasedAt: Date
  readonly billedMinor: bigint
  readonly openMinor: bigint
  readonly writtenOffMinor: bigint
  /** The earliest day on which something that is still open was due. */
  readonly oldestDueOn: CalendarDay | null
  /** Days past due of the last payment; negative when it came early. */
  readonly paidLateDays: number | null
}

/**
 * The latest releases for a customer. Invoices are found from the order over its deliveries, by the links that the
 * documents themselves name.
 */
export async function listReleaseOutcomes(
  db: Queryable,
  customerCode: string,
  limit: number,
): Promise<ReleaseOutcome[]> {
  return db.rows<ReleaseOutcome>(sql`
    WITH release AS MATERIALIZED (
      SELECT h.id, h.account_id, h.document_type, h.document_number, h.released_minor, h.currency, h.closed_by, h.closed_at
      FROM hold h JOIN credit_account a ON a.id = h.account_id JOIN customer c ON c.id = a.customer_id
      WHERE c.code = ${customerCode} AND h.status = 'released'
      ORDER BY h.closed_at DESC LIMIT ${limit}
    ), invoice AS (
      SELECT DISTINCT release.id AS hold_id, i.id, i.account_id, i.number FROM release
      JOIN document_link d ON d.account_id = release.account_id AND d.from_number = release.document_number
        AND d.from_type = release.document_type
      JOIN document via ON via.id = d.document_id
      LEFT JOIN document_link e ON e.account_id = via.account_id AND e.from_number = via.number
        AND e.from_type = via.type AND via.type = 'delivery'
      JOIN document i ON i.id = coalesce(e.document_id, d.document_id) AND i.type = 'invoice' AND i.status <> 'cancelled'
    ), item AS (
      SELECT invoice.hold_id, x.document_id, x.item_no, x.account_id, x.amount_minor, x.open_minor, x.due_on
      FROM invoice JOIN exposure_item x ON x.account_id = invoice.account_id AND x.document_id = invoice.id
        AND x.bucket = 'receivables'
    ), billed AS (
      SELECT hold_id, sum_minor(amount_minor) AS billed, sum_minor(open_minor) AS open,
        min(due_on) FILTER (WHERE open_minor > 0) AS oldest_due
      FROM item GROUP BY hold_id
    ), paid AS (
      SELECT item.hold_id, max(entry.effective_on - item.due_on) AS late
      FROM item JOIN exposure_entry entry ON entry.account_id = item.account_id
        AND entry.document_id = item.document_id AND entry.item_no = item.item_no AND entry.delta_minor < 0
      WHERE item.open_minor = 0 GROUP BY item.hold_id
    ), lost AS (
      SELECT invoice.hold_id, sum_minor(l.applied_minor) AS lost
      FROM invoice JOIN document_link l ON l.account_id = invoice.account_id AND l.from_number = invoice.number
        AND l.from_type = 'invoice'
      JOIN document w ON w.id = l.document_id AND w.type = 'write-off' GROUP BY invoice.hold_id
    )
    SELECT release.id AS "holdId", release.document_number AS "documentNumber",
      release.released_minor AS "amountMinor", release.currency, release.closed_by AS "releasedBy",
      release.closed_at AS "releasedAt", coalesce(billed.billed, 0)::bigint AS "billedMinor",
      coalesce(billed.open, 0)::bigint AS "openMinor", coalesce(lost.lost, 0)::bigint AS "writtenOffMinor",
      billed.oldest_due AS "oldestDueOn", paid.late AS "paidLateDays"
    FROM release LEFT JOIN billed ON billed.hold_id = release.id LEFT JOIN paid ON paid.hold_id = release.id
    LEFT JOIN lost ON lost.hold_id = release.id
    ORDER BY release.closed_at DESC`)
}
