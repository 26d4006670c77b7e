import { systemPrincipal } from '../../kernel/access.js'
import { addDays, dayInZone, dayNumber, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { runAs } from '../../platform/request-context.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { wholeBook } from '../receivables/open-item-store.js'
import {
  dayOf,
  listLedgerItems,
  listOwingCustomers,
  loadWorth,
  sampleLedgerItems,
  type LedgerItem,
  type Worth,
} from './book-store.js'
import { forgetCashForecasts, insertCashRun, keepOutlook, listCashRuns } from './cash-forecast-store.js'
import { fitBaseline, outcomesBefore, type Baseline } from './domain/baseline.js'
import { byCustomer } from './domain/book-item.js'
import { bandScale, mondayOf } from './domain/cash-weeks.js'
import { forecastCustomer, type CustomerForecast } from './domain/forecast-customer.js'
import { forecaster, type Forecaster } from './domain/forecast-items.js'
import { findModelInUse, getForecastDocuments } from './forecast-model-store.js'
import { listPastWeeks } from './past-weeks.js'
import {
  findForecastState,
  forgetForecastMarks,
  forgetOldForecasts,
  lockForecasts,
  putForecastState,
  replaceForecasts,
  takeForecastMarks,
} from './payment-forecast-store.js'
import { putPayers } from './payer-store.js'
import { closeTracked, trackFirst } from './track-store.js'

/** Customers forecast in one transaction. */
const BATCH = 200
const BATCHES_MAX = 100_000
/** Past forecasts are kept for so many days. */
const KEPT_DAYS = 730
/** Weeks ahead from which on the bands learn how wide they must be. */
const SCALE_WEEKS = 12
const MARKS = 500

type Forecasting = Pick<Deps, 'db' | 'now'>

/** What the forecasts of one moment are made with. */
interface Basis {
  readonly asOf: CalendarDay
  readonly modelVersion: number | null
  readonly worth: Worth
  readonly forecast: Forecaster
}

/**
 * Forecasts every open instalment of the book with the model in use, or by the baseline where there is none; keeps the
 * outlook of the first run of each week as a past forecast. Gives how many instalments were forecast.
 */
export async function forecastBook({ db, now }: Forecasting): Promise<number> {
  return runAs(systemPrincipal, async () => {
    const { timeZone, baseCurrency } = await getOrganisation(db)
    const asOf = dayInZone(now(), timeZone)
    const worth = await loadWorth(db, baseCurrency, asOf)
    const past = await sampleLedgerItems(db, addDays(asOf, -1), worth)
    const baseline = fitBaseline(outcomesBefore(past, dayNumber(asOf)))
    const basis = await basisOf(db, { asOf, worth, baseline })
    await db.transaction((tx) => forgetForecastMarks(tx))
    let after: Id | null = null
    for (let batch = 0; batch < BATCHES_MAX; batch++) {
      const ids: Id[] = await listOwingCustomers(db, after, BATCH)
      after = ids.at(-1) ?? null
      if (after === null) break
      await db.transaction((tx) => forecastCustomers(tx, ids, basis))
    }
    const scale = await scaleOf(db, asOf)
    return db.transaction(async (tx) => {
      const items = await forgetOldForecasts(tx, asOf)
      const { modelVersion } = basis
      await putForecastState(tx, { asOf, modelVersion, items, scale, baseline, madeAt: now() })
      await closeTracked(tx)
      await keepWeekly(tx, { asOf, modelVersion, items, scale, madeAt: now() })
      return items
    })
  })
}

/** Forecasts again what changed since: a payment, an invoice, a return. Gives how many customers were looked at. */
export async function refreshForecasts({ db, now }: Forecasting): Promise<number> {
  return runAs(systemPrincipal, async () => {
    const state = await findForecastState(db)
    if (!state) {
      // Without a first run of the whole book there is nothing to bring up to date.
      await db.transaction((tx) => forgetForecastMarks(tx))
      return 0
    }
    const { timeZone, baseCurrency } = await getOrganisation(db)
    const asOf = dayInZone(now(), timeZone)
    const worth = await loadWorth(db, baseCurrency, asOf)
    const basis = await basisOf(db, { asOf, worth, baseline: state.baseline })
    let looked = 0
    for (let batch = 0; batch < BATCHES_MAX; batch++) {
      const taken = await db.transaction(async (tx) => {
        const found = await takeForecastMarks(tx, MARKS)
        await forecastCustomers(tx, found.customerIds, basis)
        return found
      })
      looked += taken.customerIds.length
      if (taken.marks < MARKS) break
    }
    return looked
  })
}

async function basisOf(
  db: Queryable,
  { asOf, worth, baseline }: { asOf: CalendarDay; worth: Worth; baseline: Baseline },
): Promise<Basis> {
  const inUse = await findModelInUse(db)
  const model = inUse ? (await getForecastDocuments(db, inUse.id)).model : null
  const forecast = forecaster(model, baseline, { reasons: true })
  return { asOf, worth, modelVersion: inUse?.version ?? null, forecast }
}

async function forecastCustomers(tx: Tx, customerIds: readonly Id[], basis: Basis): Promise<void> {
  const { asOf, worth, modelVersion, forecast } = basis
  await lockForecasts(tx)
  const items = await listLedgerItems(tx, customerIds, asOf, worth)
  const today = dayNumber(asOf)
  const found = [...byCustomer(items).values()].map((own): CustomerForecast<LedgerItem> =>
    forecastCustomer(own, { asOf: today, knownBefore: today + 1 }, forecast),
  )
  await replaceForecasts(tx, customerIds, found, { asOf, modelVersion })
  const open = found.flatMap((one) => one.items)
  await trackFirst(tx, open, { madeOn: asOf, modelVersion })
  await putPayers(tx, found, asOf)
}

/** How wide the bands must be for four of five past weeks to lie in them, over all currencies. */
async function scaleOf(db: Queryable, asOf: CalendarDay): Promise<number> {
  const weeks = await listPastWeeks(
    db,
    { scope: wholeBook, currency: null },
    { since: addDays(asOf, -7 * 26), before: asOf },
  )
  return bandScale(
    weeks
      .filter(({ ahead }) => ahead < SCALE_WEEKS)
      .map(({ expectedMinor, cameMinor, variance }) => ({
        off: Number(cameMinor - expectedMinor),
        variance,
      })),
  )
}

/** Keeps the outlook when it is the first of its week. */
async function keepWeekly(
  tx: Tx,
  run: { asOf: CalendarDay; modelVersion: number | null; items: number; scale: number; madeAt: Date },
): Promise<void> {
  const monday = dayOf(mondayOf(dayNumber(run.asOf)))
  if ((await listCashRuns(tx, monday)).length > 0) return
  if (!(await insertCashRun(tx, { ...run, kind: 'live' }))) return
  await keepOutlook(tx)
  await forgetCashForecasts(tx, addDays(run.asOf, -KEPT_DAYS))
}
