import { systemPrincipal } from '../../kernel/access.js'
import { addDays, dayInZone, dayNumber, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { runAs } from '../../platform/request-context.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  dayOf,
  listLedgerItems,
  listOwingCustomers,
  loadWorth,
  sampleLedgerItems,
  type Worth,
} from './book-store.js'
import { insertCashRun, keepPastForecast, listCashRuns } from './cash-forecast-store.js'
import { fitBaseline, outcomesBefore } from './domain/baseline.js'
import { byCustomer } from './domain/book-item.js'
import { FOUR_FIFTHS, mondayOf } from './domain/cash-weeks.js'
import { forecastCustomer } from './domain/forecast-customer.js'
import { forecaster } from './domain/forecast-items.js'
import type { ForecastModel } from './domain/forecast-model.js'
import { findModelInUse, getForecastDocuments } from './forecast-model-store.js'
import { trackFirst } from './track-store.js'

/** Past weeks worked out when there is no forecast of theirs. */
const WEEKS = 12
const BATCH = 200
const BATCHES_MAX = 100_000

/**
 * Works out what would have been forecast on the Mondays of the last twelve weeks of which no forecast was kept, from
 * nothing but what was known on each: payments, histories and the model that had learned from earlier days only. Later
 * forecasts can then be held against something from the first day on. Gives how many Mondays were worked out.
 */
export async function backCastWeeks({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  return runAs(systemPrincipal, async () => {
    const { timeZone, baseCurrency } = await getOrganisation(db)
    const today = dayInZone(now(), timeZone)
    const first = mondayOf(dayNumber(today)) - 7 * WEEKS
    const known = new Set((await listCashRuns(db, dayOf(first))).map(({ asOf }) => mondayOf(dayNumber(asOf))))
    const missing = Array.from({ length: WEEKS }, (_, week) => first + 7 * week).filter(
      (day) => !known.has(day),
    )
    const worth = await loadWorth(db, baseCurrency, today)
    for (const day of missing) await backCast(db, dayOf(day), { worth, madeAt: now() })
    return missing.length
  })
}

async function backCast(
  db: Deps['db'],
  asOf: CalendarDay,
  { worth, madeAt }: { readonly worth: Worth; readonly madeAt: Date },
): Promise<void> {
  const day = dayNumber(asOf)
  const until = addDays(asOf, -1)
  const baseline = fitBaseline(outcomesBefore(await sampleLedgerItems(db, until, worth), day))
  const chosen = await modelKnownOn(db, asOf)
  const forecast = forecaster(chosen?.model ?? null, baseline, { reasons: false })
  const modelVersion = chosen?.version ?? null
  let items = 0
  let after: Id | null = null
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const ids: Id[] = await listOwingCustomers(db, after, BATCH)
    after = ids.at(-1) ?? null
    if (after === null) break
    const ledger = await listLedgerItems(db, ids, until, worth)
    const found = [...byCustomer(ledger).values()].map((own) =>
      forecastCustomer(own, { asOf: day, knownBefore: day }, forecast),
    )
    const open = found.flatMap((one) => one.items)
    items += open.length
    await db.transaction(async (tx) => {
      await keepPastForecast(
        tx,
        asOf,
        found.flatMap(({ accounts }) => accounts),
      )
      await trackFirst(tx, open, { madeOn: asOf, modelVersion })
    })
  }
  await db.transaction((tx) =>
    insertCashRun(tx, { asOf, kind: 'back-cast', modelVersion, items, scale: FOUR_FIFTHS, madeAt }),
  )
}

/** The model in use as it could have been fitted by then; null when it learned from that day or later. */
async function modelKnownOn(
  db: Queryable,
  asOf: CalendarDay,
): Promise<{ readonly version: number; readonly model: ForecastModel } | null> {
  const inUse = await findModelInUse(db)
  if (!inUse || inUse.holdOutFrom > asOf) return null
  const { model, past } = await getForecastDocuments(db, inUse.id)
  return { version: inUse.version, model: inUse.asOf <= asOf ? model : past }
}
