import { z } from 'zod'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import { formatAmount, moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { codeSchema } from '../../platform/http/schemas.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { recordAccess } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import * as schemas from './expected-loss-schemas.js'
import { listLosses, sumLosses, type LossLine, type LossTotals } from './expected-loss-store.js'
import { lossFrame, type BookFrame } from './loss-frame.js'

const tags = ['insight']
const config = { permission: 'insight:read' } as const
const EXPORTED_MAX = 200_000

/** Expected loss of the book as it stands now, by customer, group, grade and segment. */
export function registerExpectedLossRoutes(app: App, deps: Deps): void {
  registerList(app, deps)
  registerFile(app, deps)
  registerCustomer(app, deps)
}

function sumsJson(sums: Omit<LossTotals, 'lines'>, base: Currency) {
  return {
    accounts: sums.accounts,
    exposure: moneyJson(sums.exposureMinor, base),
    atDefault: moneyJson(sums.atDefaultMinor, base),
    expectedLoss: moneyJson(sums.lossMinor, base),
  }
}

function parametersJson({ policyVersion, parameters }: BookFrame) {
  const { lgdBasisPoints, unusedDrawnBasisPoints } = parameters
  return { policyVersion, lgd: lgdBasisPoints / 100, unusedDrawn: unusedDrawnBasisPoints / 100 }
}

function lineJson(line: LossLine, base: Currency) {
  const { key, name, byModel, unrated } = line
  return { key, name, ...sumsJson(line, base), pd: Number(line.pd) * 100, byModel, unrated }
}

function registerList(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Expected loss of a year by customer, group, grade or segment, as of now',
    querystring: schemas.lossQuery,
    response: { 200: schemas.lossAnswer },
  }
  app.get('/api/v1/insight/expected-loss', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const { sort, ...narrow } = asked
    const filter = { ...narrow, onlyCustomersOf: principalOf(request).onlyCustomersOf }
    const frame = await lossFrame(deps)
    const lines = await listLosses(deps.db, frame, filter, { sort, ...part })
    const totals = await sumLosses(deps.db, frame, filter)
    return {
      items: lines.map((line) => lineJson(line, frame.base)),
      nextCursor: nextCursor(totals.lines),
      total: totals.lines,
      totals: sumsJson(totals, frame.base),
      ...parametersJson(frame),
    }
  })
}

const HEAD = [
  ...['编码 Key', '名称 Name', '账户数 Accounts', '敞口 Exposure', '违约敞口 Exposure at default'],
  ...['违约率 PD %', '预期损失 Expected loss'],
]

function registerFile(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Expected loss as CSV: every line that the filter finds',
    querystring: schemas.lossFileQuery,
  }
  app.get('/api/v1/insight/expected-loss.csv', { config, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const { sort, ...narrow } = request.query
    const frame = await lossFrame(deps)
    const filter = { ...narrow, onlyCustomersOf: actor.onlyCustomersOf }
    const lines = await listLosses(deps.db, frame, filter, { sort, offset: 0, limit: EXPORTED_MAX })
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'expected-loss.exported', objectType: 'expected-loss', objectId: filter.by },
        at: deps.now(),
      }),
    )
    const amount = (minor: bigint) => formatAmount(minor, frame.base)
    const rows = lines.map((line) => [
      ...[line.key, line.name, String(line.accounts), amount(line.exposureMinor)],
      ...[amount(line.atDefaultMinor), (Number(line.pd) * 100).toFixed(4), amount(line.lossMinor)],
    ])
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="expected-loss.csv"')
      .send(writeCsv([HEAD, ...rows]))
  })
}

function registerCustomer(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Expected loss of a year of one customer, with what it was computed from',
    params: z.strictObject({ code: codeSchema }),
    response: { 200: schemas.customerLossAnswer },
  }
  app.get('/api/v1/customers/:code/expected-loss', { config, schema }, async (request) => {
    const { code } = request.params
    const { onlyCustomersOf } = principalOf(request)
    if (!(await findCustomer(deps.db, code, onlyCustomersOf)))
      throw new Refusal('customer_not_found', { code })
    const frame = await lossFrame(deps)
    const filter = { by: 'customer', customerCode: code, onlyCustomersOf } as const
    const [line] = await listLosses(deps.db, frame, filter, { sort: 'key', offset: 0, limit: 1 })
    const nothing = { accounts: 0, exposureMinor: 0n, atDefaultMinor: 0n, lossMinor: 0n }
    return {
      customerCode: code,
      ...parametersJson(frame),
      ...sumsJson(line ?? nothing, frame.base),
      pd: Number(line?.pd ?? 0) * 100,
      pdFrom: sourceOf(line),
    }
  })
}

function sourceOf(line: LossLine | undefined): 'grade' | 'model' | 'worst-grade' {
  if (line !== undefined && line.byModel > 0) return 'model'
  return line !== undefined && line.unrated > 0 ? 'worst-grade' : 'grade'
}
