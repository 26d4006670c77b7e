import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Id } from '../../../kernel/ids.js'
import { insertRows } from '../../../platform/db/bulk-insert.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { MarginWindow } from '../domain/margin-window.js'

export interface MarginKey {
  readonly customerId: Id
  readonly segmentId: Id
  /** First day of the month. */
  readonly monthOn: CalendarDay
  readonly currency: Currency
}

export interface MarginFigures {
  readonly revenueMinor: bigint
  /** Revenue less the cost of what was sold; may be below zero. */
  readonly marginMinor: bigint
}

export interface SalesMargin extends MarginKey, MarginFigures {
  readonly id: Id
  readonly source: string
  readonly recordedBy: string
  readonly recordedAt: Date
}

/** What is stored of these customers, segments and months, locked until the transaction ends. */
export async function lockMargins(
  tx: Tx,
  keys: readonly MarginKey[],
): Promise<(MarginKey & MarginFigures)[]> {
  return tx.rows(sql`
    SELECT m.customer_id AS "customerId", m.segment_id AS "segmentId", m.month_on AS "monthOn", m.currency,
      m.revenue_minor AS "revenueMinor", m.margin_minor AS "marginMinor"
    FROM sales_margin m
    JOIN unnest(${keys.map((key) => key.customerId)}::uuid[], ${keys.map((key) => key.segmentId)}::uuid[],
      ${keys.map((key) => key.monthOn)}::date[], ${keys.map((key) => key.currency)}::text[])
      AS k (customer_id, segment_id, month_on, currency)
      ON m.customer_id = k.customer_id AND m.segment_id = k.segment_id AND m.month_on = k.month_on
        AND m.currency = k.currency
    ORDER BY m.id FOR UPDATE OF m`)
}

/** Writes margins; what was stated of the same customer, segment, month and currency before is replaced. */
export async function putMargins(tx: Tx, margins: readonly SalesMargin[]): Promise<void> {
  await insertRows(
    tx,
    'sales_margin',
    {
      ...{ id: 'uuid', customer_id: 'uuid', segment_id: 'uuid', month_on: 'date', currency: 'text' },
      ...{ revenue_minor: 'bigint', margin_minor: 'bigint', source: 'text', recorded_by: 'text' },
      recorded_at: 'timestamptz',
    },
    margins.map((m) => [
      ...[m.id, m.customerId, m.segmentId, m.monthOn, m.currency, m.revenueMinor, m.marginMinor, m.source],
      ...[m.recordedBy, m.recordedAt],
    ]),
    `ON CONFLICT (customer_id, segment_id, month_on, currency) DO UPDATE SET
       revenue_minor = excluded.revenue_minor, margin_minor = excluded.margin_minor, source = excluded.source,
       recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`,
  )
}

/** One month of one customer in a segment, as it was stated. */
export interface StatedMonth extends MarginFigures {
  readonly monthOn: CalendarDay
  readonly segment: string
  readonly currency: Currency
  readonly source: string
  readonly recordedBy: string
  readonly recordedAt: Date
}

/** What was stated of a customer over a window, newest month first. */
export async function listStatedMonths(
  db: Queryable,
  customerId: Id,
  { from, until }: MarginWindow,
): Promise<StatedMonth[]> {
  return db.rows<StatedMonth>(sql`
    SELECT m.month_on AS "monthOn", s.code AS segment, m.currency, m.revenue_minor AS "revenueMinor",
      m.margin_minor AS "marginMinor", m.source, m.recorded_by AS "recordedBy", m.recorded_at AS "recordedAt"
    FROM sales_margin m JOIN credit_segment s ON s.id = m.segment_id
    WHERE m.customer_id = ${customerId} AND m.month_on BETWEEN ${from} AND ${until}
    ORDER BY m.month_on DESC, s.code, m.currency`)
}
