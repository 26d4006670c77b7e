import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { LossParameters } from '../policy/domain/expected-loss.js'
import type { CurrencyFactors } from '../scoring/currency-factor-store.js'

export const lossDimensions = ['customer', 'group', 'grade', 'segment'] as const
type LossDimension = (typeof lossDimensions)[number]

export const lossSorts = ['-loss', 'loss', '-exposure', 'exposure', '-pd', 'pd', 'key'] as const
type LossSort = (typeof lossSorts)[number]

/** What losses of a year are expected from a part of the book; amounts in minor units of the base currency. */
export interface LossLine {
  /** Code of the customer, group or segment, or the grade; empty: no grade. */
  readonly key: string
  readonly name: string
  readonly accounts: number
  readonly exposureMinor: bigint
  /** Exposure and the part of the free limit that is drawn before default. */
  readonly atDefaultMinor: bigint
  readonly lossMinor: bigint
  /** Mean probability of default, weighed by the exposure at default. */
  readonly pd: string
  /** Accounts whose probability of default comes from the statistical model in use. */
  readonly byModel: number
  readonly unrated: number
}

export interface LossTotals {
  readonly lines: number
  readonly accounts: number
  readonly exposureMinor: bigint
  readonly atDefaultMinor: bigint
  readonly lossMinor: bigint
}

interface LossFilter {
  readonly by: LossDimension
  readonly grade?: string | undefined
  readonly segment?: string | undefined
  readonly customerCode?: string | undefined
  readonly onlyCustomersOf: string | null
}

export interface LossFrame {
  readonly today: CalendarDay
  readonly parameters: LossParameters
  readonly factors: CurrencyFactors
}

const keys: Readonly<Record<LossDimension, { readonly key: Sql; readonly name: Sql }>> = {
  customer: { key: sql`c.code`, name: sql`c.name` },
  group: { key: sql`g.code`, name: sql`g.name` },
  grade: { key: sql`coalesce(l.grade, '')`, name: sql`coalesce(l.grade, '')` },
  segment: { key: sql`s.code`, name: sql`s.name` },
}

const orders: Readonly<Record<LossSort, Sql>> = {
  '-loss': sql`sum(l.loss) DESC, 1`,
  loss: sql`sum(l.loss), 1`,
  '-exposure': sql`sum(l.exposure) DESC, 1`,
  exposure: sql`sum(l.exposure), 1`,
  '-pd': sql`sum(l.pd * l.at_default) / nullif(sum(l.at_default), 0) DESC NULLS LAST, 1`,
  pd: sql`sum(l.pd * l.at_default) / nullif(sum(l.at_default), 0) NULLS FIRST, 1`,
  key: sql`1`,
}

/** Basis points as a share. */
const shareOf = (basisPoints: number) => (basisPoints / 10_000).toFixed(4)

/**
 * Tables of a statement, `lost` the last of them and `factor` (what currencies are worth) the first: every account with its
 * loss, rounded to the minor unit: whatever these rows are added up by, the sums agree. Whoever has no grade is taken
 * for the worst. An account with an amount in a currency without a rate is left out.
 */
export function losses({ today, parameters, factors }: LossFrame): Sql {
  const { pdBasisPoints, lgdBasisPoints, unusedDrawnBasisPoints } = parameters
  const worst = Math.max(...Object.values(pdBasisPoints))
  const valid = sql`l.revoked_at IS NULL AND l.valid_from <= ${today}::date
    AND (l.valid_to IS NULL OR l.valid_to >= ${today}::date)`
  return sql`
    factor AS MATERIALIZED (
      SELECT currency, factor FROM unnest(${factors.currencies}::text[], ${factors.factors}::numeric[]) AS f (currency, factor)),
    grade_pd AS MATERIALIZED (
      SELECT grade, pd FROM unnest(${Object.keys(pdBasisPoints)}::text[],
        ${Object.values(pdBasisPoints).map(shareOf)}::numeric[]) AS p (grade, pd)),
    owed AS (
      SELECT x.account_id, bool_or(f.factor IS NULL) AS unknown, sum(f.factor * (x.reserved_minor + x.open_orders_minor
        + x.delivered_not_billed_minor + x.receivables_minor + x.bills_minor
        + CASE WHEN s.unapplied_lowers_exposure THEN x.unapplied_minor ELSE 0 END)) AS minor
      FROM account_exposure x JOIN credit_segment s ON s.id = x.segment_id
      LEFT JOIN factor f ON f.currency = x.currency::text GROUP BY x.account_id),
    granted AS (
      SELECT account_id, sum(amount_minor) AS minor FROM (
        SELECT DISTINCT ON (l.account_id) l.account_id, l.amount_minor FROM limit_line l
        WHERE l.kind = 'base' AND ${valid}
        ORDER BY l.account_id, l.valid_from DESC, l.created_at DESC, l.id DESC) AS base
      GROUP BY account_id),
    further AS (
      SELECT l.account_id, sum(l.amount_minor) AS minor FROM limit_line l WHERE l.kind <> 'base' AND ${valid}
      GROUP BY l.account_id),
    scored AS (
      SELECT DISTINCT ON (r.customer_id) r.customer_id, m.pd::numeric AS pd
      FROM customer_rating_current r JOIN model_score m ON m.rating_id = r.rating_id AND m.used_as = 'champion'
      JOIN rating_model model ON model.id = m.model_id AND model.status = 'champion'
      ORDER BY r.customer_id, m.scored_at DESC, m.id),
    account AS (
      SELECT a.customer_id, a.group_id, a.segment_id, r.grade, scored.pd IS NOT NULL AS by_model,
        round(greatest(coalesce(owed.minor, 0), 0)) AS exposure,
        CASE WHEN a.limit_mode = 'amount'
          THEN round((coalesce(granted.minor, 0) + coalesce(further.minor, 0)) * f.factor) ELSE 0 END AS limit_minor,
        coalesce(scored.pd, grade_pd.pd, ${shareOf(worst)}::numeric) AS pd
      FROM credit_account a
      LEFT JOIN owed ON owed.account_id = a.id
      LEFT JOIN granted ON granted.account_id = a.id
      LEFT JOIN further ON further.account_id = a.id
      LEFT JOIN factor f ON f.currency = a.currency::text
      LEFT JOIN customer_rating_current r ON r.customer_id = a.customer_id
      LEFT JOIN scored ON scored.customer_id = a.customer_id
      LEFT JOIN grade_pd ON grade_pd.grade = r.grade
      WHERE NOT coalesce(owed.unknown, false) AND (a.limit_mode <> 'amount' OR f.factor IS NOT NULL)),
    exposed AS (
      SELECT *, exposure + greatest(limit_minor - exposure, 0) * ${shareOf(unusedDrawnBasisPoints)}::numeric AS at_default
      FROM account),
    lost AS (
      SELECT *, round(at_default * pd * ${shareOf(lgdBasisPoints)}::numeric) AS loss FROM exposed)`
}

const counted = sql`count(*)::int AS accounts, sum(l.exposure)::bigint AS "exposureMinor",
  round(sum(l.at_default))::bigint AS "atDefaultMinor", sum(l.loss)::bigint AS "lossMinor"`

function source(filter: LossFilter): Sql {
  const { onlyCustomersOf } = filter
  const [grade, segment, customerCode] = [filter.grade, filter.segment, filter.customerCode].map(
    (wanted) => wanted ?? null,
  )
  return sql`
    FROM lost l JOIN customer c ON c.id = l.customer_id JOIN credit_group g ON g.id = l.group_id
    JOIN credit_segment s ON s.id = l.segment_id
    WHERE (${grade}::text IS NULL OR l.grade = ${grade}) AND (${segment}::text IS NULL OR s.code = ${segment})
      AND (${customerCode}::text IS NULL OR c.code = ${customerCode})
      AND (${onlyCustomersOf}::text IS NULL OR c.owner_username = ${onlyCustomersOf})`
}

/** A page of the parts of the book with what losses are expected from them. */
export async function listLosses(
  db: Queryable,
  frame: LossFrame,
  filter: LossFilter,
  page: { readonly sort: LossSort; readonly offset: number; readonly limit: number },
): Promise<LossLine[]> {
  const { key, name } = keys[filter.by]
  return db.rows<LossLine>(sql`
    WITH ${losses(frame)}
    SELECT ${key} AS key, ${name} AS name, ${counted},
      coalesce(round(sum(l.pd * l.at_default) / nullif(sum(l.at_default), 0), 6), 0)::text AS pd,
      (count(*) FILTER (WHERE l.by_model))::int AS "byModel",
      (count(*) FILTER (WHERE l.grade IS NULL))::int AS unrated
    ${source(filter)} GROUP BY 1, 2 ORDER BY ${orders[page.sort]} LIMIT ${page.limit} OFFSET ${page.offset}`)
}

/** Sums of all that the filter finds, and of how many lines they are. */
export async function sumLosses(db: Queryable, frame: LossFrame, filter: LossFilter): Promise<LossTotals> {
  const [row] = await db.rows<LossTotals>(sql`
    WITH ${losses(frame)}
    SELECT count(DISTINCT ${keys[filter.by].key})::int AS lines, count(*)::int AS accounts,
      coalesce(sum(l.exposure), 0)::bigint AS "exposureMinor",
      coalesce(round(sum(l.at_default)), 0)::bigint AS "atDefaultMinor", coalesce(sum(l.loss), 0)::bigint AS "lossMinor"
    ${source(filter)}`)
  if (!row) throw new Error('the database gave no sums')
  return row
}
