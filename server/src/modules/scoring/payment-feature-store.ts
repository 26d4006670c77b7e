import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CurrencyFactors } from './currency-factor-store.js'

/** How a customer pays, as of a day. Units as in the feature catalogue; null is not known. */
export interface PaymentFeatures {
  readonly customerId: Id
  readonly on_time_rate: number | null
  readonly average_delay: number | null
  readonly average_delay_weighted: number | null
  readonly delay_trend: number | null
  readonly overdue_share: number | null
  readonly overdue_days_max: number | null
  readonly small_overdue_count: number | null
  readonly largest_overdue_share: number | null
}

export interface FeatureScope {
  readonly customerIds: readonly Id[]
  readonly asOf: CalendarDay
  /** True when the day is over or today: the open amounts as stored are then those of the day. */
  readonly asOfToday: boolean
  readonly factors: CurrencyFactors
}

/**
 * Keeps a lateral subquery by itself: each of the few accounts of a batch is then looked up by index, whatever the
 * statistics say about a table that was filled a moment ago.
 */
export const BY_INDEX = sql`OFFSET 0`

/**
 * Payment behaviour of many customers in one statement, from the ledger up to and including the day. The unit is the
 * invoice instalment. Matured: due in the twelve months before the day, and before it. An instalment is on time when
 * it was settled with money on or before its due day; one still open counts with the days it is late by now; one
 * settled by credit notes alone does not count; a write-off is never on time. Trend: mean delay of what was due in the
 * last six months less that of the six before, with at least three instalments each. Small is an overdue instalment
 * of less than a fifth of all open receivables. Whoever owes nothing and had nothing fall due for twelve months is not
 * known at all. Amounts of several currencies are weighed at the day's rates, and not at all when one is missing.
 */
export async function listPaymentFeatures(db: Queryable, scope: FeatureScope): Promise<PaymentFeatures[]> {
  const { asOf } = scope
  return db.rows<PaymentFeatures>(sql`
    WITH ${settledItems(scope)},
    weighed AS (
      SELECT moved.*, CASE WHEN min(moved.currency) OVER customer = max(moved.currency) OVER customer
                           THEN 1 ELSE factor.factor END AS factor
      FROM moved LEFT JOIN factor USING (currency)
      WINDOW customer AS (PARTITION BY customer_id)),
    judged AS (
      SELECT customer_id, open_minor * factor AS open_value, amount_minor * factor AS amount_value,
        open_minor > 0 AND due_on < ${asOf} AS overdue, ${asOf}::date - due_on AS age,
        due_on < ${asOf} AND due_on >= ${asOf}::date - interval '12 months'
          AND (open_minor > 0 OR paid_on IS NOT NULL OR written_off) AS matured,
        due_on >= ${asOf}::date - interval '6 months' AS recent,
        open_minor <= 0 AND NOT written_off AND paid_on <= due_on AS on_time,
        CASE WHEN open_minor > 0 OR written_off THEN ${asOf}::date - due_on
             ELSE greatest(0, paid_on - due_on) END AS delay,
        sum(open_minor * factor) OVER (PARTITION BY customer_id) AS open_total,
        bool_or(factor IS NULL) OVER (PARTITION BY customer_id) AS unweighable
      FROM weighed)
    SELECT customer_id AS "customerId",
      round(10000.0 * count(*) FILTER (WHERE matured AND on_time)
        / nullif(count(*) FILTER (WHERE matured), 0))::int AS on_time_rate,
      round(10.0 * avg(delay) FILTER (WHERE matured))::int AS average_delay,
      CASE WHEN NOT bool_or(unweighable) THEN
        round(10 * sum(delay * amount_value) FILTER (WHERE matured)
          / nullif(sum(amount_value) FILTER (WHERE matured), 0)) END::int AS average_delay_weighted,
      CASE WHEN count(*) FILTER (WHERE matured AND recent) >= 3 AND count(*) FILTER (WHERE matured AND NOT recent) >= 3
        THEN round(10 * (avg(delay) FILTER (WHERE matured AND recent)
                         - avg(delay) FILTER (WHERE matured AND NOT recent))) END::int AS delay_trend,
      CASE WHEN NOT bool_or(unweighable) THEN
        coalesce(round(10000 * sum(open_value) FILTER (WHERE overdue) / nullif(max(open_total), 0)), 0) END::int
        AS overdue_share,
      coalesce(max(age) FILTER (WHERE overdue), 0) AS overdue_days_max,
      CASE WHEN NOT bool_or(unweighable)
        THEN (count(*) FILTER (WHERE overdue AND open_value * 5 < open_total))::int END AS small_overdue_count,
      CASE WHEN NOT bool_or(unweighable) THEN
        coalesce(round(10000 * max(open_value) FILTER (WHERE overdue) / nullif(max(open_total), 0)), 0) END::int
        AS largest_overdue_share
    FROM judged GROUP BY customer_id`)
}

/** `moved`: each instalment that still matters, with its open amount, the day of its last payment, and any write-off. */
function settledItems({ asOf, factors, ...scope }: FeatureScope): Sql {
  return sql`
    account AS (
      SELECT id, customer_id FROM credit_account WHERE customer_id = ANY(${scope.customerIds}::uuid[])),
    factor AS (
      SELECT * FROM unnest(${factors.currencies}::text[], ${factors.factors}::numeric[]) AS f (currency, factor)),
    item AS (
      SELECT a.customer_id, i.*
      FROM account a
      CROSS JOIN LATERAL (
        SELECT i.account_id, i.document_id, i.item_no, i.currency, i.amount_minor,
          coalesce(i.due_on, i.document_on) AS due_on
        FROM exposure_item i
        WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.amount_minor > 0 AND i.document_on <= ${asOf}
          AND (NOT ${scope.asOfToday} OR i.open_minor <> 0
               OR coalesce(i.due_on, i.document_on) >= ${asOf}::date - interval '12 months')
        ${BY_INDEX}) AS i
      CROSS JOIN LATERAL (
        SELECT FROM document d
        WHERE d.id = i.document_id AND d.type = 'invoice' AND d.status <> 'cancelled' ${BY_INDEX}) AS d),
    relief AS MATERIALIZED (
      SELECT d.id, d.type FROM account a CROSS JOIN LATERAL (
        SELECT id, type FROM document
        WHERE account_id = a.id AND type IN ('credit-note', 'write-off') ${BY_INDEX}) AS d),
    moved AS (
      SELECT customer_id, account_id, document_id, item_no, min(currency) AS currency,
        min(amount_minor) AS amount_minor, min(due_on) AS due_on, sum(delta_minor) AS open_minor,
        max(effective_on) FILTER (WHERE delta_minor < 0 AND relief.id IS NULL) AS paid_on,
        coalesce(bool_or(delta_minor < 0 AND relief.type = 'write-off'), false) AS written_off
      FROM item CROSS JOIN LATERAL (
        SELECT e.delta_minor, e.effective_on, e.cause_id FROM exposure_entry e
        WHERE e.account_id = item.account_id AND e.document_id = item.document_id AND e.item_no = item.item_no
          AND e.effective_on <= ${asOf} ${BY_INDEX}) AS e
      LEFT JOIN relief ON relief.id = e.cause_id
      GROUP BY customer_id, account_id, document_id, item_no
      HAVING sum(delta_minor) <> 0 OR min(due_on) >= ${asOf}::date - interval '12 months')`
}
