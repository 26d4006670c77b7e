import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { isInterest, isSale } from '../exposure/accessory-store.js'
import { COUNTED_MAX } from './receipt-list-store.js'

export const invoiceStates = ['open', 'overdue', 'settled', 'all'] as const
/** What an invoice is for: goods and services, or late interest. */
export const invoiceKinds = ['sale', 'interest'] as const

/** An invoice with what is open of it. */
export interface ListedInvoice {
  readonly id: Id
  readonly accountId: Id
  readonly customerCode: string
  readonly customerName: string
  readonly segment: string
  readonly source: string
  readonly number: string
  readonly kind: (typeof invoiceKinds)[number]
  readonly on: CalendarDay
  /** The earliest due day of what is open; of a settled invoice the last. */
  readonly dueOn: CalendarDay | null
  readonly instalments: number
  readonly currency: Currency
  readonly totalMinor: bigint
  readonly openMinor: bigint
  readonly overdueMinor: bigint
  readonly disputed: boolean
  readonly status: 'open' | 'closed' | 'cancelled'
}

export interface InvoiceFilter {
  readonly state: (typeof invoiceStates)[number]
  readonly kind?: (typeof invoiceKinds)[number] | undefined
  readonly customerCode?: string | undefined
  readonly segment?: string | undefined
  readonly search?: string | undefined
  readonly today: CalendarDay
}

const from = sql`FROM document d JOIN credit_account a ON a.id = d.account_id JOIN customer c ON c.id = a.customer_id
  JOIN credit_segment s ON s.id = a.segment_id`

function columns(today: CalendarDay): Sql {
  return sql`d.id, d.account_id AS "accountId", c.code AS "customerCode", c.name AS "customerName", s.code AS segment,
    d.source, d.number, CASE WHEN ${isInterest(sql`d`)} THEN 'interest' ELSE 'sale' END AS kind, d.document_on AS "on", coalesce(i.open_due, i.last_due) AS "dueOn", i.instalments, d.currency,
    d.total_minor AS "totalMinor", coalesce(i.open_minor, 0) AS "openMinor",
    coalesce(i.overdue_minor, 0) AS "overdueMinor", d.disputed, d.status
    ${from} CROSS JOIN LATERAL (
      SELECT count(*)::int AS instalments, min(due_on) FILTER (WHERE open_minor > 0) AS open_due, max(due_on) AS last_due,
        sum(open_minor)::bigint AS open_minor,
        sum(open_minor) FILTER (WHERE due_on < ${today})::bigint AS overdue_minor
      FROM exposure_item x WHERE x.account_id = d.account_id AND x.document_id = d.id AND x.bucket = 'receivables') i`
}

function conditions({ state, kind, customerCode, segment, search, today }: InvoiceFilter): Sql {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const overdue = sql`AND EXISTS (SELECT 1 FROM exposure_item o WHERE o.account_id = d.account_id
    AND o.document_id = d.id AND o.bucket = 'receivables' AND o.open_minor > 0 AND o.due_on < ${today})`
  return sql`WHERE d.type = 'invoice'
    ${state === 'open' || state === 'overdue' ? sql`AND d.open_minor <> 0` : empty}
    ${state === 'overdue' ? overdue : empty}
    ${state === 'settled' ? sql`AND d.open_minor = 0 AND d.status <> 'cancelled'` : empty}
    ${kind === 'sale' ? sql`AND ${isSale(sql`d`)}` : empty}
    ${kind === 'interest' ? sql`AND ${isInterest(sql`d`)}` : empty}
    ${customerCode ? sql`AND c.code = ${customerCode}` : empty}
    ${segment ? sql`AND s.code = ${segment}` : empty}
    ${
      search
        ? sql`AND (d.number ILIKE ${pattern} OR c.code ILIKE ${pattern} OR c.name ILIKE ${pattern})`
        : empty
    }`
}

export async function listInvoices(
  db: Queryable,
  filter: InvoiceFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<ListedInvoice[]> {
  return db.rows<ListedInvoice>(sql`
    SELECT ${columns(filter.today)} ${conditions(filter)} ORDER BY d.document_on DESC, d.id DESC
    LIMIT ${page.limit} OFFSET ${page.offset}`)
}

/** How many the filter finds, counted up to `COUNTED_MAX`. */
export async function countInvoices(db: Queryable, filter: InvoiceFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT 1 ${from} ${conditions(filter)} LIMIT ${COUNTED_MAX}) x`)
  return row?.count ?? 0
}

export async function findInvoice(
  db: Queryable,
  id: Id,
  today: CalendarDay,
): Promise<ListedInvoice | undefined> {
  const [row] = await db.rows<ListedInvoice>(sql`
    SELECT ${columns(today)} WHERE d.id = ${id}::uuid AND d.type = 'invoice'`)
  return row
}

/** A document that settles part of an invoice. */
export interface Settlement {
  readonly documentId: Id
  readonly kind: string
  readonly source: string
  readonly number: string
  readonly on: CalendarDay
  readonly amountMinor: bigint
  readonly itemNo: number | null
  readonly matchId: Id | null
  readonly automatic: boolean | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

export async function listSettlements(db: Queryable, invoice: ListedInvoice): Promise<Settlement[]> {
  return db.rows<Settlement>(sql`
    SELECT d.id AS "documentId", d.type AS kind, d.source, d.number, d.document_on AS "on",
      l.applied_minor AS "amountMinor", l.from_item_no AS "itemNo", m.id AS "matchId", m.automatic,
      m.decided_by AS "decidedBy", m.decided_at AS "decidedAt"
    FROM document_link l JOIN document d ON d.id = l.document_id LEFT JOIN cash_match m ON m.id = l.match_id
    WHERE l.account_id = ${invoice.accountId}::uuid AND l.from_type = 'invoice' AND l.source = ${invoice.source}
      AND l.from_number = ${invoice.number} AND l.applied_minor > 0
    ORDER BY d.document_on, d.number, l.link_no LIMIT 500`)
}
