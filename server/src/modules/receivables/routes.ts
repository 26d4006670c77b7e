import { z } from 'zod'
import { addMonths, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { codeSchema } from '../../platform/http/schemas.js'
import { refreshStandings } from '../customers/refresh-standings.js'
import { listAging } from './aging-store.js'
import { listDisputed } from './disputed-aging-store.js'
import { bookFigures, SALES_DAYS } from './book-figures.js'
import { frame, scopeOf } from './book-frame.js'
import { makeStatement } from './make-statement.js'
import { wholeBook } from './open-item-store.js'
import { listPaymentMonths } from './payment-trend-store.js'
import { getVisibleCustomer } from './customer-lookup-store.js'
import {
  agingFiguresJson,
  disputedJson,
  emptyTotal,
  figuresJson,
  paymentMonthJson,
  statementJson,
} from './receivables-json.js'
import * as schemas from './receivables-schemas.js'

const tags = ['receivables']
const config = { permission: 'receivables:read' } as const
const customerParams = z.strictObject({ code: codeSchema })

/** Aging, statements, figures and payment behaviour, all as of any day. */
export function registerReceivablesRoutes(app: App, deps: Deps): void {
  registerAging(app, deps)
  registerStatement(app, deps)
  registerFigures(app, deps)
  registerTrend(app, deps)
}

function registerAging(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Aging of receivables as of any day',
    description:
      'Σ buckets = total = Σ open receivables in the ledger, per currency. `buckets`, `total` … at the top are the ' +
      'totals in `currency` (default: that of the segment, else of the organisation); `totals` has every currency.',
    querystring: schemas.agingQuery,
    response: { 200: schemas.agingAnswer },
  }
  app.get('/api/v1/aging', { config, schema }, async (request) => {
    const { part, asked: query, nextCursor } = partOf(request)
    const { buckets, asOf, currency } = await frame(deps.db, deps.now(), query)
    const { basis, by, sort } = query
    const workedOut = basis === 'due' && asOf === (await refreshStandings(deps.db, deps.now())).today
    const subject = { by, sort, search: query.search ?? null, scope: scopeOf(query, principalOf(request)) }
    const { rows, totals } = await listAging(deps.db, {
      ...subject,
      ...{ asOf, basis, buckets, workedOut, ...part },
    })
    // Of other days nobody knows what was disputed then.
    const disputed = workedOut ? await listDisputed(deps.db, { ...subject, today: asOf }) : null
    const top = query.currency ?? currency
    const count = totals.reduce((sum, total) => sum + total.subjects, 0)
    const figures = totals.find((total) => total.currency === top) ?? emptyTotal(top, buckets)
    return {
      ...{ asOf, basis, by, bounds: buckets, count },
      ...agingFiguresJson(figures, buckets),
      ...disputedJson(figures, disputed),
      totals: totals.map((total) => ({
        ...agingFiguresJson(total, buckets),
        ...disputedJson(total, disputed),
        subjects: total.subjects,
      })),
      items: rows.map((row) => ({
        code: row.code,
        name: row.name,
        ownerUsername: row.ownerUsername,
        ...agingFiguresJson(row, buckets),
        ...disputedJson(row, disputed),
      })),
      nextCursor: nextCursor(count),
    }
  })
}

function registerStatement(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Statement of account: opening balance, movements, closing balance and open items per currency',
    params: customerParams,
    querystring: schemas.statementQuery,
    response: { 200: schemas.statementAnswer },
  }
  app.get('/api/v1/customers/:code/statement', { config, schema }, async (request) => {
    const { query } = request
    const principal = principalOf(request)
    return deps.db.snapshot(async (tx) => {
      const customer = await getVisibleCustomer(tx, request.params.code, principal.onlyCustomersOf)
      const { buckets, asOf } = await frame(tx, deps.now(), query)
      const from = query.from ?? addMonths(asOf, -3)
      const scope = { ...wholeBook, customerCode: customer.code, segmentCode: query.segment ?? null }
      const statements = await makeStatement(tx, scope, { from, to: asOf })
      return {
        customerCode: customer.code,
        customerName: customer.name,
        ...{ from, asOf },
        statements: statements.map((statement) => statementJson(statement, asOf, buckets)),
      }
    })
  })
}

function registerFigures(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'DSO, overdue share and concentration per currency',
    querystring: schemas.figuresQuery,
    response: { 200: schemas.figuresAnswer },
  }
  app.get('/api/v1/receivables/figures', { config, schema }, async (request) => {
    const { asOf } = await frame(deps.db, deps.now(), request.query)
    const scope = scopeOf(request.query, principalOf(request))
    const sums = await bookFigures(deps.db, scope, asOf, deps.now())
    return { asOf, salesDays: SALES_DAYS, items: sums.map(figuresJson) }
  })
}

function registerTrend(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'How late the customer paid, month by month',
    params: customerParams,
    querystring: schemas.trendQuery,
    response: { 200: schemas.trendAnswer },
  }
  app.get('/api/v1/customers/:code/payment-trend', { config, schema }, async (request) => {
    const principal = principalOf(request)
    const customer = await getVisibleCustomer(deps.db, request.params.code, principal.onlyCustomersOf)
    const { asOf } = await frame(deps.db, deps.now(), request.query)
    const from = addMonths(asOf, 1 - request.query.months).slice(0, 8) + '01'
    const scope = { ...wholeBook, customerCode: customer.code, segmentCode: request.query.segment ?? null }
    const months = await listPaymentMonths(deps.db, scope, from as CalendarDay, asOf)
    return { items: months.map(paymentMonthJson) }
  })
}
