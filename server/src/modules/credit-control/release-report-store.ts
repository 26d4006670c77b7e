import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** A release in the period. */
export interface ReleaseRow {
  readonly holdId: Id
  readonly accountId: Id
  readonly source: string
  readonly documentType: string
  readonly documentNumber: string
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly releasedBy: string
  readonly releasedAt: Date
  readonly reason: string | null
  readonly reasonCode: string | null
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
}

export interface ReleasePeriod {
  readonly from: CalendarDay
  readonly to: CalendarDay
  readonly timeZone: string
  readonly releasedBy?: string | undefined
  readonly reasonCode?: string | undefined
}

/** Releases by the day on which they were given, oldest first. */
export async function listReleases(
  db: Queryable,
  period: ReleasePeriod,
  limit: number,
): Promise<ReleaseRow[]> {
  const { from, to, timeZone, releasedBy = null, reasonCode = null } = period
  return db.rows<ReleaseRow>(sql`
    SELECT h.id AS "holdId", h.account_id AS "accountId", h.source, h.document_type AS "documentType",
      h.document_number AS "documentNumber", h.released_minor AS "amountMinor", h.currency,
      h.closed_by AS "releasedBy", h.closed_at AS "releasedAt", h.close_reason AS reason,
      h.reasons -> 0 ->> 'code' AS "reasonCode", c.code AS "customerCode", c.name AS "customerName",
      s.code AS "segmentCode"
    FROM hold h JOIN credit_account a ON a.id = h.account_id JOIN customer c ON c.id = a.customer_id
    JOIN credit_segment s ON s.id = a.segment_id
    WHERE h.status = 'released' AND h.closed_at >= (${from}::date)::timestamp AT TIME ZONE ${timeZone}
      AND h.closed_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
      AND (${releasedBy}::text IS NULL OR h.closed_by = ${releasedBy})
      AND (${reasonCode}::text IS NULL OR h.reasons -> 0 ->> 'code' = ${reasonCode})
    ORDER BY h.closed_at, h.id LIMIT ${limit}`)
}

/** An instalment of an invoice that bills a released order, with what came of it. */
export interface BilledItem {
  readonly holdId: Id
  readonly invoiceId: Id
  readonly itemNo: number
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly openMinor: bigint
  readonly dueOn: CalendarDay
  /** How much of the whole invoice comes from the released document, of how much. */
  readonly shareMinor: bigint
  readonly invoiceMinor: bigint
}

/** Invoices of the released documents: at once, or by way of deliveries. Cancelled documents bill nothing. */
export async function listBilledItems(db: Queryable, holdIds: readonly Id[]): Promise<BilledItem[]> {
  if (holdIds.length === 0) return []
  return db.rows<BilledItem>(sql`
    WITH released AS MATERIALIZED (
      SELECT id AS hold_id, account_id, source, document_type AS type, document_number AS number FROM hold
      WHERE id = ANY(${holdIds}::uuid[])
    ), delivered AS (
      SELECT DISTINCT r.hold_id, d.account_id, d.source, d.number FROM released r
      JOIN document_link l ON l.account_id = r.account_id AND l.from_number = r.number AND l.from_type = r.type
        AND l.source = r.source
      JOIN document d ON d.id = l.document_id AND d.type = 'delivery' AND d.status <> 'cancelled'
    ), origin AS (
      SELECT hold_id, account_id, source, type, number FROM released WHERE type <> 'invoice'
      UNION SELECT hold_id, account_id, source, 'delivery', number FROM delivered
    ), billed AS (
      SELECT o.hold_id, l.document_id, sum(l.amount_minor)::bigint AS share FROM origin o
      JOIN document_link l ON l.account_id = o.account_id AND l.from_number = o.number AND l.from_type = o.type
        AND l.source = o.source
      GROUP BY o.hold_id, l.document_id
      UNION ALL
      SELECT r.hold_id, d.id, d.total_minor FROM released r
      JOIN document d ON d.source = r.source AND d.type = 'invoice' AND d.number = r.number WHERE r.type = 'invoice'
    )
    SELECT b.hold_id AS "holdId", i.id AS "invoiceId", x.item_no AS "itemNo", x.currency,
      x.amount_minor AS "amountMinor", x.open_minor AS "openMinor", coalesce(x.due_on, x.document_on) AS "dueOn",
      least(b.share, i.total_minor) AS "shareMinor", i.total_minor AS "invoiceMinor"
    FROM billed b JOIN document i ON i.id = b.document_id AND i.type = 'invoice' AND i.status <> 'cancelled'
      AND i.total_minor > 0
    JOIN exposure_item x ON x.account_id = i.account_id AND x.document_id = i.id AND x.bucket = 'receivables'
    ORDER BY b.hold_id, i.id, x.item_no`)
}

/** What one document took off an instalment, net of its corrections, and when it last did. */
export interface Settlement {
  readonly invoiceId: Id
  readonly itemNo: number
  readonly isWriteOff: boolean
  readonly minor: bigint
  readonly on: CalendarDay
}

/** By receipts, credit notes and write-offs. A receipt that bounced nets to nothing and is left out. */
export async function listSettlements(db: Queryable, invoiceIds: readonly Id[]): Promise<Settlement[]> {
  if (invoiceIds.length === 0) return []
  return db.rows<Settlement>(sql`
    SELECT e.document_id AS "invoiceId", e.item_no AS "itemNo", d.type = 'write-off' AS "isWriteOff",
      (-sum(e.delta_minor))::bigint AS minor, max(e.effective_on) FILTER (WHERE e.delta_minor < 0) AS on
    FROM document i
    JOIN exposure_entry e ON e.account_id = i.account_id AND e.document_id = i.id AND e.bucket = 'receivables'
    JOIN document d ON d.id = e.cause_id AND d.type IN ('receipt', 'credit-note', 'write-off')
    WHERE i.id = ANY(${invoiceIds}::uuid[])
    GROUP BY e.document_id, e.item_no, d.id, d.type HAVING sum(e.delta_minor) < 0
    ORDER BY e.document_id, e.item_no`)
}
