import type { Currency } from '../../kernel/currency.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

export const exposureDimensions = ['grade', 'segment', 'industry', 'region', 'owner'] as const
export type ExposureDimension = (typeof exposureDimensions)[number]

/** Exposure of one part of the book in one currency, in minor units. An empty key stands for "not known". */
export interface ExposurePart {
  readonly key: string
  readonly currency: Currency
  readonly customers: number
  readonly reservedMinor: bigint
  readonly openOrdersMinor: bigint
  readonly deliveredNotBilledMinor: bigint
  readonly receivablesMinor: bigint
  readonly billsMinor: bigint
  readonly unappliedMinor: bigint
  readonly overdueMinor: bigint
}

const keys: Readonly<Record<ExposureDimension, Sql>> = {
  grade: sql`coalesce(rating.grade, '')`,
  segment: sql`segment.code`,
  industry: sql`coalesce(customer.industry, '')`,
  region: sql`coalesce(customer.region, '')`,
  owner: sql`coalesce(customer.owner_username, '')`,
}

/** The book as it is now by one dimension, largest exposure first; agings are those of today (see `refreshStandings`). */
export async function listExposureBy(
  db: Queryable,
  by: ExposureDimension,
  onlyCustomersOf: string | null,
): Promise<ExposurePart[]> {
  return db.rows<ExposurePart>(sql`
    WITH overdue AS (
      SELECT account_id, currency, (SELECT sum_minor(x) FROM unnest(buckets_minor[2:]) AS x) AS minor FROM account_aging)
    SELECT ${keys[by]} AS key, exposure.currency, count(DISTINCT customer.id)::int AS customers,
      sum(reserved_minor)::bigint AS "reservedMinor", sum(open_orders_minor)::bigint AS "openOrdersMinor",
      sum(delivered_not_billed_minor)::bigint AS "deliveredNotBilledMinor",
      sum(receivables_minor)::bigint AS "receivablesMinor", sum(bills_minor)::bigint AS "billsMinor",
      sum(unapplied_minor)::bigint AS "unappliedMinor", coalesce(sum(overdue.minor), 0)::bigint AS "overdueMinor"
    FROM account_exposure exposure
    JOIN credit_account account ON account.id = exposure.account_id
    JOIN customer ON customer.id = account.customer_id
    JOIN credit_segment segment ON segment.id = account.segment_id
    LEFT JOIN customer_rating_current rating ON rating.customer_id = customer.id
    LEFT JOIN overdue ON overdue.account_id = exposure.account_id AND overdue.currency = exposure.currency
    WHERE ${onlyCustomersOf}::text IS NULL OR customer.owner_username = ${onlyCustomersOf}
    GROUP BY 1, 2
    ORDER BY sum(reserved_minor + open_orders_minor + delivered_not_billed_minor + receivables_minor + bills_minor)
      DESC, 1, 2
    LIMIT 500`)
}
