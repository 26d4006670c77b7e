import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CurrencyFactors } from './currency-factor-store.js'
import { statusThen } from '../customers/customer-status-store.js'
import { BY_INDEX } from './payment-feature-store.js'

/** A figure of the credit file with the day on which it held. */
export interface KnownFact {
  readonly item: string
  readonly value: string
  readonly on: CalendarDay
}

/** Ratios in basis points, each from the latest statement that has both figures. */
export interface StatementRatios {
  readonly current_ratio: number | null
  readonly current_ratio_on: CalendarDay | null
  readonly debt_to_assets: number | null
  readonly debt_to_assets_on: CalendarDay | null
  readonly net_margin: number | null
  readonly net_margin_on: CalendarDay | null
  readonly cash_flow_to_debt: number | null
  readonly cash_flow_to_debt_on: CalendarDay | null
  readonly revenue_growth: number | null
  readonly revenue_growth_on: CalendarDay | null
}

export interface CreditFile extends Partial<StatementRatios> {
  readonly customerId: Id
  /** As it was at the instant. */
  readonly status: string
  readonly industry: string | null
  /** Codes of the segments with a credit account, joined by commas. */
  readonly segments: string | null
  readonly foundedOn: CalendarDay | null
  /** In ten thousands of the base currency; null without a rate. */
  readonly registeredCapital: number | null
  readonly facts: readonly KnownFact[] | null
}

export interface FactScope {
  readonly customerIds: readonly Id[]
  /** Single items to read, beside the statements. */
  readonly items: readonly string[]
  readonly asOf: CalendarDay
  /** Only what had been recorded by this instant counts. */
  readonly knownAt: Date
  readonly factors: CurrencyFactors
  /** 10^minor digits of the base currency × 10,000. */
  readonly tenThousandMinor: string
}

const statementItems = [
  'current_assets',
  'current_liabilities',
  'total_assets',
  'total_liabilities',
  'revenue',
  'net_profit',
  'operating_cash_flow',
]

/**
 * What the credit file of many customers said, in one statement: the latest valid word per item (of equal days the
 * surest source, then the newest record), and ratios of the statements of the last three years. Flows of shorter
 * periods are brought to a year; growth compares periods of equal length a year apart.
 */
export async function listCreditFiles(db: Queryable, scope: FactScope): Promise<CreditFile[]> {
  const { asOf } = scope
  return db.rows<CreditFile>(sql`
    WITH ${knownFacts(scope)},
    single AS (
      SELECT DISTINCT ON (customer_id, item) customer_id, item,
        coalesce(trim_scale(CASE WHEN item IN ('registered_capital', 'paid_in_capital') THEN value_number * factor.rate
                                 ELSE value_number END)::text, value_text) AS value, valid_on
      FROM known LEFT JOIN factor ON factor.currency = known.unit
      WHERE item = ANY(${scope.items}::text[])
      ORDER BY customer_id, item, valid_on DESC, confidence DESC, recorded_at DESC, id),
    singles AS MATERIALIZED (
      SELECT customer_id, json_agg(json_build_object('item', item, 'value', value, 'on', valid_on)) AS facts
      FROM single WHERE value IS NOT NULL GROUP BY customer_id),
    figure AS (
      SELECT DISTINCT ON (customer_id, valid_on, unit, item) customer_id, valid_on, unit, item, value_number, period_months
      FROM known
      WHERE item = ANY(${statementItems}::text[]) AND valid_on > ${asOf}::date - interval '36 months'
      ORDER BY customer_id, valid_on, unit, item, period_months DESC, confidence DESC, recorded_at DESC, id),
    sheet AS (
      SELECT customer_id, valid_on, unit,
        max(value_number) FILTER (WHERE item = 'current_assets') AS current_assets,
        max(value_number) FILTER (WHERE item = 'current_liabilities') AS current_liabilities,
        max(value_number) FILTER (WHERE item = 'total_assets') AS total_assets,
        max(value_number) FILTER (WHERE item = 'total_liabilities') AS total_liabilities,
        max(value_number) FILTER (WHERE item = 'net_profit') AS net_profit,
        max(value_number) FILTER (WHERE item = 'revenue') AS revenue,
        max(period_months) FILTER (WHERE item = 'revenue') AS revenue_months,
        max(value_number * 12 / nullif(period_months, 0)) FILTER (WHERE item = 'operating_cash_flow') AS cash_flow
      FROM figure GROUP BY customer_id, valid_on, unit),
    ratio AS (
      SELECT s.customer_id, s.valid_on,
        bounded_basis_points(s.current_assets, s.current_liabilities) AS current_ratio,
        bounded_basis_points(s.total_liabilities, s.total_assets) AS debt_to_assets,
        bounded_basis_points(s.net_profit, s.revenue) AS net_margin,
        bounded_basis_points(s.cash_flow, s.current_liabilities) AS cash_flow_to_debt,
        bounded_basis_points(s.revenue - before.revenue, before.revenue) AS revenue_growth
      FROM sheet s LEFT JOIN sheet before ON before.customer_id = s.customer_id AND before.unit = s.unit
        AND before.valid_on = (s.valid_on - interval '12 months')::date AND before.revenue_months = s.revenue_months),
    ratios AS MATERIALIZED (
      SELECT customer_id,
        (array_agg(current_ratio ORDER BY valid_on DESC) FILTER (WHERE current_ratio IS NOT NULL))[1] AS current_ratio,
        max(valid_on) FILTER (WHERE current_ratio IS NOT NULL) AS current_ratio_on,
        (array_agg(debt_to_assets ORDER BY valid_on DESC) FILTER (WHERE debt_to_assets IS NOT NULL))[1] AS debt_to_assets,
        max(valid_on) FILTER (WHERE debt_to_assets IS NOT NULL) AS debt_to_assets_on,
        (array_agg(net_margin ORDER BY valid_on DESC) FILTER (WHERE net_margin IS NOT NULL))[1] AS net_margin,
        max(valid_on) FILTER (WHERE net_margin IS NOT NULL) AS net_margin_on,
        (array_agg(cash_flow_to_debt ORDER BY valid_on DESC) FILTER (WHERE cash_flow_to_debt IS NOT NULL))[1]
          AS cash_flow_to_debt,
        max(valid_on) FILTER (WHERE cash_flow_to_debt IS NOT NULL) AS cash_flow_to_debt_on,
        (array_agg(revenue_growth ORDER BY valid_on DESC) FILTER (WHERE revenue_growth IS NOT NULL))[1] AS revenue_growth,
        max(valid_on) FILTER (WHERE revenue_growth IS NOT NULL) AS revenue_growth_on
      FROM ratio GROUP BY customer_id)
    SELECT c.id AS "customerId", ${statusThen(scope.knownAt)} AS status, nullif(trim(c.industry), '') AS industry, c.founded_on AS "foundedOn",
      (SELECT string_agg(s.code, ',' ORDER BY s.code) FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
       WHERE a.customer_id = c.id) AS segments,
      CASE WHEN c.registered_capital_minor * factor.factor IS NOT NULL THEN
        least(2000000000, floor(c.registered_capital_minor * factor.factor / ${scope.tenThousandMinor}::numeric)) END::int
        AS "registeredCapital",
      singles.facts, ratios.*
    FROM asked JOIN customer c ON c.id = asked.customer_id
    LEFT JOIN factor ON factor.currency = c.registered_capital_currency
    LEFT JOIN singles ON singles.customer_id = c.id
    LEFT JOIN ratios ON ratios.customer_id = c.id`)
}

/** `known`: every fact that counts, and `factor`: what currencies are worth. */
function knownFacts(scope: FactScope): Sql {
  const { asOf, knownAt, factors } = scope
  return sql`
    asked AS (SELECT unnest(${scope.customerIds}::uuid[]) AS customer_id),
    factor AS (
      SELECT * FROM unnest(${factors.currencies}::text[], ${factors.factors}::numeric[], ${factors.rates}::numeric[])
        AS f (currency, factor, rate)),
    known AS (
      SELECT asked.customer_id, f.*
      FROM asked CROSS JOIN LATERAL (
        SELECT item, value_number, value_text, unit, valid_on, period_months, confidence, recorded_at, id FROM fact
        WHERE customer_id = asked.customer_id AND item = ANY(${[...scope.items, ...statementItems]}::text[])
          AND valid_on <= ${asOf} AND recorded_at <= ${knownAt}
          AND (superseded_at IS NULL OR superseded_at > ${knownAt}) ${BY_INDEX}) AS f)`
}
