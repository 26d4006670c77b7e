import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Queryable } from '../../platform/db/types.js'
import { listCame, listPastForecasts, type CashScope } from './cash-forecast-store.js'

/** A week that is over: what a past forecast expected of it, and what came of what was open then. */
export interface PastWeek {
  readonly madeOn: CalendarDay
  readonly weekOn: CalendarDay
  /** Weeks between the forecast and the week; 0 is the week of the forecast itself. */
  readonly ahead: number
  readonly currency: Currency
  readonly expectedMinor: bigint
  readonly variance: number
  readonly scale: number
  readonly cameMinor: bigint
}

const DAYS = 7

/**
 * Weeks that were over before a day, by every forecast kept since another: only money for instalments that were open
 * when the forecast was made counts, for of later invoices it could know nothing. The week in which a forecast was made
 * counts only when it was made on its Monday.
 */
export async function listPastWeeks(
  db: Queryable,
  which: CashScope,
  { since, before }: { readonly since: CalendarDay; readonly before: CalendarDay },
): Promise<PastWeek[]> {
  const expected = await listPastForecasts(db, which, since)
  const over = expected.filter(
    (one) => one.weekOn !== null && addDays(one.weekOn, DAYS) <= before && one.weekOn >= one.asOf,
  )
  if (over.length === 0) return []
  const came = await listCame(db, which, { from: since, to: before })
  return over.flatMap(({ asOf, weekOn, ...one }): PastWeek[] => {
    if (weekOn === null) return []
    const own = came.filter(
      (money) => money.weekOn === weekOn && money.currency === one.currency && money.documentOn < asOf,
    )
    return [
      {
        ...{ ...one, madeOn: asOf, weekOn, ahead: weeksBetween(asOf, weekOn) },
        cameMinor: own.reduce((sum, { cameMinor }) => sum + cameMinor, 0n),
      },
    ]
  })
}

function weeksBetween(asOf: CalendarDay, weekOn: CalendarDay): number {
  return Math.ceil((Date.parse(weekOn) - Date.parse(asOf)) / (DAYS * 86_400_000))
}
