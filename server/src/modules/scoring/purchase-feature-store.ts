import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { isSale } from '../exposure/accessory-store.js'
import { BY_INDEX, type FeatureScope } from './payment-feature-store.js'

/** How a customer buys, as of a day. Units as in the feature catalogue; null is not known. */
export interface PurchaseFeatures {
  readonly customerId: Id
  readonly order_growth: number | null
  readonly order_volatility: number | null
  readonly tenure_months: number | null
  readonly dispute_rate: number | null
  readonly return_rate: number | null
}

/**
 * Purchases of many customers in one statement, from documents dated up to the day. Months are windows of 30 days
 * counted back from it; purchases are orders, or invoices of a customer without orders in the twelve windows.
 * Growth: six windows against the six before, once the relation is eleven windows old. Volatility: standard deviation
 * over mean of the windows since the first document (at least six, at most twelve). Whether an invoice is disputed is
 * known for now only, not for a past day: then the rate is not known.
 */
export async function listPurchaseFeatures(db: Queryable, scope: FeatureScope): Promise<PurchaseFeatures[]> {
  const { asOf, factors } = scope
  return db.rows<PurchaseFeatures>(sql`
    WITH account AS (
      SELECT id, customer_id FROM credit_account WHERE customer_id = ANY(${scope.customerIds}::uuid[])),
    factor AS (
      SELECT * FROM unnest(${factors.currencies}::text[], ${factors.factors}::numeric[]) AS f (currency, factor)),
    first AS (
      SELECT a.customer_id, ${asOf}::date - min(f.first_on) AS days
      FROM account a CROSS JOIN unnest(ARRAY['order', 'invoice']) AS kind (type)
      CROSS JOIN LATERAL (
        SELECT min(d.document_on) AS first_on FROM document d
        WHERE d.account_id = a.id AND d.type = kind.type AND d.document_on <= ${asOf}) AS f
      GROUP BY a.customer_id HAVING min(f.first_on) IS NOT NULL),
    recent AS (
      SELECT a.customer_id, d.type, d.currency, d.total_minor, d.disputed, (${asOf}::date - d.document_on) / 30 AS month
      FROM account a CROSS JOIN LATERAL (
        SELECT type, currency, total_minor, disputed, document_on FROM document
        WHERE account_id = a.id AND type IN ('order', 'invoice', 'credit-note') AND status <> 'cancelled'
          AND document_on <= ${asOf} AND document_on > ${asOf}::date - 360 AND ${isSale(sql`document`)} ${BY_INDEX}) AS d),
    weighed AS (
      SELECT recent.*, total_minor * CASE WHEN min(recent.currency) OVER customer = max(recent.currency) OVER customer
                                          THEN 1 ELSE factor.factor END AS value,
        bool_or(type = 'order') OVER customer AS has_orders
      FROM recent LEFT JOIN factor USING (currency)
      WINDOW customer AS (PARTITION BY customer_id)),
    monthly AS (
      SELECT customer_id, month,
        sum(value) FILTER (WHERE type = CASE WHEN has_orders THEN 'order' ELSE 'invoice' END) AS bought,
        sum(value) FILTER (WHERE type = 'invoice') AS billed,
        sum(value) FILTER (WHERE type = 'credit-note') AS credited,
        count(*) FILTER (WHERE type = 'invoice') AS invoices,
        count(*) FILTER (WHERE type = 'invoice' AND disputed) AS disputed,
        bool_or(value IS NULL) AS unweighable
      FROM weighed GROUP BY customer_id, month),
    summed AS MATERIALIZED (
      SELECT customer_id, sum(bought) AS bought, sum(bought * bought) AS squares,
        coalesce(sum(bought) FILTER (WHERE month < 6), 0) AS half, sum(bought) FILTER (WHERE month >= 6) AS half_before,
        sum(billed) AS billed, coalesce(sum(credited), 0) AS credited, sum(invoices) AS invoices,
        sum(disputed) AS disputed, bool_or(unweighable) AS unweighable
      FROM monthly GROUP BY customer_id),
    aged AS (SELECT *, least(12, days / 30 + 1) AS months FROM first LEFT JOIN summed USING (customer_id))
    SELECT customer_id AS "customerId", (days * 16 / 487)::int AS tenure_months,
      CASE WHEN days >= 330 AND half_before > 0 AND NOT unweighable
        THEN least(100000, round(10000 * (half - half_before) / half_before)) END::int AS order_growth,
      CASE WHEN months >= 6 AND bought > 0 AND NOT unweighable
        THEN floor(sqrt(100000000 * greatest(0, months * squares - bought * bought) / (bought * bought))) END::int
        AS order_volatility,
      CASE WHEN ${scope.asOfToday} AND invoices > 0 THEN round(10000 * disputed / invoices) END::int AS dispute_rate,
      CASE WHEN billed > 0 AND NOT unweighable
        THEN least(100000, round(10000 * credited / billed)) END::int AS return_rate
    FROM aged`)
}
