import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Ground, MatchMethod } from './domain/money-in.js'

export const receiptStates = ['review', 'open', 'applied', 'all'] as const
export type ReceiptState = (typeof receiptStates)[number]
export const receiptSorts = ['date', 'amount', 'confidence'] as const

/** A receipt or credit note with what is left of it and what is proposed for it. */
export interface ListedReceipt {
  readonly id: Id
  readonly accountId: Id
  readonly customerCode: string
  readonly customerName: string
  readonly segment: string
  readonly source: string
  readonly kind: 'receipt' | 'credit-note'
  readonly number: string
  readonly on: CalendarDay
  readonly currency: Currency
  readonly totalMinor: bigint
  readonly leftMinor: bigint
  /** What the customer kept back, in matches that stand; null: nothing. */
  readonly deductedMinor: bigint | null
  readonly status: 'open' | 'closed' | 'cancelled'
  readonly payerName: string | null
  readonly reference: string | null
  readonly proposalId: Id | null
  readonly method: MatchMethod | null
  readonly confidenceBp: number | null
  readonly grounds: readonly Ground[] | null
}

export interface ReceiptFilter {
  readonly state: ReceiptState
  readonly customerCode?: string | undefined
  readonly segment?: string | undefined
  readonly search?: string | undefined
}

/** More rows than this are not counted: nobody turns so many pages. */
export const COUNTED_MAX = 10_000

const from = sql`FROM document d JOIN credit_account a ON a.id = d.account_id JOIN customer c ON c.id = a.customer_id
  JOIN credit_segment s ON s.id = a.segment_id
  LEFT JOIN cash_match p ON p.document_id = d.id AND p.state = 'proposed'
  LEFT JOIN bank_line b ON b.document_id = d.id`

const columns = sql`d.id, d.account_id AS "accountId", c.code AS "customerCode", c.name AS "customerName",
  s.code AS segment, d.source, d.type AS kind, d.number, d.document_on AS "on", d.currency,
  d.total_minor AS "totalMinor", -d.open_minor AS "leftMinor", d.status, b.payer_name AS "payerName", b.reference,
  (SELECT sum(k.amount_minor)::bigint FROM (
      SELECT DISTINCT ON (match_id, invoice_id, item_no) match_id, amount_minor FROM deduction
      WHERE match_id IN (SELECT id FROM cash_match WHERE document_id = d.id)
      ORDER BY match_id, invoice_id, item_no, taken_at DESC, dispute_id DESC) k JOIN cash_match m ON m.id = k.match_id
   WHERE m.document_id = d.id AND m.state = 'accepted') AS "deductedMinor",
  p.id AS "proposalId", p.method, p.confidence_bp AS "confidenceBp", p.grounds`

function conditions({ state, customerCode, segment, search }: ReceiptFilter): Sql {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`WHERE d.type IN ('receipt', 'credit-note') AND d.status = 'open'
    ${state === 'review' ? sql`AND p.id IS NOT NULL` : empty}
    ${state === 'open' ? sql`AND d.open_minor <> 0` : empty}
    ${state === 'applied' ? sql`AND d.open_minor = 0` : empty}
    ${customerCode ? sql`AND c.code = ${customerCode}` : empty}
    ${segment ? sql`AND s.code = ${segment}` : empty}
    ${
      search
        ? sql`AND (d.number ILIKE ${pattern} OR c.code ILIKE ${pattern} OR c.name ILIKE ${pattern}
            OR b.payer_name ILIKE ${pattern} OR b.reference ILIKE ${pattern})`
        : empty
    }`
}

const orders = {
  date: sql`d.document_on DESC, d.id DESC`,
  amount: sql`d.total_minor DESC, d.id DESC`,
  confidence: sql`p.confidence_bp DESC NULLS LAST, d.document_on DESC, d.id DESC`,
} as const

export async function listReceipts(
  db: Queryable,
  filter: ReceiptFilter & { readonly sort: (typeof receiptSorts)[number] },
  page: { readonly offset: number; readonly limit: number },
): Promise<ListedReceipt[]> {
  return db.rows<ListedReceipt>(sql`
    SELECT ${columns} ${from} ${conditions(filter)} ORDER BY ${orders[filter.sort]}
    LIMIT ${page.limit} OFFSET ${page.offset}`)
}

/** How many the filter finds, counted up to `COUNTED_MAX`. */
export async function countReceipts(db: Queryable, filter: ReceiptFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT 1 ${from} ${conditions(filter)} LIMIT ${COUNTED_MAX}) x`)
  return row?.count ?? 0
}

/** One receipt or credit note in any state. */
export async function findReceipt(db: Queryable, id: Id): Promise<ListedReceipt | undefined> {
  const [row] = await db.rows<ListedReceipt>(sql`
    SELECT ${columns} ${from} WHERE d.id = ${id}::uuid AND d.type IN ('receipt', 'credit-note')`)
  return row
}

/** What is unapplied, per currency. */
export async function unappliedTotals(db: Queryable): Promise<{ currency: Currency; minor: bigint }[]> {
  return db.rows(sql`
    SELECT d.currency, -sum(d.open_minor)::bigint AS minor FROM document d
    WHERE d.type IN ('receipt', 'credit-note') AND d.open_minor <> 0 AND d.status = 'open'
    GROUP BY d.currency ORDER BY 2 DESC`)
}
