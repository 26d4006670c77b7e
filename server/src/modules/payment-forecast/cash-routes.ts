import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { Refusal } from '../../kernel/errors.js'
import { writeXlsx } from '../../platform/tabular/write-xlsx.js'
import { recordAccess } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { cashOutlook } from './cash-outlook.js'
import { cashSheet } from './cash-sheet.js'
import { dayToCall, payerRules, payerSegments } from './domain/payer.js'
import { itemJson, outlookJson } from './forecast-json.js'
import { listForecastItems } from './forecast-item-store.js'
import * as schemas from './forecast-schemas.js'
import { scopeOf } from './forecast-scope.js'
import { likelihoodOf } from './likelihood-store.js'
import { countPayers, findPayer, type PayerProfile } from './payer-store.js'

const tags = ['payment-forecast']
const config = { permission: 'receivables:read' } as const
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const ITEMS_OF_CUSTOMER = 200

/** When open invoices will be paid: cash by week, instalments, and how a customer pays. */
export function registerCashForecastRoutes(app: App, deps: Deps): void {
  registerOutlook(app, deps)
  registerSheet(app, deps)
  registerItems(app, deps)
  registerCustomer(app, deps)
  registerPayers(app, deps)
}

function registerOutlook(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Expected cash by week with bands, and past forecasts against what came',
    description: 'Σ weeks + later = what is open. Of invoices not yet written nothing is expected.',
    querystring: schemas.outlookQuery,
    response: { 200: schemas.outlookAnswer },
  }
  app.get('/api/v1/cash-forecast', { config, schema }, async (request) => {
    const { query } = request
    const question = {
      ...query,
      scope: await scopeOf(deps.db, query, principalOf(request)),
      currency: query.currency ?? null,
    }
    return outlookJson(await cashOutlook(deps.db, question, deps.now()))
  })
}

function registerSheet(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'The same as XLSX, the total as a formula',
    querystring: schemas.outlookSheetQuery,
  }
  app.get('/api/v1/cash-forecast.xlsx', { config, schema }, async (request, reply) => {
    const { language, ...query } = request.query
    const actor = principalOf(request)
    const outlook = await deps.db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{ actor, action: 'cash-forecast.exported', objectType: 'cash-forecast', objectId: 'xlsx' },
        ...{ detail: { filter: query }, at: deps.now() },
      })
      const question = { ...query, scope: await scopeOf(tx, query, actor), currency: query.currency ?? null }
      return cashOutlook(tx, question, deps.now())
    })
    const sheet = cashSheet(outlook, language === 'en' ? 'en' : 'zh')
    return reply
      .type(XLSX_TYPE)
      .header('Content-Disposition', `attachment; filename="cash-forecast-${outlook.asOf ?? 'none'}.xlsx"`)
      .send(await writeXlsx(sheet.name, sheet.rows))
  })
}

function registerItems(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Open instalments with their forecast: of a week, those that most is expected of first',
    querystring: schemas.itemsQuery,
    response: { 200: schemas.itemsAnswer },
  }
  app.get('/api/v1/payment-forecasts', { config, schema }, async (request) => {
    const { query } = request
    const offset = query.cursor === undefined ? 0 : offsetOf(query.cursor)
    const found = await listForecastItems(deps.db, {
      scope: await scopeOf(deps.db, query, principalOf(request)),
      ...{ currency: query.currency ?? null, week: query.week ?? null, offset, limit: query.limit + 1 },
    })
    return {
      items: found.slice(0, query.limit).map(itemJson),
      nextCursor: found.length > query.limit ? encodeCursor([String(offset + query.limit)]) : null,
    }
  })
}

function offsetOf(cursor: string): number {
  const [text = ''] = decodeCursor(cursor, 1)
  if (!/^\d{1,9}$/.test(text)) throw new Refusal('bad_request', { detail: 'cursor' })
  return Number(text)
}

function registerCustomer(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'How a customer pays, when to call, and when its open instalments will be paid',
    params: schemas.customerParams,
    response: { 200: schemas.customerAnswer },
  }
  app.get('/api/v1/customers/:code/payment-forecast', { config, schema }, async (request) => {
    const { code } = request.params
    const principal = principalOf(request)
    return deps.db.snapshot(async (tx) => {
      const customer = await findCustomer(tx, code, principal.onlyCustomersOf)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const payer = await findPayer(tx, customer.id)
      const likelihood = (await likelihoodOf(tx, [customer.id])).get(customer.id)
      const items = await listForecastItems(tx, {
        scope: { ...wholeBook, customerCode: code },
        ...{ currency: null, week: null, offset: 0, limit: ITEMS_OF_CUSTOMER },
      })
      return {
        customerCode: code,
        payer: payer ? payerJson(payer) : null,
        pNext30: likelihood?.pNext30 ?? null,
        items: items.map(itemJson),
      }
    })
  })
}

function payerJson({ customerId: _, ...payer }: PayerProfile) {
  const { weekday } = payer
  return {
    ...payer,
    rule: { ...payerRules[payer.segment] },
    callOn: weekday === null ? null : dayToCall(weekday),
  }
}

function registerPayers(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Ways of paying, their rules, and how many customers pay so',
    response: { 200: schemas.payersAnswer },
  }
  app.get('/api/v1/payer-segments', { config, schema }, async () => {
    const counts = await countPayers(deps.db)
    return {
      rules: payerSegments.map((segment) => ({
        segment,
        rule: { ...payerRules[segment] },
        customers: counts.find((one) => one.segment === segment)?.customers ?? 0,
      })),
    }
  })
}
