import { addDays, addMonths, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { moneyJson } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { refreshStandings } from '../customers/refresh-standings.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { bookFigures } from '../receivables/book-figures.js'
import type { CurrencySums } from '../receivables/figure-store.js'
import { endedMonths } from '../receivables/domain/ended-months.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { readDesk, type DeskFigures } from './desk-store.js'
import { listExposureBy } from './exposure-by-store.js'
import { bookJson, exposurePartsJson, percentJson } from './insight-json.js'
import * as schemas from './insight-schemas.js'
import { overdueTrend } from './overdue-trend.js'

const EXPIRING_DAYS = 30
const DESK_MS = 7 * 86_400_000
const tags = ['insight']
const config = { permission: 'insight:read' } as const

/** Figures for home pages and dashboards, each with the address of the list behind it. */
export function registerInsightRoutes(app: App, deps: Deps): void {
  registerHome(app, deps)
  registerExposure(app, deps)
  registerTrend(app, deps)
}

async function todayOf(db: Queryable, now: Date, asOf: CalendarDay | undefined): Promise<CalendarDay> {
  return asOf ?? dayInZone(now, (await getOrganisation(db)).timeZone)
}

/** The base currency first, the others by code. */
function baseFirst(sums: readonly CurrencySums[], baseCurrency: string): CurrencySums[] {
  const isBase = ({ currency }: CurrencySums) => currency === baseCurrency
  return [...sums.filter(isBase), ...sums.filter((one) => !isBase(one))]
}

function registerHome(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'What waits and how the book stands, compared with a month or a week earlier',
    querystring: schemas.homeQuery,
    response: { 200: schemas.homeAnswer },
  }
  app.get('/api/v1/insight/home', { config, schema }, async (request) => {
    const { onlyCustomersOf } = principalOf(request)
    const now = deps.now()
    const { timeZone, baseCurrency } = await getOrganisation(deps.db)
    const asOf = request.query.asOf ?? dayInZone(now, timeZone)
    const previousAsOf = addMonths(asOf, -1)
    const scope = { ...wholeBook, onlyCustomersOf }
    const sums = await bookFigures(deps.db, scope, asOf, now)
    const before = await bookFigures(deps.db, scope, previousAsOf, now)
    const since = new Date(now.getTime() - DESK_MS)
    const period = {
      before: new Date(since.getTime() - DESK_MS),
      since,
      today: asOf,
      expiringUntil: addDays(asOf, EXPIRING_DAYS),
    }
    const desk = await readDesk(deps.db, period, onlyCustomersOf)
    const book = bookPairs(baseFirst(sums, baseCurrency), before, asOf)
    return { asOf, previousAsOf, book, ...deskJson(desk) }
  })
}

function bookPairs(now: readonly CurrencySums[], before: readonly CurrencySums[], asOf: CalendarDay) {
  return now.map((sums) => {
    const earlier = before.find(({ currency }) => currency === sums.currency)
    return {
      currency: sums.currency,
      now: bookJson(sums),
      previous: earlier ? bookJson(earlier) : null,
      link: `/aging?asOf=${asOf}`,
    }
  })
}

function deskJson(desk: DeskFigures) {
  const count = (value: number, link: string, previous: number | null = null) => ({
    value,
    previous,
    link: `/${link}`,
  })
  return {
    customers: count(desk.customers, 'customers'),
    customersUnrated: count(desk.customersUnrated, 'customers?grade=none'),
    customersOnAlert: count(desk.customersOnAlert, 'customers'),
    openHolds: count(desk.openHolds, 'holds'),
    readyHolds: count(desk.readyHolds, 'holds?ready=true'),
    openProposals: count(desk.openProposals, 'limits'),
    limitsExpiring: count(desk.limitsExpiring, 'customers'),
    decisions: count(desk.decisions, 'checks', desk.decisionsBefore),
    stopped: count(desk.stopped, 'checks?outcome=held', desk.stoppedBefore),
    released: count(desk.released, 'holds?status=released', desk.releasedBefore),
  }
}

function registerExposure(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Exposure and overdue amounts by grade, segment, industry, region or owner',
    querystring: schemas.exposureQuery,
    response: { 200: schemas.exposureAnswer },
  }
  app.get('/api/v1/insight/exposure', { config, schema }, async (request) => {
    const { by } = request.query
    const { today: asOf } = await refreshStandings(deps.db, deps.now())
    const parts = await listExposureBy(deps.db, by, principalOf(request).onlyCustomersOf)
    return { asOf, by, items: exposurePartsJson(parts) }
  })
}

function registerTrend(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Receivables and their overdue part at the end of each month',
    querystring: schemas.trendQuery,
    response: { 200: schemas.trendAnswer },
  }
  app.get('/api/v1/insight/overdue-trend', { config, schema }, async (request) => {
    const now = deps.now()
    const asOf = await todayOf(deps.db, now, request.query.asOf)
    const ends = endedMonths(asOf, request.query.months)
    const trend = await overdueTrend(deps.db, { asOf, ends, now }, principalOf(request).onlyCustomersOf)
    const items = trend.map(({ on, currency, receivablesMinor, overdueMinor }) => ({
      on,
      currency,
      receivables: moneyJson(receivablesMinor, currency),
      overdue: moneyJson(overdueMinor, currency),
      overduePercent: percentJson(overdueMinor, receivablesMinor),
    }))
    return { items }
  })
}
