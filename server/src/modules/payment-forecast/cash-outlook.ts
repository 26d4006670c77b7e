import { addDays, dayInZone, dayNumber, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Queryable } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { BookScope } from '../receivables/open-item-store.js'
import { dayOf } from './book-store.js'
import { listOutlook, type ExpectedWeek } from './cash-forecast-store.js'
import { mondayOf, wapeOf } from './domain/cash-weeks.js'
import { listPastWeeks, type PastWeek } from './past-weeks.js'
import { findForecastState } from './payment-forecast-store.js'

/** Money with the band that holds it in four of five cases. */
export interface Band {
  readonly expectedMinor: bigint
  readonly lowMinor: bigint
  readonly highMinor: bigint
}

export interface OutlookWeek extends Band {
  readonly weekOn: CalendarDay
}

export interface ComparedWeek extends Band {
  readonly weekOn: CalendarDay
  readonly madeOn: CalendarDay
  readonly cameMinor: bigint
}

export interface CashOutlook {
  /** Null: nothing was forecast yet. */
  readonly asOf: CalendarDay | null
  readonly madeAt: Date | null
  readonly modelVersion: number | null
  readonly currency: Currency
  /** Every currency in which something is open. */
  readonly currencies: readonly Currency[]
  /** From this week on, all of them. */
  readonly weeks: readonly OutlookWeek[]
  /** Expected after the last week, or never. */
  readonly laterMinor: bigint
  /** Σ weeks + later = what is open. */
  readonly openMinor: bigint
  readonly past: readonly ComparedWeek[]
  /** Σ |expected − came| ÷ Σ came of the past weeks; null when nothing came. */
  readonly wape: number | null
  /** Share of past weeks inside their band. */
  readonly coverage: number | null
}

export interface OutlookQuestion {
  readonly scope: BookScope
  /** Null: that of the organisation. */
  readonly currency: Currency | null
  readonly weeks: number
  /** How many weeks before a past week the forecast was made that it is held against. */
  readonly ahead: number
  readonly pastWeeks: number
}

/** Expected cash by week with bands, and what past forecasts expected against what came. */
export async function cashOutlook(db: Queryable, question: OutlookQuestion, now: Date): Promise<CashOutlook> {
  const { timeZone, baseCurrency } = await getOrganisation(db)
  const today = dayInZone(now, timeZone)
  const monday = dayOf(mondayOf(dayNumber(today)))
  const currency = question.currency ?? baseCurrency
  const { scope, ahead } = question
  const state = await findForecastState(db)
  const all = await listOutlook(db, { scope, currency: null })
  const own = all.filter((one) => one.currency === currency)
  const openMinor = own.reduce((sum, { expectedMinor }) => sum + expectedMinor, 0n)
  const weeks = Array.from({ length: question.weeks }, (_, at): OutlookWeek => {
    const weekOn = addDays(monday, 7 * at)
    // What an outlook of an earlier week expected by now is expected now.
    const inWeek = own.filter((one) => (at === 0 ? isUntil(one, weekOn) : one.weekOn === weekOn))
    return { weekOn, ...bandOf(inWeek, state?.scale ?? 1, openMinor) }
  })
  const past = (
    await listPastWeeks(
      db,
      { scope, currency },
      { since: addDays(monday, -7 * (question.pastWeeks + ahead)), before: monday },
    )
  )
    .filter((week) => week.ahead === ahead && week.weekOn >= addDays(monday, -7 * question.pastWeeks))
    .map(comparedOf)
  const inside = past.filter(
    ({ cameMinor, lowMinor, highMinor }) => cameMinor >= lowMinor && cameMinor <= highMinor,
  )
  return {
    ...{
      asOf: state?.asOf ?? null,
      madeAt: state?.madeAt ?? null,
      modelVersion: state?.modelVersion ?? null,
    },
    ...{ currency, weeks, openMinor, past },
    currencies: [...new Set([baseCurrency, ...all.map((one) => one.currency)])],
    laterMinor: openMinor - weeks.reduce((sum, { expectedMinor }) => sum + expectedMinor, 0n),
    wape: wapeOf(past.map((one) => ({ expected: Number(one.expectedMinor), actual: Number(one.cameMinor) }))),
    coverage: past.length === 0 ? null : inside.length / past.length,
  }
}

function isUntil({ weekOn }: ExpectedWeek, monday: CalendarDay): boolean {
  return weekOn !== null && weekOn <= monday
}

/** Never below nothing, never above what is open. */
function bandOf(
  weeks: readonly Pick<ExpectedWeek, 'expectedMinor' | 'variance'>[],
  scale: number,
  most: bigint | null,
): Band {
  const expectedMinor = weeks.reduce((sum, one) => sum + one.expectedMinor, 0n)
  const half = BigInt(Math.round(scale * Math.sqrt(weeks.reduce((sum, { variance }) => sum + variance, 0))))
  const low = expectedMinor - half
  const high = expectedMinor + half
  return {
    expectedMinor,
    lowMinor: low > 0n ? low : 0n,
    highMinor: most !== null && high > most ? most : high,
  }
}

function comparedOf({ weekOn, madeOn, cameMinor, scale, ...week }: PastWeek): ComparedWeek {
  return { weekOn, madeOn, cameMinor, ...bandOf([week], scale, null) }
}
