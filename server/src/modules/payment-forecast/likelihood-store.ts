import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { dayToCall, type PayerSegment } from './domain/payer.js'

/** How likely a customer pays by itself, for whoever decides whom to contact first. */
export interface Likelihood {
  readonly customerId: Id
  /** Probability of payment within thirty days of what is open, weighted by amount. */
  readonly pNext30: number
  /** Probability that an instalment which is not late yet will be, or that a late one is more than 30 days late, weighted by amount. */
  readonly pLater: number
  readonly segment: PayerSegment | null
  /** ISO weekday, the working day before payments usually arrive; null where the evidence is not enough. */
  readonly callOn: number | null
}

/**
 * `SELECT customer_id, pays`: the probability of payment within thirty days by customer, weighted by amount, of customers
 * that fulfil a condition on the forecast `f`. For whoever ranks the whole book in one statement.
 */
export function paysNext30(condition: Sql): Sql {
  return sql`SELECT f.customer_id, (sum(f.open_minor * f.p_next_30) / sum(f.open_minor))::numeric(9, 8) AS pays
    FROM payment_forecast f WHERE ${condition} GROUP BY f.customer_id`
}

/** When one instalment is expected, with the bounds between which four of five such payments lie. */
export interface ItemExpectation {
  readonly documentId: Id
  readonly itemNo: number
  /** Null: not within a year. */
  readonly expectedOn: CalendarDay | null
  readonly earliestOn: CalendarDay | null
  readonly latestOn: CalendarDay | null
  /** Probability of payment within thirty days. */
  readonly pNext30: number
}

/** Newest forecasts of the open instalments of a customer. */
export async function expectationsOf(db: Queryable, customerId: Id): Promise<ItemExpectation[]> {
  return db.rows<ItemExpectation>(sql`
    SELECT document_id AS "documentId", item_no AS "itemNo", q50_on AS "expectedOn", q10_on AS "earliestOn",
      q90_on AS "latestOn", p_next_30 AS "pNext30"
    FROM payment_forecast WHERE customer_id = ${customerId}::uuid`)
}

/** Of the customers of whom something is forecast; the others are missing. Currencies are weighed one to one. */
export async function likelihoodOf(
  db: Queryable,
  customerIds: readonly Id[],
): Promise<ReadonlyMap<Id, Likelihood>> {
  const rows = await db.rows<Omit<Likelihood, 'callOn'> & { weekday: number | null }>(sql`
    SELECT f.customer_id AS "customerId", sum(f.open_minor * f.p_next_30) / sum(f.open_minor) AS "pNext30",
      sum(f.open_minor * CASE WHEN f.due_on < f.as_of THEN f.p_late_30 ELSE f.p_late END) / sum(f.open_minor) AS "pLater",
      p.segment, p.weekday
    FROM payment_forecast f LEFT JOIN payer_profile p ON p.customer_id = f.customer_id
    WHERE f.customer_id = ANY(${customerIds}::uuid[])
    GROUP BY f.customer_id, p.segment, p.weekday`)
  return new Map(
    rows.map(({ weekday, ...one }) => [
      one.customerId,
      { ...one, callOn: weekday === null ? null : dayToCall(weekday) },
    ]),
  )
}
