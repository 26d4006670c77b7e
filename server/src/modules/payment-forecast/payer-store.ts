import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { CustomerForecast } from './domain/forecast-customer.js'
import type { PayerSegment } from './domain/payer.js'

/** How a customer pays, by the rule of `domain/payer.ts`. */
export interface PayerProfile {
  readonly customerId: Id
  readonly asOf: CalendarDay
  readonly segment: PayerSegment
  readonly paidCount: number
  readonly lateShare: number | null
  readonly medianDays: number | null
  readonly spreadDays: number | null
  /** ISO weekday on which payments usually arrive. */
  readonly weekday: number | null
  readonly weekdayShare: number | null
  readonly weekdayWeeks: number
}

export async function putPayers(
  tx: Tx,
  found: readonly Pick<CustomerForecast<unknown>, 'customer' | 'payer'>[],
  asOf: CalendarDay,
): Promise<void> {
  await insertRows(
    tx,
    'payer_profile',
    {
      ...{ customer_id: 'uuid', as_of: 'date', segment: 'text', paid_count: 'int', late_share: 'float8' },
      ...{ median_days: 'float8', spread_days: 'float8', weekday: 'int', weekday_share: 'float8' },
      weekday_weeks: 'int',
    },
    found.map(({ customer, payer: { when, ...payer } }) => [
      ...[
        customer,
        asOf,
        payer.segment,
        payer.paidCount,
        payer.lateShare,
        payer.medianDays,
        payer.spreadDays,
      ],
      ...[when.weekday, when.share, when.weeks],
    ]),
    `ON CONFLICT (customer_id) DO UPDATE SET as_of = excluded.as_of, segment = excluded.segment,
      paid_count = excluded.paid_count, late_share = excluded.late_share, median_days = excluded.median_days,
      spread_days = excluded.spread_days, weekday = excluded.weekday, weekday_share = excluded.weekday_share,
      weekday_weeks = excluded.weekday_weeks`,
  )
}

export async function findPayer(db: Queryable, customerId: Id): Promise<PayerProfile | undefined> {
  const [found] = await db.rows<PayerProfile>(sql`
    SELECT customer_id AS "customerId", as_of AS "asOf", segment, paid_count AS "paidCount",
      late_share AS "lateShare", median_days AS "medianDays", spread_days AS "spreadDays", weekday,
      weekday_share AS "weekdayShare", weekday_weeks AS "weekdayWeeks"
    FROM payer_profile WHERE customer_id = ${customerId}`)
  return found
}

/** How many customers pay in each way. */
export async function countPayers(
  db: Queryable,
): Promise<{ readonly segment: PayerSegment; readonly customers: number }[]> {
  return db.rows(sql`
    SELECT segment, count(*)::int AS customers FROM payer_profile GROUP BY segment ORDER BY segment`)
}
