import { z } from 'zod'
import { Refusal } from '../../../kernel/errors.js'
import { formatAmount } from '../../../kernel/money.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { partOf } from '../../../platform/http/list-part.js'
import { codeSchema } from '../../../platform/http/schemas.js'
import { writeCsv } from '../../../platform/tabular/write-csv.js'
import { recordAccess } from '../../audit/record-audit.js'
import { findCustomer } from '../../customers/customer-store.js'
import { marginWindow } from '../domain/margin-window.js'
import { lossFrame, type BookFrame } from '../loss-frame.js'
import { fundingRateOn } from './funding-rate.js'
import { marginFrameJson, marginSumsJson, statedMonthJson } from './margin-json.js'
import * as schemas from './margin-schemas.js'
import {
  countWithoutMargin,
  listRiskMargins,
  sumRiskMargins,
  type MarginFrame,
  type MarginSums,
} from './risk-margin-store.js'
import { listStatedMonths } from './sales-margin-store.js'

const tags = ['insight']
const config = { permission: 'insight:read' } as const
const EXPORTED_MAX = 200_000

/** What customers earn after risk: margins less expected loss and the cost of the money that waits with them. */
export function registerMarginRoutes(app: App, deps: Deps): void {
  registerList(app, deps)
  registerFile(app, deps)
  registerCustomer(app, deps)
}

async function frameOf(deps: Deps): Promise<MarginFrame & BookFrame> {
  const frame = await lossFrame(deps)
  const window = marginWindow(frame.today)
  return { ...frame, window, rate: await fundingRateOn(deps.db, frame.today) }
}

function registerList(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Risk-adjusted margin of the last twelve ended months by customer, group, grade or segment',
    querystring: schemas.marginQuery,
    response: { 200: schemas.marginAnswer },
  }
  app.get('/api/v1/insight/risk-adjusted-margin', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const { sort, ...narrow } = asked
    const { onlyCustomersOf } = principalOf(request)
    const filter = { ...narrow, onlyCustomersOf }
    const frame = await frameOf(deps)
    const lines = await listRiskMargins(deps.db, frame, filter, { sort, ...part })
    const totals = await sumRiskMargins(deps.db, frame, filter)
    return {
      items: lines.map(({ key, name, customers, months, ...sums }) => ({
        ...{ key, name, customers, months },
        ...marginSumsJson(sums, frame.base),
      })),
      nextCursor: nextCursor(totals.lines),
      total: totals.lines,
      ...marginFrameJson(frame),
      withoutMargin: await countWithoutMargin(deps.db, frame.window, onlyCustomersOf),
      totals: { customers: totals.customers, ...marginSumsJson(totals, frame.base) },
    }
  })
}

const HEAD = [
  ...['编码 Key', '名称 Name', '客户数 Customers', '月数 Months', '销售收入 Revenue', '毛利 Margin'],
  ...['预期损失 Expected loss', '平均应收 Average receivables', '资金成本 Financing cost'],
  '风险调整后毛利 Risk-adjusted margin',
]

function registerFile(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Risk-adjusted margin as CSV: every line that the filter finds, and their sum',
    querystring: schemas.marginFileQuery,
  }
  app.get('/api/v1/insight/risk-adjusted-margin.csv', { config, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const { sort, ...narrow } = request.query
    const frame = await frameOf(deps)
    const filter = { ...narrow, onlyCustomersOf: actor.onlyCustomersOf }
    const lines = await listRiskMargins(deps.db, frame, filter, { sort, offset: 0, limit: EXPORTED_MAX })
    const totals = await sumRiskMargins(deps.db, frame, filter)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'risk-adjusted-margin.exported', objectType: 'risk-adjusted-margin' },
        ...{ objectId: filter.by, detail: { rows: lines.length }, at: deps.now() },
      }),
    )
    const amount = (minor: bigint) => formatAmount(minor, frame.base)
    const cells = (sums: MarginSums) => [
      ...[amount(sums.revenueMinor), amount(sums.marginMinor), amount(sums.lossMinor)],
      ...[amount(sums.receivablesMinor), amount(sums.financingMinor), amount(sums.netMinor)],
    ]
    const rows = lines.map((line) => [
      ...[line.key, line.name, String(line.customers), String(line.months)],
      ...cells(line),
    ])
    const foot = ['合计 Total', '', String(totals.customers), '', ...cells(totals)]
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="risk-adjusted-margin.csv"')
      .send(writeCsv([HEAD, ...rows, foot]))
  })
}

const nothing: MarginSums = {
  ...{ revenueMinor: 0n, marginMinor: 0n, lossMinor: 0n },
  ...{ receivablesMinor: 0n, financingMinor: 0n, netMinor: 0n },
}

function registerCustomer(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Risk-adjusted margin of one customer, with the months it was stated for',
    params: z.strictObject({ code: codeSchema }),
    response: { 200: schemas.customerMarginAnswer },
  }
  app.get('/api/v1/customers/:code/risk-adjusted-margin', { config, schema }, async (request) => {
    const { code } = request.params
    const { onlyCustomersOf } = principalOf(request)
    const customer = await findCustomer(deps.db, code, onlyCustomersOf)
    if (!customer) throw new Refusal('customer_not_found', { code })
    const frame = await frameOf(deps)
    const filter = { by: 'customer', customerCode: code, onlyCustomersOf } as const
    const [line] = await listRiskMargins(deps.db, frame, filter, { sort: 'key', offset: 0, limit: 1 })
    const stated = await listStatedMonths(deps.db, customer.id, frame.window)
    return {
      customerCode: code,
      ...marginFrameJson(frame),
      months: line?.months ?? 0,
      ...marginSumsJson(line ?? nothing, frame.base),
      stated: stated.map(statedMonthJson),
    }
  })
}
