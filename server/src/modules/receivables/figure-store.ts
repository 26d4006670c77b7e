import type { CalendarDay } from '../../kernel/calendar-day.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { isSale } from '../exposure/accessory-store.js'
import type { BookSums } from './domain/figures.js'
import {
  hasLaterEntries,
  isRestricted,
  openBalancesAt,
  scopeAccounts,
  type BookScope,
} from './open-item-store.js'

const LARGEST = 10

export interface CurrencySums extends BookSums {
  readonly currency: Currency
  /** Customers with an overdue item. */
  readonly overdueCustomers: number
}

/**
 * Sums per currency at the end of `asOf`; sales are invoices dated in the `salesDays` days that end with it.
 * `workedOut`: `account_aging` is of that day (see `refreshStandings`).
 */
export async function sumBook(
  db: Queryable,
  scope: BookScope,
  asOf: CalendarDay,
  salesDays: number,
  workedOut = false,
): Promise<CurrencySums[]> {
  const later = await hasLaterEntries(db, asOf)
  const open = await db.rows<Omit<CurrencySums, 'salesMinor' | 'salesDays'>>(sql`
    WITH ${workedOut && !later ? readySums(scope) : itemSums(scope, asOf, later)},
    customer_sum AS (
      SELECT customer_id, currency, coalesce(sum_minor(receivables), 0) AS receivables,
        coalesce(sum_minor(overdue), 0) AS overdue, coalesce(sum_minor(unapplied), 0) AS unapplied
      FROM account_sum GROUP BY customer_id, currency),
    ranked AS (
      SELECT *, row_number() OVER (PARTITION BY currency ORDER BY receivables DESC, customer_id) AS rank
      FROM customer_sum)
    SELECT currency, sum_minor(receivables) AS "receivablesMinor", sum_minor(overdue) AS "overdueMinor",
      sum_minor(unapplied) AS "unappliedMinor", (count(*) FILTER (WHERE overdue > 0))::int AS "overdueCustomers",
      coalesce(array_agg(receivables ORDER BY rank) FILTER (WHERE rank <= ${LARGEST}), '{}') AS "largestMinor"
    FROM ranked GROUP BY currency ORDER BY currency`)
  const sales = await salesByCurrency(db, scope, addDays(asOf, 1 - salesDays), asOf)
  const currencies = [...new Set([...open.map((row) => row.currency), ...sales.keys()])]
  return currencies.map((currency) => ({
    ...(open.find((row) => row.currency === currency) ?? { currency, ...nothingOpen }),
    salesMinor: sales.get(currency) ?? 0n,
    salesDays,
  }))
}

/** Common table expressions up to `account_sum`: a row per account and currency, from the open items of any day. */
function itemSums(scope: BookScope, asOf: CalendarDay, later: boolean): Sql {
  return sql`${openBalancesAt({ asOf, basis: 'due', scope, later })},
    item_sum AS (
      SELECT account_id, currency, sum_minor(open_minor) FILTER (WHERE base_on IS NOT NULL) AS receivables,
        sum_minor(open_minor) FILTER (WHERE base_on < ${asOf}::date) AS overdue,
        sum_minor(open_minor) FILTER (WHERE base_on IS NULL) AS unapplied
      FROM balance GROUP BY account_id, currency),
    account_sum AS (
      SELECT account.customer_id, item_sum.currency, receivables, overdue, unapplied
      FROM item_sum JOIN credit_account account ON account.id = item_sum.account_id)`
}

/** The same from what is worked out for today: the first bucket is what is not due. */
function readySums(scope: BookScope): Sql {
  const restricted = isRestricted(scope)
  return sql`${restricted ? sql`${scopeAccounts(scope)},` : empty} account_sum AS (
      SELECT customer_id, currency, b.total AS receivables, b.total - buckets_minor[1] AS overdue,
        unapplied_minor AS unapplied
      FROM account_aging CROSS JOIN LATERAL (SELECT sum_minor(x) AS total FROM unnest(buckets_minor) AS x) AS b
      ${restricted ? sql`WHERE account_id IN (SELECT id FROM scope)` : empty})`
}

const nothingOpen = {
  receivablesMinor: 0n,
  overdueMinor: 0n,
  unappliedMinor: 0n,
  overdueCustomers: 0,
  largestMinor: [],
}

async function salesByCurrency(
  db: Queryable,
  scope: BookScope,
  from: CalendarDay,
  to: CalendarDay,
): Promise<Map<Currency, bigint>> {
  const restricted = isRestricted(scope)
  const rows = await db.rows<{ currency: Currency; salesMinor: bigint }>(sql`
    ${restricted ? sql`WITH ${scopeAccounts(scope)}` : empty}
    SELECT currency, sum_minor(total_minor) AS "salesMinor" FROM document
    WHERE ${restricted ? sql`account_id IN (SELECT id FROM scope) AND` : empty} type = 'invoice' AND status <> 'cancelled'
      AND document_on BETWEEN ${from} AND ${to} AND ${isSale(sql`document`)}
    GROUP BY currency ORDER BY currency`)
  return new Map(rows.map((row) => [row.currency, row.salesMinor]))
}
