import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Id } from '../../../kernel/ids.js'
import { empty, sql, type Sql } from '../../../platform/db/sql.js'
import type { Queryable } from '../../../platform/db/types.js'
import { billStates, type BillKind, type BillState } from '../domain/bill-life.js'

/** `in_hand`: ours to cash. `recourse`: passed on, and not paid yet. */
export const billFilters = ['in_hand', 'recourse', ...billStates, 'all'] as const
export const billSorts = ['maturity', 'received', 'amount'] as const
export const maturityBands = ['past', 'd7', 'd30', 'd90', 'later'] as const
export type MaturityBand = (typeof maturityBands)[number]

export interface BillFilter {
  readonly state: (typeof billFilters)[number]
  readonly kind?: BillKind | undefined
  readonly customerCode?: string | undefined
  readonly segment?: string | undefined
  readonly search?: string | undefined
  readonly maturesUntil?: CalendarDay | undefined
}

/** A bill as a list shows it. */
export interface ListedBill {
  readonly id: Id
  readonly number: string
  readonly subRange: string
  readonly kind: BillKind
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segment: string
  readonly currency: Currency
  readonly amountMinor: bigint
  /** What counts as exposure now. */
  readonly exposureMinor: bigint
  /** What of its payment is not applied to invoices. */
  readonly unappliedMinor: bigint
  readonly drawer: string
  readonly acceptor: string
  readonly issuedOn: CalendarDay
  readonly receivedOn: CalendarDay
  readonly maturesOn: CalendarDay
  readonly reference: string
  readonly state: BillState
  readonly recourse: boolean
  readonly receiptId: Id
}

/** More rows than this are not counted: nobody turns so many pages. */
const COUNTED_MAX = 10_000

const from = sql`FROM bill b JOIN credit_account a ON a.id = b.account_id JOIN customer c ON c.id = b.customer_id
  JOIN credit_segment s ON s.id = a.segment_id JOIN document r ON r.id = b.receipt_document_id
  LEFT JOIN document e ON e.id = b.exposure_document_id`
const columns = sql`b.id, b.number, b.sub_range AS "subRange", b.kind, c.code AS "customerCode",
  c.name AS "customerName", c.owner_username AS "ownerUsername", s.code AS segment, b.currency,
  b.amount_minor AS "amountMinor", coalesce(e.open_minor, 0)::bigint AS "exposureMinor",
  -r.open_minor AS "unappliedMinor", b.drawer, b.acceptor, b.issued_on AS "issuedOn",
  b.received_on AS "receivedOn", b.matures_on AS "maturesOn", b.reference, b.state, b.recourse,
  b.receipt_document_id AS "receiptId"`

function conditions({ state, kind, customerCode, segment, search, maturesUntil }: BillFilter): Sql {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`WHERE true ${stateIs(state)}
    ${kind ? sql`AND b.kind = ${kind}` : empty}
    ${customerCode ? sql`AND c.code = ${customerCode}` : empty}
    ${segment ? sql`AND s.code = ${segment}` : empty}
    ${maturesUntil ? sql`AND b.matures_on <= ${maturesUntil}::date` : empty}
    ${
      search
        ? sql`AND (b.number ILIKE ${pattern} OR c.code ILIKE ${pattern} OR c.name ILIKE ${pattern}
            OR b.drawer ILIKE ${pattern} OR b.acceptor ILIKE ${pattern})`
        : empty
    }`
}

function stateIs(state: BillFilter['state']): Sql {
  switch (state) {
    case 'all':
      return empty
    case 'in_hand':
      return sql`AND b.state IN ('held', 'presented')`
    case 'recourse':
      return sql`AND b.state IN ('discounted', 'endorsed') AND b.recourse`
    default:
      return sql`AND b.state = ${state}`
  }
}

const orders = {
  maturity: sql`b.matures_on, b.id`,
  received: sql`b.received_on DESC, b.id DESC`,
  amount: sql`b.amount_minor DESC, b.id DESC`,
} as const

export async function listBills(
  db: Queryable,
  filter: BillFilter & { readonly sort: (typeof billSorts)[number] },
  page: { readonly offset: number; readonly limit: number },
): Promise<ListedBill[]> {
  return db.rows<ListedBill>(sql`
    SELECT ${columns} ${from} ${conditions(filter)} ORDER BY ${orders[filter.sort]}
    LIMIT ${page.limit} OFFSET ${page.offset}`)
}

/** How many the filter finds, counted up to 10,000. */
export async function countBills(db: Queryable, filter: BillFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT 1 ${from} ${conditions(filter)} LIMIT ${COUNTED_MAX}) x`)
  return row?.count ?? 0
}

export async function findListedBill(db: Queryable, id: Id): Promise<ListedBill | undefined> {
  const [row] = await db.rows<ListedBill>(sql`SELECT ${columns} ${from} WHERE b.id = ${id}::uuid`)
  return row
}

export interface MaturitySum {
  readonly band: MaturityBand
  readonly currency: Currency
  readonly minor: bigint
  readonly count: number
}

/** What the filter finds, summed by the time that is left until maturity. */
export async function sumByMaturity(
  db: Queryable,
  filter: BillFilter,
  today: CalendarDay,
): Promise<MaturitySum[]> {
  return db.rows<MaturitySum>(sql`
    SELECT CASE WHEN b.matures_on < ${today}::date THEN 'past' WHEN b.matures_on <= ${today}::date + 7 THEN 'd7'
        WHEN b.matures_on <= ${today}::date + 30 THEN 'd30' WHEN b.matures_on <= ${today}::date + 90 THEN 'd90'
        ELSE 'later' END AS band,
      b.currency, sum(b.amount_minor)::bigint AS minor, count(*)::int AS count
    ${from} ${conditions(filter)} GROUP BY 1, 2 ORDER BY 2, 1`)
}

/** Bills in hand that mature by a day and are not paid, the earliest first. */
export async function billsToWarnOf(db: Queryable, until: CalendarDay, limit: number): Promise<ListedBill[]> {
  return db.rows<ListedBill>(sql`
    SELECT ${columns} ${from} WHERE b.state IN ('held', 'presented') AND b.matures_on <= ${until}::date
    ORDER BY b.matures_on, b.id LIMIT ${limit}`)
}
