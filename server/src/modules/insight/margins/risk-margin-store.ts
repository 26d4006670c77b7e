import { sql, type Sql } from '../../../platform/db/sql.js'
import type { Queryable } from '../../../platform/db/types.js'
import type { FundingRate } from '../domain/funding-rate.js'
import type { MarginWindow } from '../domain/margin-window.js'
import { losses, type LossFrame } from '../expected-loss-store.js'

export const marginDimensions = ['customer', 'group', 'grade', 'segment'] as const
type MarginDimension = (typeof marginDimensions)[number]

const keysOfSort = ['net', 'margin', 'revenue', 'loss', 'financing'] as const
type SortKey = (typeof keysOfSort)[number]
export const marginSorts = [
  ...keysOfSort.flatMap((key) => [key, `-${key}`] as const),
  'key',
] as const satisfies readonly string[]
type MarginSort = SortKey | `-${SortKey}` | 'key'

/** Sums over a window, in minor units of the base currency. */
export interface MarginSums {
  readonly revenueMinor: bigint
  readonly marginMinor: bigint
  /** Expected loss of a year as the book stands now. */
  readonly lossMinor: bigint
  /** Mean over the days of the window of what was owed, less payments not yet assigned. */
  readonly receivablesMinor: bigint
  readonly financingMinor: bigint
  /** Margin less expected loss less financing. */
  readonly netMinor: bigint
}

export interface MarginLine extends MarginSums {
  /** Code of the customer, group or segment, or the grade; empty: no grade. */
  readonly key: string
  readonly name: string
  readonly customers: number
  /** Months of the window with a margin: of several customers or segments the most. */
  readonly months: number
}

export interface MarginTotals extends MarginSums {
  readonly lines: number
  readonly customers: number
}

export interface MarginFilter {
  readonly by: MarginDimension
  readonly grade?: string | undefined
  readonly segment?: string | undefined
  readonly customerCode?: string | undefined
  readonly onlyCustomersOf: string | null
}

export interface MarginFrame extends LossFrame {
  readonly window: MarginWindow
  readonly rate: FundingRate
}

const keys: Readonly<Record<MarginDimension, { readonly key: Sql; readonly name: Sql }>> = {
  customer: { key: sql`c.code`, name: sql`c.name` },
  group: { key: sql`g.code`, name: sql`g.name` },
  grade: { key: sql`coalesce(r.grade, '')`, name: sql`coalesce(r.grade, '')` },
  segment: { key: sql`s.code`, name: sql`s.name` },
}

const amounts: Readonly<Record<SortKey, Sql>> = {
  net: sql`sum(w.net)`,
  margin: sql`sum(w.margin)`,
  revenue: sql`sum(w.revenue)`,
  loss: sql`sum(w.loss)`,
  financing: sql`sum(w.financing)`,
}

function orderOf(sort: MarginSort): Sql {
  if (sort === 'key') return sql`1`
  const key = keysOfSort.find((one) => sort === one || sort === `-${one}`) ?? 'net'
  return sort === key ? sql`${amounts[key]}, 1` : sql`${amounts[key]} DESC, 1`
}

/**
 * Every customer and segment with a margin in the window, each amount rounded to the minor unit: whatever these rows
 * are added up by, the sums agree. Average receivables come from the ledger: what is owed now less, for each entry since
 * the window began, its amount for the days of the window before it. Margins in a currency without a rate are left out.
 */
function weighed(frame: MarginFrame, filter: MarginFilter): Sql {
  const { from, until, days } = frame.window
  const code = filter.customerCode ?? null
  return sql`${losses(frame)},
    earned AS (
      SELECT m.customer_id, m.segment_id, count(DISTINCT m.month_on)::int AS months,
        round(sum(m.revenue_minor * f.factor)) AS revenue, round(sum(m.margin_minor * f.factor)) AS margin
      FROM sales_margin m LEFT JOIN factor f ON f.currency = m.currency::text
      WHERE m.month_on BETWEEN ${from} AND ${until}
        AND (${code}::text IS NULL OR m.customer_id = (SELECT id FROM customer WHERE code = ${code}))
      GROUP BY 1, 2 HAVING NOT bool_or(f.factor IS NULL)),
    trading AS MATERIALIZED (
      SELECT a.id, a.customer_id, a.segment_id FROM credit_account a
      JOIN earned e ON e.customer_id = a.customer_id AND e.segment_id = a.segment_id),
    since AS (
      SELECT e.account_id, e.currency,
        sum(e.delta_minor * least(${days}::int, e.effective_on - ${from}::date)) / ${days}::numeric AS minor
      FROM exposure_entry e JOIN trading t ON t.id = e.account_id
      WHERE e.bucket IN ('receivables', 'unapplied') AND e.effective_on > ${from}
      GROUP BY 1, 2),
    carried AS (
      SELECT t.customer_id, t.segment_id,
        round(greatest(0, sum(f.factor * (x.receivables_minor + x.unapplied_minor - coalesce(since.minor, 0)))))
          AS receivables
      FROM trading t JOIN account_exposure x ON x.account_id = t.id
      LEFT JOIN since ON since.account_id = t.id AND since.currency = x.currency
      JOIN factor f ON f.currency = x.currency::text GROUP BY 1, 2),
    costed AS (
      SELECT e.customer_id, e.segment_id, e.months, e.revenue, e.margin, coalesce(l.loss, 0) AS loss,
        coalesce(k.receivables, 0) AS receivables,
        round(coalesce(k.receivables, 0) * ${frame.rate.basisPoints}::int / 10000) AS financing
      FROM earned e
      LEFT JOIN lost l ON l.customer_id = e.customer_id AND l.segment_id = e.segment_id
      LEFT JOIN carried k ON k.customer_id = e.customer_id AND k.segment_id = e.segment_id),
    weighed AS (SELECT *, margin - loss - financing AS net FROM costed)`
}

const sums = sql`count(DISTINCT w.customer_id)::int AS customers,
  coalesce(sum(w.revenue), 0)::bigint AS "revenueMinor", coalesce(sum(w.margin), 0)::bigint AS "marginMinor",
  coalesce(sum(w.loss), 0)::bigint AS "lossMinor", coalesce(sum(w.receivables), 0)::bigint AS "receivablesMinor",
  coalesce(sum(w.financing), 0)::bigint AS "financingMinor", coalesce(sum(w.net), 0)::bigint AS "netMinor"`

function source({ onlyCustomersOf, ...narrow }: MarginFilter): Sql {
  const grade = narrow.grade ?? null
  const segment = narrow.segment ?? null
  return sql`
    FROM weighed w JOIN customer c ON c.id = w.customer_id JOIN credit_group g ON g.id = c.group_id
    JOIN credit_segment s ON s.id = w.segment_id
    LEFT JOIN customer_rating_current r ON r.customer_id = w.customer_id
    WHERE (${grade}::text IS NULL OR r.grade = ${grade}) AND (${segment}::text IS NULL OR s.code = ${segment})
      AND (${onlyCustomersOf}::text IS NULL OR c.owner_username = ${onlyCustomersOf})`
}

/** A page of what customers, groups, grades or segments earn after risk. */
export async function listRiskMargins(
  db: Queryable,
  frame: MarginFrame,
  filter: MarginFilter,
  page: { readonly sort: MarginSort; readonly offset: number; readonly limit: number },
): Promise<MarginLine[]> {
  const { key, name } = keys[filter.by]
  return db.rows<MarginLine>(sql`
    WITH ${weighed(frame, filter)}
    SELECT ${key} AS key, ${name} AS name, max(w.months)::int AS months, ${sums}
    ${source(filter)} GROUP BY 1, 2 ORDER BY ${orderOf(page.sort)} LIMIT ${page.limit} OFFSET ${page.offset}`)
}

/** Sums of all that the filter finds. */
export async function sumRiskMargins(
  db: Queryable,
  frame: MarginFrame,
  filter: MarginFilter,
): Promise<MarginTotals> {
  const [row] = await db.rows<MarginTotals>(sql`
    WITH ${weighed(frame, filter)}
    SELECT count(DISTINCT ${keys[filter.by].key})::int AS lines, ${sums} ${source(filter)}`)
  if (!row) throw new Error('the database gave no sums')
  return row
}

/** Customers who owe something now and of whom no margin was stated over the window. */
export async function countWithoutMargin(
  db: Queryable,
  { from, until }: MarginWindow,
  onlyCustomersOf: string | null,
): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(DISTINCT a.customer_id)::int AS count
    FROM account_exposure x JOIN credit_account a ON a.id = x.account_id JOIN customer c ON c.id = a.customer_id
    WHERE x.receivables_minor > 0 AND (${onlyCustomersOf}::text IS NULL OR c.owner_username = ${onlyCustomersOf})
      AND NOT EXISTS (SELECT FROM sales_margin m WHERE m.customer_id = a.customer_id
        AND m.month_on BETWEEN ${from} AND ${until})`)
  return row?.count ?? 0
}
