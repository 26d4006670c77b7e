import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { DisputeStatus } from './domain/dispute-state.js'

export const deductionStates = [
  'current',
  'opened',
  'in_work',
  'resolved_for_us',
  'resolved_for_customer',
  'withdrawn',
  'all',
] as const

/** What a customer kept back, with the receipt and invoice concerned and the dispute about it. */
export interface ListedDeduction {
  readonly disputeId: Id
  readonly disputeNumber: bigint
  readonly customerCode: string
  readonly customerName: string
  readonly receiptId: Id
  readonly receiptNumber: string
  readonly receivedOn: CalendarDay
  readonly invoiceId: Id
  readonly invoiceNumber: string
  readonly itemNo: number
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly reasonCode: string
  readonly reasonZh: string
  readonly reasonEn: string
  readonly note: string
  readonly status: DisputeStatus
  readonly owner: string | null
  readonly dueOn: CalendarDay
  readonly resolution: string | null
  /** The match of which it was part is undone. */
  readonly undone: boolean
  readonly takenBy: string
  readonly takenAt: Date
}

/** Which deductions; `current`: those whose dispute is not settled. */
export interface DeductionFilter {
  readonly state: (typeof deductionStates)[number]
  readonly reason?: string | undefined
  readonly customerCode?: string | undefined
  readonly search?: string | undefined
}

/** More rows than this are not counted: nobody turns so many pages. */
const COUNTED_MAX = 10_000

const from = sql`FROM deduction k JOIN dispute p ON p.id = k.dispute_id JOIN dispute_reason n ON n.code = p.reason_code
  JOIN cash_match m ON m.id = k.match_id JOIN document r ON r.id = m.document_id
  JOIN document i ON i.id = k.invoice_id JOIN customer c ON c.id = p.customer_id`

const columns = sql`k.dispute_id AS "disputeId", p.number AS "disputeNumber", c.code AS "customerCode",
  c.name AS "customerName", r.id AS "receiptId", r.number AS "receiptNumber", r.document_on AS "receivedOn",
  i.id AS "invoiceId", i.number AS "invoiceNumber", k.item_no AS "itemNo", p.currency, k.amount_minor AS "amountMinor",
  p.reason_code AS "reasonCode", n.name_zh AS "reasonZh", n.name_en AS "reasonEn", k.note, p.status, p.owner,
  p.due_on AS "dueOn", p.resolution, m.state = 'undone' AS undone, k.taken_by AS "takenBy", k.taken_at AS "takenAt"`

function where({ state, reason, customerCode, search }: DeductionFilter): Sql {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const ofState = state === 'current' ? ['opened', 'in_work'] : [state]
  return sql`WHERE true
    ${state === 'all' ? empty : sql`AND p.status = ANY(${ofState}::text[])`}
    ${reason ? sql`AND p.reason_code = ${reason}` : empty}
    ${customerCode ? sql`AND c.code = ${customerCode}` : empty}
    ${
      search
        ? sql`AND (r.number ILIKE ${pattern} OR i.number ILIKE ${pattern} OR c.code ILIKE ${pattern}
            OR c.name ILIKE ${pattern} OR k.note ILIKE ${pattern})`
        : empty
    }`
}

/** Deductions, the newest first. */
export async function listDeductions(
  db: Queryable,
  filter: DeductionFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<ListedDeduction[]> {
  return db.rows<ListedDeduction>(sql`
    SELECT ${columns} ${from} ${where(filter)} ORDER BY k.taken_at DESC, k.dispute_id DESC
    LIMIT ${page.limit} OFFSET ${page.offset}`)
}

/** How many the filter finds, counted up to 10 000. */
export async function countDeductions(db: Queryable, filter: DeductionFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT 1 ${from} ${where(filter)} LIMIT ${COUNTED_MAX}) x`)
  return row?.count ?? 0
}

/** What the filter finds in sum, per currency. */
export async function deductionTotals(
  db: Queryable,
  filter: DeductionFilter,
): Promise<{ currency: Currency; minor: bigint }[]> {
  return db.rows(sql`
    SELECT p.currency, sum(k.amount_minor)::bigint AS minor ${from} ${where(filter)} GROUP BY p.currency ORDER BY 2 DESC`)
}
