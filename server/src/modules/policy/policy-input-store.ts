import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { isSale } from '../exposure/accessory-store.js'
import type { Granted } from './domain/granted.js'

/** What a proposal needs to know about an account, as of a day. */
export interface AccountSituation {
  readonly accountId: Id
  readonly groupId: Id
  readonly customerId: Id
  readonly segmentId: Id
  readonly segmentCode: string
  readonly currency: Currency
  readonly limitMode: 'none' | 'unlimited' | 'amount'
  readonly netDays: number | null
  readonly customerStatus: string
  /** The newest base line of the day; null without one. */
  readonly currentMinor: bigint | null
  readonly ratingId: Id | null
  readonly grade: string | null
  /** Net assets as last stated, in major units of `netAssetsCurrency`. */
  readonly netAssets: string | null
  readonly netAssetsCurrency: Currency | null
  readonly industry: string | null
  readonly region: string | null
  readonly registeredCapitalMinor: bigint | null
  readonly registeredCapitalCurrency: Currency | null
  readonly customFields: Readonly<Record<string, unknown>>
  /** First order or invoice of the customer on or before the day; null when it has never bought. */
  readonly firstTradedOn: CalendarDay | null
  /** What came into force beside the limit with the last accepted proposal of a policy. */
  readonly agreed: Granted | null
}

/** A page of accounts in id order, with the latest rating and net assets of the day or before. */
export async function listSituations(
  db: Queryable,
  page: {
    readonly after: Id | null
    readonly limit: number
    readonly asOf: CalendarDay
    readonly knownAt: Date
    /** Only this account. */
    readonly only?: Id | undefined
    /** Only the accounts of these customers. */
    readonly customerIds?: readonly Id[] | undefined
  },
): Promise<AccountSituation[]> {
  const { asOf, only = null } = page
  return db.rows<AccountSituation>(sql`
    SELECT a.id AS "accountId", a.group_id AS "groupId", a.customer_id AS "customerId", a.segment_id AS "segmentId",
      s.code AS "segmentCode", a.currency, a.limit_mode AS "limitMode", a.net_days AS "netDays",
      c.status AS "customerStatus", base.amount_minor AS "currentMinor", r.id AS "ratingId", r.grade,
      trim_scale(equity.value_number)::text AS "netAssets", equity.unit AS "netAssetsCurrency",
      c.industry, c.region, c.registered_capital_minor AS "registeredCapitalMinor",
      c.registered_capital_currency AS "registeredCapitalCurrency", c.custom_fields AS "customFields",
      first.day AS "firstTradedOn", agreed.granted AS agreed
    FROM credit_account a
    JOIN customer c ON c.id = a.customer_id
    JOIN credit_segment s ON s.id = a.segment_id
    LEFT JOIN LATERAL (
      SELECT l.amount_minor FROM limit_line l
      WHERE l.account_id = a.id AND l.revoked_at IS NULL AND l.kind = 'base' AND l.valid_from <= ${asOf}
        AND (l.valid_to IS NULL OR l.valid_to >= ${asOf})
      ORDER BY l.valid_from DESC, l.created_at DESC LIMIT 1) AS base ON a.limit_mode = 'amount'
    LEFT JOIN LATERAL (
      SELECT g.id, coalesce(d.kept_grade, g.grade) AS grade FROM rating g
      LEFT JOIN rating_deferral d ON d.rating_id = g.id
      WHERE g.customer_id = a.customer_id AND g.as_of <= ${asOf}
      ORDER BY g.as_of DESC, g.rated_at DESC, g.id DESC LIMIT 1) AS r ON true
    LEFT JOIN LATERAL (
      SELECT f.value_number, f.unit FROM fact f
      WHERE f.customer_id = a.customer_id AND f.item = 'equity' AND f.valid_on <= ${asOf}
        AND f.valid_on > ${asOf}::date - interval '36 months'
        AND f.recorded_at <= ${page.knownAt} AND (f.superseded_at IS NULL OR f.superseded_at > ${page.knownAt})
      ORDER BY f.valid_on DESC, f.confidence DESC, f.recorded_at DESC LIMIT 1) AS equity ON true
    LEFT JOIN LATERAL (
      SELECT min(f.day) AS day FROM credit_account own CROSS JOIN unnest(ARRAY['order', 'invoice']) AS kind (type)
      CROSS JOIN LATERAL (
        SELECT min(d.document_on) AS day FROM document d
        WHERE d.account_id = own.id AND d.type = kind.type AND d.document_on <= ${asOf}) AS f
      WHERE own.customer_id = a.customer_id) AS first ON true
    LEFT JOIN LATERAL (
      SELECT p.granted FROM limit_proposal p
      WHERE p.account_id = a.id AND p.status = 'accepted' AND p.granted IS NOT NULL
      ORDER BY p.created_at DESC, p.id DESC LIMIT 1) AS agreed ON true
    WHERE (${page.after}::uuid IS NULL OR a.id > ${page.after}::uuid) AND (${only}::uuid IS NULL OR a.id = ${only}::uuid)
      ${page.customerIds ? sql`AND a.customer_id = ANY (${page.customerIds}::uuid[])` : empty}
    ORDER BY a.id LIMIT ${page.limit}`)
}

/** What an account bought inside the averaging period, in one currency. */
export interface Purchases {
  readonly accountId: Id
  readonly currency: Currency
  readonly minor: bigint
  /** Days since the first order or invoice ever. */
  readonly days: number
}

/** Orders of the period, or invoices of an account without orders in it; windows of 30 days back from the day. */
export async function listPurchases(
  db: Queryable,
  accountIds: readonly Id[],
  asOf: CalendarDay,
  windows: number,
): Promise<Purchases[]> {
  return db.rows<Purchases>(sql`
    WITH bought AS (
      SELECT d.account_id, d.type, d.currency, sum(d.total_minor)::bigint AS minor
      FROM document d
      WHERE d.account_id = ANY(${accountIds}::uuid[]) AND d.type IN ('order', 'invoice') AND d.status <> 'cancelled'
        AND d.document_on <= ${asOf} AND d.document_on > ${asOf}::date - ${windows * 30}::int AND ${isSale(sql`d`)}
      GROUP BY 1, 2, 3),
    chosen AS (
      SELECT bought.*, bool_or(type = 'order') OVER (PARTITION BY account_id) AS has_orders FROM bought)
    SELECT c.account_id AS "accountId", c.currency, c.minor, ${asOf}::date - first.day AS days
    FROM chosen c CROSS JOIN LATERAL (
      SELECT min(f.day) AS day FROM unnest(ARRAY['order', 'invoice']) AS kind (type) CROSS JOIN LATERAL (
        SELECT min(d.document_on) AS day FROM document d
        WHERE d.account_id = c.account_id AND d.type = kind.type AND d.document_on <= ${asOf}) AS f) AS first
    WHERE c.type = CASE WHEN c.has_orders THEN 'order' ELSE 'invoice' END`)
}

export async function listAccountCurrencies(db: Queryable): Promise<Currency[]> {
  const rows = await db.rows<{ currency: Currency }>(sql`
    SELECT currency FROM credit_account UNION SELECT from_currency FROM fx_rate UNION SELECT to_currency FROM fx_rate
    UNION SELECT base_currency FROM organisation`)
  return rows.map((row) => row.currency)
}
