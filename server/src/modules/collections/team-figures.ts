import { addDays, dayInZone, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import { instantOf } from '../../kernel/zoned-time.js'
import type { Database, Queryable } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { loadCurrencyFactors } from '../scoring/currency-factor-store.js'
import {
  addSums,
  noSums,
  rankByOverdue,
  type CollectorSums,
  type OwedBySales,
  type Ranked,
} from './domain/team.js'
import {
  contactsOfCollectors,
  disputesOfCollectors,
  loadsOfCollectors,
  namesOfUsers,
  owedBySales,
  promisesOfCollectors,
  recoveredByCollectors,
  type SalesRow,
  type TeamFrame,
} from './team-store.js'

const DAYS_MAX = 400

export interface CollectorFigures extends CollectorSums {
  /** Null: nobody collects from these customers. */
  readonly username: string | null
  readonly name: string
}

interface Team extends OwedBySales {
  readonly code: string
  readonly name: string
  readonly people: number
}

export interface TeamFigures {
  readonly from: CalendarDay
  readonly to: CalendarDay
  /** The day of what is owed. */
  readonly asOf: CalendarDay
  readonly currency: Currency
  readonly collectors: readonly CollectorFigures[]
  readonly total: CollectorSums
  readonly sales: readonly (Ranked<SalesRow> & { readonly name: string })[]
  /** Departments of the salespeople; none where nobody has a department. */
  readonly teams: readonly Ranked<Team>[]
}

/**
 * How collecting goes: what each collector has to look after today and did in a period, and the salespeople and their
 * departments by what is overdue. Of the customers that the asking person sees. Refuses a period that ends before it
 * begins or is longer than 400 days.
 */
export async function teamFigures(
  db: Database,
  { from, to }: { readonly from: CalendarDay | undefined; readonly to: CalendarDay | undefined },
  at: Date,
): Promise<TeamFigures> {
  return db.snapshot(async (tx) => {
    const { timeZone, baseCurrency: currency } = await getOrganisation(tx)
    const today = dayInZone(at, timeZone)
    const last = to ?? today
    const first = from ?? (`${last.slice(0, 8)}01` as CalendarDay)
    if (first > last || daysBetween(first, last) > DAYS_MAX)
      throw new Refusal('invalid_period', { from: first, to: last })
    const frame: TeamFrame = {
      ...{ from: first, to: last, today, since: instantOf(first, '00:00', timeZone) },
      until: instantOf(addDays(last, 1), '00:00', timeZone),
      factors: await loadCurrencyFactors(tx, currency, today),
    }
    const collectors = await collectorsOf(tx, frame)
    const sales = await owedBySales(tx, frame)
    const names = await namesOfUsers(
      tx,
      [...collectors, ...sales].flatMap(({ username }) => username ?? []),
    )
    const nameOf = (username: string | null) => (username === null ? '' : (names.get(username) ?? username))
    return {
      ...{ from: first, to: last, asOf: today, currency, total: addSums(collectors) },
      collectors: collectors.map((one) => ({ ...one, name: nameOf(one.username) })),
      sales: rankByOverdue(sales).map((one) => ({ ...one, name: nameOf(one.username) })),
      teams: rankByOverdue(teamsOf(sales)),
    }
  })
}

/** Everybody of whom there is anything to say, those with the most overdue first, nobody last. */
async function collectorsOf(
  tx: Queryable,
  frame: TeamFrame,
): Promise<(CollectorSums & { readonly username: string | null })[]> {
  const parts = [
    ...(await loadsOfCollectors(tx, frame)),
    ...(await contactsOfCollectors(tx, frame)),
    ...(await promisesOfCollectors(tx, frame)),
    ...(await recoveredByCollectors(tx, frame)),
    ...(await disputesOfCollectors(tx, frame)),
  ]
  const found = new Map<string | null, CollectorSums & { readonly username: string | null }>()
  for (const part of parts) found.set(part.username, { ...(found.get(part.username) ?? noSums), ...part })
  return [...found.values()].sort(
    (a, b) =>
      Number(a.username === null) - Number(b.username === null) ||
      Number(b.overdueMinor - a.overdueMinor) ||
      (a.username ?? '').localeCompare(b.username ?? ''),
  )
}

function teamsOf(sales: readonly SalesRow[]): Team[] {
  const teams = new Map<string, Team>()
  for (const { departmentCode: code, departmentName, ...one } of sales) {
    if (code === null) continue
    const team = teams.get(code)
    teams.set(code, {
      ...{ code, name: departmentName ?? code, people: (team?.people ?? 0) + 1 },
      customers: (team?.customers ?? 0) + one.customers,
      overdueCustomers: (team?.overdueCustomers ?? 0) + one.overdueCustomers,
      receivablesMinor: (team?.receivablesMinor ?? 0n) + one.receivablesMinor,
      overdueMinor: (team?.overdueMinor ?? 0n) + one.overdueMinor,
    })
  }
  return [...teams.values()]
}
