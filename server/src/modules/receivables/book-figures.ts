import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Database } from '../../platform/db/types.js'
import { currentContext, runInContext, systemActor } from '../../platform/request-context.js'
import { findBookFigure, keepBookFigure, listBookFigures } from '../customers/book-figure-store.js'
import { lockStandings } from '../customers/customer-standing-store.js'
import { refreshStandings } from '../customers/refresh-standings.js'
import { sumBook, type CurrencySums } from './figure-store.js'
import { isRestricted, type BookScope } from './open-item-store.js'

/** Sales of the days that end with the day of a figure. */
export const SALES_DAYS = 90

/**
 * Sums per currency at the end of `asOf`. Those of the whole book are kept until something in them changes; who sees a
 * part of it has it added up. What was committed before the call is in them.
 */
export async function bookFigures(
  db: Database,
  scope: BookScope,
  asOf: CalendarDay,
  now: Date,
): Promise<CurrencySums[]> {
  const { today } = await refreshStandings(db, now)
  const workedOut = asOf === today
  const isWhole = !isRestricted(scope) && currentContext()?.scope === undefined && asOf <= today
  if (!isWhole) return sumBook(db, scope, asOf, SALES_DAYS, workedOut)
  const known = await findBookFigure(db, asOf)
  if (known !== undefined) return fromJson(known)
  return db.transaction(async (tx) => {
    await lockStandings(tx)
    const meanwhile = await findBookFigure(tx, asOf)
    if (meanwhile !== undefined) return fromJson(meanwhile)
    const sums = await sumBook(tx, scope, asOf, SALES_DAYS, workedOut)
    await keepBookFigure(tx, { asOf, sums: toJson(sums), recordedAt: now })
    return sums
  })
}

/**
 * The same for several days, when all of them are kept already; undefined when one is not, or the caller sees a part of
 * the book only.
 */
export async function keptFigures(
  db: Database,
  scope: BookScope,
  days: readonly CalendarDay[],
  now: Date,
): Promise<{ asOf: CalendarDay; sums: CurrencySums[] }[] | undefined> {
  if (isRestricted(scope) || currentContext()?.scope !== undefined) return undefined
  await refreshStandings(db, now)
  const known = await listBookFigures(db, days)
  if (known.length < new Set(days).size) return undefined
  return known.map(({ asOf, sums }) => ({ asOf, sums: fromJson(sums) }))
}

/** Adds up what home pages ask for, so that nobody has to wait for it in the morning. */
export async function prepareBookFigures(
  db: Database,
  scope: BookScope,
  days: readonly CalendarDay[],
  now: Date,
): Promise<void> {
  await runInContext({ actor: systemActor('book-figures'), requestId: null }, async () => {
    for (const asOf of days) await bookFigures(db, scope, asOf, now)
  })
}

interface SumsJson {
  readonly currency: Currency
  readonly receivablesMinor: string
  readonly overdueMinor: string
  readonly unappliedMinor: string
  readonly salesMinor: string
  readonly salesDays: number
  readonly overdueCustomers: number
  readonly largestMinor: readonly string[]
}

function toJson(sums: readonly CurrencySums[]): string {
  return JSON.stringify(sums, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

function fromJson(json: unknown): CurrencySums[] {
  return (json as SumsJson[]).map((sums) => ({
    ...sums,
    receivablesMinor: BigInt(sums.receivablesMinor),
    overdueMinor: BigInt(sums.overdueMinor),
    unappliedMinor: BigInt(sums.unappliedMinor),
    salesMinor: BigInt(sums.salesMinor),
    largestMinor: sums.largestMinor.map(BigInt),
  }))
}
