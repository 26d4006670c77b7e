import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { dayOf, type LedgerItem } from './book-store.js'
import type { Baseline } from './domain/baseline.js'
import type { CustomerForecast } from './domain/forecast-customer.js'

/** How the newest forecasts were made. */
export interface ForecastState {
  readonly asOf: CalendarDay
  /** Null: without a model, by the baseline alone. */
  readonly modelVersion: number | null
  readonly items: number
  /** Standard deviations on either side that the band of 80 % spans. */
  readonly scale: number
  readonly baseline: Baseline
  readonly madeAt: Date
}

export async function findForecastState(db: Queryable): Promise<ForecastState | undefined> {
  const [found] = await db.rows<ForecastState>(sql`
    SELECT as_of AS "asOf", model_version AS "modelVersion", items, scale, baseline, made_at AS "madeAt"
    FROM forecast_state`)
  return found
}

export async function putForecastState(tx: Tx, state: ForecastState): Promise<void> {
  await tx.run(sql`
    INSERT INTO forecast_state (as_of, model_version, items, scale, baseline, made_at)
    VALUES (${state.asOf}, ${state.modelVersion}, ${state.items}, ${state.scale},
            ${JSON.stringify(state.baseline)}::jsonb, ${state.madeAt})
    ON CONFLICT (one) DO UPDATE SET as_of = excluded.as_of, model_version = excluded.model_version,
      items = excluded.items, scale = excluded.scale, baseline = excluded.baseline, made_at = excluded.made_at`)
}

/** Forecasts are written one batch after the other: two that replace the same customer would each add their own. */
export async function lockForecasts(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtext('payment-forecasts'))`)
}

/** Puts the forecasts of these customers in the place of those before; the caller holds the lock. */
export async function replaceForecasts(
  tx: Tx,
  customerIds: readonly Id[],
  found: readonly CustomerForecast<LedgerItem>[],
  { asOf, modelVersion }: { readonly asOf: CalendarDay; readonly modelVersion: number | null },
): Promise<void> {
  await tx.run(sql`DELETE FROM payment_forecast WHERE customer_id = ANY(${customerIds}::uuid[])`)
  await tx.run(sql`
    DELETE FROM cash_outlook WHERE account_id IN (
      SELECT id FROM credit_account WHERE customer_id = ANY(${customerIds}::uuid[]))`)
  const items = found.flatMap((one) => one.items)
  await insertRows(
    tx,
    'payment_forecast',
    {
      ...{ account_id: 'uuid', document_id: 'uuid', item_no: 'int', customer_id: 'uuid', as_of: 'date' },
      ...{ method: 'text', model_version: 'int', paid_count: 'int', currency: 'text', open_minor: 'bigint' },
      ...{
        due_on: 'date',
        q10_on: 'date',
        q50_on: 'date',
        q90_on: 'date',
        p_late: 'float8',
        p_late_30: 'float8',
      },
      ...{ p_late_90: 'float8', p_next_30: 'float8', parts: 'jsonb', reasons: 'jsonb' },
    },
    items.map(({ item, forecast, parts }) => [
      ...[item.accountId, item.documentId, item.itemNo, item.customer, asOf],
      ...[forecast.method, forecast.method === 'model' ? modelVersion : null, forecast.paidCount],
      ...[item.currency, item.openMinor, dayOf(item.due)],
      ...[dayOf(forecast.q10), dayOf(forecast.q50), dayOf(forecast.q90)],
      ...[forecast.pLate, forecast.pLate30, forecast.pLate90, forecast.pNext30],
      ...[parts, forecast.reasons.map(rounded)],
    ]),
  )
  await insertRows(
    tx,
    'cash_outlook',
    {
      ...{ account_id: 'uuid', currency: 'text', week_no: 'int', as_of: 'date', expected_minor: 'bigint' },
      variance: 'float8',
    },
    found.flatMap(({ accounts }) =>
      accounts.flatMap(({ accountId, currency, weeks }) =>
        weeks.map(({ weekNo, expectedMinor, variance }) => [
          ...[accountId, currency, weekNo, asOf, expectedMinor, variance],
        ]),
      ),
    ),
  )
}

function rounded({ feature, days, value }: { feature: string; days: number; value: number }) {
  return { feature, days: Math.round(days * 10) / 10, value: Math.round(value * 1000) / 1000 }
}

/** Forgets forecasts of an earlier day: what they were about is open no more. Gives how many instalments remain. */
export async function forgetOldForecasts(tx: Tx, asOf: CalendarDay): Promise<number> {
  await tx.run(sql`DELETE FROM payment_forecast WHERE as_of < ${asOf}`)
  await tx.run(sql`DELETE FROM cash_outlook WHERE as_of < ${asOf}`)
  const [row] = await tx.rows<{ count: number }>(sql`SELECT count(*)::int AS count FROM payment_forecast`)
  return row?.count ?? 0
}

/** Takes accounts off the queue of those that changed, at most so many; gives their customers. */
export async function takeForecastMarks(
  tx: Tx,
  limit: number,
): Promise<{ readonly marks: number; readonly customerIds: Id[] }> {
  const rows = await tx.rows<{ customerId: Id | null }>(sql`
    WITH taken AS (
      DELETE FROM forecast_mark WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM forecast_mark LIMIT ${limit} FOR UPDATE SKIP LOCKED))
      RETURNING account_id)
    SELECT a.customer_id AS "customerId" FROM taken LEFT JOIN credit_account a ON a.id = taken.account_id`)
  const ids = rows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]))
  return { marks: rows.length, customerIds: [...new Set(ids)] }
}

/** Of the whole book, which has just been forecast. */
export async function forgetForecastMarks(tx: Tx): Promise<void> {
  await tx.run(sql`DELETE FROM forecast_mark`)
}
