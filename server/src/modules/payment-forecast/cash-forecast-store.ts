import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { scopeAccounts, type BookScope } from '../receivables/open-item-store.js'
import type { ForecastOfAccount } from './domain/forecast-customer.js'

/** What is expected in one week, of one currency. */
export interface ExpectedWeek {
  /** Monday of the week; null is everything later than 26 weeks. */
  readonly weekOn: CalendarDay | null
  readonly currency: Currency
  readonly expectedMinor: bigint
  /** Minor units squared. */
  readonly variance: number
}

/** The same as a past forecast said it. */
export interface PastExpectedWeek extends ExpectedWeek {
  readonly asOf: CalendarDay
  readonly scale: number
}

export interface CashScope {
  readonly scope: BookScope
  /** Null: every currency. */
  readonly currency: Currency | null
}

const LATER = 26

/** What the newest forecasts expect, by week. */
export async function listOutlook(db: Queryable, { scope, currency }: CashScope): Promise<ExpectedWeek[]> {
  return db.rows<ExpectedWeek>(sql`
    WITH ${scopeAccounts(scope)}
    SELECT CASE WHEN o.week_no < ${LATER} THEN (date_trunc('week', o.as_of) + o.week_no * interval '7 days')::date END
        AS "weekOn",
      o.currency, sum(o.expected_minor)::bigint AS "expectedMinor", sum(o.variance) AS variance
    FROM cash_outlook o
    WHERE o.account_id IN (SELECT id FROM scope) AND (${currency}::text IS NULL OR o.currency = ${currency})
    GROUP BY 1, 2 ORDER BY 1, 2`)
}

/** What forecasts of past weeks expected, since a day, without what lay beyond 26 weeks. */
export async function listPastForecasts(
  db: Queryable,
  { scope, currency }: CashScope,
  since: CalendarDay,
): Promise<PastExpectedWeek[]> {
  return db.rows<PastExpectedWeek>(sql`
    WITH ${scopeAccounts(scope)}
    SELECT c.as_of AS "asOf", (date_trunc('week', c.as_of) + c.week_no * interval '7 days')::date AS "weekOn",
      c.currency, sum(c.expected_minor)::bigint AS "expectedMinor", sum(c.variance) AS variance, r.scale
    FROM cash_forecast c JOIN cash_forecast_run r ON r.as_of = c.as_of
    WHERE c.as_of >= ${since} AND c.week_no < ${LATER} AND c.account_id IN (SELECT id FROM scope)
      AND (${currency}::text IS NULL OR c.currency = ${currency})
    GROUP BY c.as_of, c.week_no, c.currency, r.scale ORDER BY 1, 2, 3`)
}

/** Money that came for invoices of a day, by week. */
export interface CameWeek {
  readonly weekOn: CalendarDay
  readonly currency: Currency
  readonly documentOn: CalendarDay
  readonly cameMinor: bigint
}

/** Receipts on instalments by the week in which they came and the day of the invoice; Mondays `from` until before `to`. */
export async function listCame(
  db: Queryable,
  { scope, currency }: CashScope,
  { from, to }: { readonly from: CalendarDay; readonly to: CalendarDay },
): Promise<CameWeek[]> {
  return db.rows<CameWeek>(sql`
    WITH ${scopeAccounts(scope)}
    SELECT date_trunc('week', e.effective_on)::date AS "weekOn", e.currency, i.document_on AS "documentOn",
      -sum(e.delta_minor)::bigint AS "cameMinor"
    FROM exposure_entry e
    JOIN document w ON w.id = e.cause_id AND w.type = 'receipt'
    JOIN exposure_item i ON i.account_id = e.account_id AND i.document_id = e.document_id AND i.item_no = e.item_no
    WHERE e.bucket = 'receivables' AND e.effective_on >= ${from} AND e.effective_on < ${to}
      AND e.account_id IN (SELECT id FROM scope) AND (${currency}::text IS NULL OR e.currency = ${currency})
    GROUP BY 1, 2, 3`)
}

export interface CashRun {
  readonly asOf: CalendarDay
  /** A back-cast was worked out later, from nothing but what was known on that day. */
  readonly kind: 'live' | 'back-cast'
  readonly modelVersion: number | null
  readonly items: number
  readonly scale: number
  readonly madeAt: Date
}

/** Newest first. */
export async function listCashRuns(db: Queryable, since: CalendarDay): Promise<CashRun[]> {
  return db.rows<CashRun>(sql`
    SELECT as_of AS "asOf", kind, model_version AS "modelVersion", items, scale, made_at AS "madeAt"
    FROM cash_forecast_run WHERE as_of >= ${since} ORDER BY as_of DESC`)
}

/** False when there is a forecast of that day already. */
export async function insertCashRun(tx: Tx, run: CashRun): Promise<boolean> {
  const inserted = await tx.run(sql`
    INSERT INTO cash_forecast_run (as_of, kind, model_version, items, scale, made_at)
    VALUES (${run.asOf}, ${run.kind}, ${run.modelVersion}, ${run.items}, ${run.scale}, ${run.madeAt})
    ON CONFLICT DO NOTHING`)
  return inserted === 1
}

/** Keeps the newest outlook as the forecast of its day. */
export async function keepOutlook(tx: Tx): Promise<void> {
  await tx.run(sql`
    INSERT INTO cash_forecast (as_of, account_id, currency, week_no, expected_minor, variance)
    SELECT as_of, account_id, currency, week_no, expected_minor, variance FROM cash_outlook`)
}

/** Keeps what was worked out for a past day. */
export async function keepPastForecast(
  tx: Tx,
  asOf: CalendarDay,
  accounts: readonly ForecastOfAccount[],
): Promise<void> {
  await insertRows(
    tx,
    'cash_forecast',
    {
      ...{ as_of: 'date', account_id: 'uuid', currency: 'text', week_no: 'int', expected_minor: 'bigint' },
      variance: 'float8',
    },
    accounts.flatMap(({ accountId, currency, weeks }) =>
      weeks.map(({ weekNo, expectedMinor, variance }) => [
        ...[asOf, accountId, currency, weekNo, expectedMinor, variance],
      ]),
    ),
    'ON CONFLICT DO NOTHING',
  )
}

/** Forgets forecasts of cash made before a day. */
export async function forgetCashForecasts(tx: Tx, before: CalendarDay): Promise<void> {
  await tx.run(sql`DELETE FROM cash_forecast WHERE as_of < ${before}`)
  await tx.run(sql`DELETE FROM cash_forecast_run WHERE as_of < ${before}`)
}
