import type { CalendarDay } from '../../kernel/calendar-day.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { BookSums } from './domain/figures.js'
import { hasLaterEntries, openBalancesAt, scopeAccounts, type BookScope } from './open-item-store.js'

const LARGEST = 10

export interface CurrencySums extends BookSums {
  readonly currency: Currency
  /** Customers with an overdue item. */
  readonly overdueCustomers: number
}

/** Sums per currency at the end of `asOf`; sales are invoices dated in the `salesDays` days that end with it. */
export async function sumBook(
  db: Queryable,
  scope: BookScope,
  asOf: CalendarDay,
  salesDays: number,
): Promise<CurrencySums[]> {
  const later = await hasLaterEntries(db, asOf)
  const open = await db.rows<Omit<CurrencySums, 'salesMinor' | 'salesDays'>>(sql`
    WITH ${openBalancesAt({ asOf, basis: 'due', scope, later })},
    account_sum AS (
      SELECT account_id, currency, sum_minor(open_minor) FILTER (WHERE base_on IS NOT NULL) AS receivables,
        sum_minor(open_minor) FILTER (WHERE base_on < ${asOf}::date) AS overdue,
        sum_minor(open_minor) FILTER (WHERE base_on IS NULL) AS unapplied
      FROM balance GROUP BY account_id, currency),
    customer_sum AS (
      SELECT account.customer_id, account_sum.currency, coalesce(sum_minor(receivables), 0) AS receivables,
        coalesce(sum_minor(overdue), 0) AS overdue, coalesce(sum_minor(unapplied), 0) AS unapplied
      FROM account_sum JOIN credit_account account ON account.id = account_sum.account_id
      GROUP BY account.customer_id, account_sum.currency),
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
  const rows = await db.rows<{ currency: Currency; salesMinor: bigint }>(sql`
    WITH ${scopeAccounts(scope)}
    SELECT currency, sum(total_minor)::bigint AS "salesMinor" FROM document
    WHERE account_id IN (SELECT id FROM scope) AND type = 'invoice' AND status <> 'cancelled'
      AND document_on BETWEEN ${from} AND ${to}
    GROUP BY currency ORDER BY currency`)
  return new Map(rows.map((row) => [row.currency, row.salesMinor]))
}
