import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { minorDigits } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { join, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { rateKey, ratesInto } from './fx-store.js'

/** For which day and by what settings of the organisation standings are worked out. */
export interface StandingBasis {
  readonly today: CalendarDay
  readonly baseCurrency: Currency
  /** Upper bounds in days of the overdue aging buckets, rising. */
  readonly agingBounds: readonly number[]
}

const LOCK = 7310003

/** More than a small percentage of a limit is all the same; what is used of a limit of zero counts as this. */
const UTILISATION_MAX_BP = 10_000_000

/** Waits until nobody else works standings out; until the transaction ends. */
export async function lockStandings(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LOCK})`)
}

/** Whether anything was changed, or became untrue by the day, since standings were worked out last. */
export async function hasStaleStandings(db: Queryable, today: CalendarDay): Promise<boolean> {
  const [row] = await db.rows<{ stale: boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM standing_change)
      OR EXISTS (SELECT 1 FROM customer_standing WHERE true_until <= ${today})
      OR EXISTS (SELECT 1 FROM customer_standing WHERE true_from > ${today}) AS stale`)
  return row?.stale ?? false
}

/** A customer whose standing has to be worked out; `receivables`: its aging too, for it changed or is of another day. */
interface StaleCustomer {
  readonly id: Id
  readonly receivables: boolean
}

/** Takes up to `limit` notes off the queue and adds as many customers whose standing is not true today. */
export async function takeStaleCustomers(
  tx: Tx,
  today: CalendarDay,
  limit: number,
): Promise<StaleCustomer[]> {
  return tx.rows<StaleCustomer>(sql`
    WITH taken AS (
      DELETE FROM standing_change WHERE ctid = ANY(ARRAY(SELECT ctid FROM standing_change LIMIT ${limit}))
      RETURNING account_id, customer_id, receivables)
    SELECT stale.id, bool_or(receivables) OR NOT coalesce(bool_and(s.true_from <= ${today} AND s.true_until > ${today}), false)
      AS receivables
    FROM (
      SELECT coalesce(t.customer_id, a.customer_id) AS id, t.receivables
      FROM taken t LEFT JOIN credit_account a ON a.id = t.account_id
      UNION ALL
      (SELECT customer_id, true FROM customer_standing WHERE true_until <= ${today} LIMIT ${limit})
      UNION ALL
      (SELECT customer_id, true FROM customer_standing WHERE true_from > ${today} LIMIT ${limit})) AS stale
    LEFT JOIN customer_standing s ON s.customer_id = stale.id
    WHERE stale.id IS NOT NULL GROUP BY stale.id`)
}

/** What a standing and the agings behind it say, in short, and whether it claims to be true today. */
export interface StandingMark {
  readonly id: Id
  readonly code: string
  readonly isCurrent: boolean
  readonly mark: string
}

/** Standings in the order of the codes, after the given one. */
export async function listStandingMarks(
  tx: Tx,
  page: { after: string | null; limit: number },
  today: CalendarDay,
): Promise<StandingMark[]> {
  const { after, limit } = page
  return tx.rows<StandingMark>(sql`
    SELECT s.customer_id AS id, s.code, s.true_from <= ${today} AND s.true_until > ${today} AS "isCurrent",
      md5((to_jsonb(s) - 'true_from')::text || coalesce((
        SELECT string_agg(g::text, ';' ORDER BY g.account_id, g.currency)
        FROM account_aging g WHERE g.customer_id = s.customer_id), '') || coalesce((
        SELECT string_agg(x::text, ';' ORDER BY x.kind, x.currency) FROM subject_aging x
        WHERE (x.kind, x.subject_id) IN (('customer', s.customer_id), ('group', s.group_id))), '')) AS mark
    FROM customer_standing s WHERE ${after}::text IS NULL OR s.code > ${after} ORDER BY s.code LIMIT ${limit}`)
}

/** Codes of customers who have no standing and do not wait for one: at most a thousand. */
export async function customersWithoutStanding(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ code: string }>(sql`
    SELECT c.code FROM customer c
    WHERE NOT EXISTS (SELECT FROM customer_standing s WHERE s.customer_id = c.id)
      AND NOT EXISTS (SELECT FROM standing_change n WHERE n.customer_id = c.id) ORDER BY c.code LIMIT 1000`)
  return rows.map(({ code }) => code)
}

/** Which of these customers wait to be worked out. */
export async function waitingCustomers(tx: Tx, ids: readonly Id[]): Promise<Id[]> {
  const rows = await tx.rows<{ id: Id }>(sql`
    SELECT DISTINCT coalesce(n.customer_id, a.customer_id) AS id
    FROM standing_change n LEFT JOIN credit_account a ON a.id = n.account_id
    WHERE coalesce(n.customer_id, a.customer_id) = ANY(${ids}::uuid[])`)
  return rows.map(({ id }) => id)
}

/** Works the aging of the customers' accounts out from their open items. */
export async function writeAgings(tx: Tx, ids: readonly Id[], basis: StandingBasis): Promise<void> {
  if (ids.length === 0) return
  const { today, agingBounds } = basis
  const bounds = [0, ...agingBounds]
  const sums = Array.from(
    { length: bounds.length + 1 },
    (_, bucket) => sql`coalesce(sum_minor(i.open_minor) FILTER (WHERE k.bucket = ${bucket}), 0)`,
  )
  await tx.run(sql`
    WITH open AS (
      SELECT a.id AS account_id, i.currency, a.customer_id, c.code AS customer_code, a.segment_id,
        ARRAY[${join(sums)}]::bigint[] AS buckets_minor,
        coalesce(sum_minor(i.open_minor) FILTER (WHERE k.bucket IS NULL), 0) AS unapplied_minor
      FROM credit_account a JOIN customer c ON c.id = a.customer_id
      JOIN exposure_item i ON i.account_id = a.id AND i.open_minor <> 0 AND i.bucket IN ('receivables', 'unapplied')
      CROSS JOIN LATERAL (SELECT CASE i.bucket WHEN 'receivables'
        THEN width_bucket(${today}::date - coalesce(i.due_on, i.document_on) - 1, ${bounds}::int[]) END AS bucket) AS k
      WHERE a.customer_id = ANY(${ids}::uuid[]) GROUP BY a.id, c.code, i.currency),
    gone AS (
      DELETE FROM account_aging g WHERE g.customer_id = ANY(${ids}::uuid[])
        AND NOT EXISTS (SELECT 1 FROM open o WHERE o.account_id = g.account_id AND o.currency = g.currency))
    INSERT INTO account_aging AS g
      (account_id, currency, customer_id, customer_code, segment_id, buckets_minor, unapplied_minor)
    SELECT account_id, currency, customer_id, customer_code, segment_id, buckets_minor, unapplied_minor FROM open
    ON CONFLICT (account_id, currency) DO UPDATE
      SET buckets_minor = excluded.buckets_minor, unapplied_minor = excluded.unapplied_minor
      WHERE (g.buckets_minor, g.unapplied_minor) IS DISTINCT FROM (excluded.buckets_minor, excluded.unapplied_minor)`)
}

/** A rate into the base currency as a factor of minor units: `1/7.1` stands for an inverse rate. */
interface Factor {
  readonly currency: Currency
  readonly rate: string
  /** Power of ten between the minor units of the two currencies. */
  readonly shift: number
}

/** What one minor unit of each currency that the customers deal in is worth; currencies without a rate are left out. */
async function factorsOf(tx: Tx, ids: readonly Id[], basis: StandingBasis): Promise<Factor[]> {
  const { today, baseCurrency } = basis
  const currencies = await tx.rows<{ currency: Currency }>(sql`
    WITH account AS (SELECT id, currency FROM credit_account WHERE customer_id = ANY(${ids}::uuid[]))
    SELECT currency FROM account
    UNION SELECT currency FROM account_exposure WHERE account_id IN (SELECT id FROM account)
    UNION SELECT currency FROM account_aging WHERE customer_id = ANY(${ids}::uuid[])`)
  const pairs = currencies.map(({ currency }) => ({ from: currency, to: baseCurrency }))
  const rates = await ratesInto(
    tx,
    pairs.filter(({ from }) => from !== baseCurrency),
    today,
  )
  return pairs.flatMap(({ from }) => {
    const rate = from === baseCurrency ? '1' : rates.get(rateKey(from, baseCurrency))
    if (rate === undefined) return []
    return [{ currency: from, rate, shift: minorDigits(baseCurrency) - minorDigits(from) }]
  })
}

/** In the base currency, rounded half away from zero; null without a rate, unless there is nothing to convert. */
const converted = (minor: Sql) => sql`CASE WHEN ${minor} = 0 THEN 0 ELSE round(${minor} * f.factor) END`

const gross = raw(
  ['reserved', 'open_orders', 'delivered_not_billed', 'receivables', 'bills']
    .map((bucket) => `e.${bucket}_minor`)
    .join(' + '),
)

/**
 * Common table expressions of one row per account: `exposed`, `due` and `limited`, in the base currency, with the day
 * on which a due day or a limit line makes them wrong. They read `account` and `factor`.
 */
function accountFigures({ today, baseCurrency, agingBounds }: StandingBasis): Sql {
  const bounds = sql`${[0, ...agingBounds]}::int[]`
  const base = sql`coalesce(i.due_on, i.document_on)`
  return sql`
    exposed AS (
      SELECT a.id, CASE WHEN coalesce(bool_and(${converted(sql`x.minor`)} IS NOT NULL) FILTER (WHERE e.account_id IS NOT NULL), true)
          THEN coalesce(sum(${converted(sql`x.minor`)}), 0) END AS minor,
        a.currency <> ${baseCurrency} OR coalesce(bool_or(e.currency <> ${baseCurrency}), false) AS is_foreign
      FROM account a LEFT JOIN account_exposure e ON e.account_id = a.id LEFT JOIN factor f ON f.currency = e.currency
      CROSS JOIN LATERAL (
        SELECT ${gross} + CASE WHEN a.unapplied_lowers_exposure THEN e.unapplied_minor ELSE 0 END AS minor) AS x
      GROUP BY a.id, a.currency),
    due_in AS (
      SELECT a.id, i.currency, coalesce(sum(i.open_minor) FILTER (WHERE i.due_on < ${today}::date), 0) AS minor,
        coalesce(bool_or(i.due_on < ${today}::date), false) AS is_overdue,
        min(${base} + (${bounds})[width_bucket(${today}::date - ${base} - 1, ${bounds}) + 1] + 1) AS until
      FROM account a
      LEFT JOIN exposure_item i ON i.account_id = a.id AND i.bucket = 'receivables' AND i.open_minor <> 0
      GROUP BY a.id, i.currency),
    due AS (
      SELECT d.id, bool_or(d.is_overdue) AS is_overdue, min(d.until) AS until,
        CASE WHEN bool_and(${converted(sql`d.minor`)} IS NOT NULL) THEN sum(${converted(sql`d.minor`)}) END AS minor
      FROM due_in d LEFT JOIN factor f ON f.currency = d.currency GROUP BY d.id),
    line AS (
      SELECT a.id, (array_agg(l.amount_minor ORDER BY l.valid_from DESC, l.created_at DESC, l.id DESC)
          FILTER (WHERE l.kind = 'base' AND v.today))[1] AS base,
        sum(l.amount_minor) FILTER (WHERE l.kind <> 'base' AND v.today) AS added,
        least(min(l.valid_from) FILTER (WHERE l.valid_from > ${today}),
          min(l.valid_to + 1) FILTER (WHERE l.valid_to >= ${today})) AS until
      FROM account a JOIN limit_line l ON l.account_id = a.id AND l.revoked_at IS NULL
      CROSS JOIN LATERAL (
        SELECT l.valid_from <= ${today} AND coalesce(l.valid_to, 'infinity') >= ${today} AS today) AS v
      WHERE a.limit_mode = 'amount' GROUP BY a.id),
    limited AS (
      SELECT a.id, x.minor IS NOT NULL AS has_limit, ${converted(sql`x.minor`)} AS minor, l.until
      FROM account a LEFT JOIN line l ON l.id = a.id LEFT JOIN factor f ON f.currency = a.currency
      CROSS JOIN LATERAL (SELECT CASE WHEN num_nonnulls(l.base, l.added) > 0
        THEN coalesce(l.base, 0) + coalesce(l.added, 0) END AS minor) AS x)`
}

/** Works the standing of customers out: what they owe, may owe and owe too late, beside what lists filter by. */
export async function writeStandings(tx: Tx, ids: readonly Id[], basis: StandingBasis): Promise<void> {
  if (ids.length === 0) return
  const { today } = basis
  const factors = await factorsOf(tx, ids, basis)
  await tx.run(sql`
    WITH picked AS (SELECT * FROM customer WHERE id = ANY(${ids}::uuid[])),
    factor AS (
      SELECT currency, CASE WHEN rate LIKE '1/%' THEN 1 / substr(rate, 3)::numeric ELSE rate::numeric END * 10.0 ^ shift AS factor
      FROM unnest(${factors.map((f) => f.currency)}::text[], ${factors.map((f) => f.rate)}::text[],
        ${factors.map((f) => f.shift)}::int[]) AS f (currency, rate, shift)),
    account AS (
      SELECT a.id, a.customer_id, a.segment_id, a.currency, a.limit_mode, s.unapplied_lowers_exposure
      FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id WHERE a.customer_id = ANY(${ids}::uuid[])),
    ${accountFigures(basis)},
    figures AS (
      SELECT a.customer_id, array_agg(a.segment_id ORDER BY a.segment_id) AS segment_ids,
        CASE WHEN bool_and(e.minor IS NOT NULL) THEN sum(e.minor) END AS exposure,
        bool_or(d.is_overdue) AS is_overdue, CASE WHEN bool_and(d.minor IS NOT NULL) THEN sum(d.minor) END AS overdue,
        bool_or(a.limit_mode = 'unlimited') AS is_unlimited,
        CASE WHEN bool_and(l.minor IS NOT NULL) FILTER (WHERE l.has_limit) THEN sum(l.minor) END AS limit,
        CASE WHEN bool_and(e.minor IS NOT NULL) FILTER (WHERE l.has_limit)
          THEN sum(e.minor) FILTER (WHERE l.has_limit) END AS used,
        least(min(d.until), min(l.until), CASE WHEN bool_or(e.is_foreign) THEN
          (SELECT min(valid_from) FROM fx_rate WHERE valid_from > ${today}) END) AS true_until
      FROM account a JOIN exposed e ON e.id = a.id JOIN due d ON d.id = a.id JOIN limited l ON l.id = a.id
      GROUP BY a.customer_id)
    INSERT INTO customer_standing (customer_id, code, owner_username, status, industry, group_id, segment_ids, grade,
      score, exposure_minor, is_overdue, overdue_minor, is_unlimited, limit_minor, utilisation_bp, true_from, true_until)
    SELECT c.id, c.code, c.owner_username, c.status, c.industry, c.group_id, coalesce(f.segment_ids, '{}'), r.grade,
      r.score, CASE WHEN f.customer_id IS NULL THEN 0 ELSE f.exposure END, coalesce(f.is_overdue, false),
      CASE WHEN f.customer_id IS NULL THEN 0 ELSE f.overdue END, coalesce(f.is_unlimited, false),
      CASE WHEN NOT f.is_unlimited THEN f.limit END,
      CASE WHEN f.limit = 0 AND f.used > 0 THEN ${UTILISATION_MAX_BP}
        WHEN f.used IS NOT NULL THEN bounded_basis_points(f.used, f.limit) END,
      ${today}, coalesce(f.true_until, 'infinity')
    FROM picked c LEFT JOIN figures f ON f.customer_id = c.id
    LEFT JOIN customer_rating_current r ON r.customer_id = c.id
    ON CONFLICT (customer_id) DO UPDATE SET owner_username = excluded.owner_username, status = excluded.status,
      industry = excluded.industry, group_id = excluded.group_id, segment_ids = excluded.segment_ids,
      grade = excluded.grade, score = excluded.score, exposure_minor = excluded.exposure_minor,
      is_overdue = excluded.is_overdue, overdue_minor = excluded.overdue_minor, is_unlimited = excluded.is_unlimited,
      limit_minor = excluded.limit_minor, utilisation_bp = excluded.utilisation_bp, true_from = excluded.true_from,
      true_until = excluded.true_until`)
}
