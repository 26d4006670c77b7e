import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice, type TestTrader } from '../../../../test/trading-book.js'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { systemPrincipal } from '../../../kernel/access.js'
import { sql } from '../../../platform/db/sql.js'
import type { StatisticalScorecard } from '../domain/statistics/scorecard/statistical-scorecard.js'
import { standardScaling } from '../domain/statistics/scorecard/scaling.js'
import { addModel } from '../models/add-model.js'
import { rateCustomers } from '../rate-customers.js'
import { validationJobs } from './jobs.js'

/** One variable in two bins; who lies in the second is the riskier by `slope`. */
const document = (feature: string, at: number, slope: number): StatisticalScorecard => ({
  ...{ method: 'scorecard', scaling: standardScaling, intercept: -2, pointDecimals: 0 },
  features: [
    {
      binning: { feature, kind: 'number', breaks: [at], groups: [], codes: [], missing: false },
      ...{ trend: 'ascending', labels: ['low', 'high'], iv: 0.5, coefficient: 1 },
      table: [
        { bad: 10, good: 90, count: 100, badRate: 0.1, woe: 0, iv: 0.2 },
        { bad: 40, good: 60, count: 100, badRate: 0.4, woe: slope, iv: 0.3 },
      ],
      ...{ standardError: 0.1, pValue: 0.001, points: [540, 450], neutralPoints: 500 },
    },
  ],
})

const start = calendarDay('2024-06-10')
const trader = (at: number): TestTrader => ({
  code: `T${at}`,
  invoices: [
    ...Array.from({ length: 26 }, (_, month) =>
      paidInvoice(addDays(start, month * 30), 100_000n, at < 4 ? 25 : 0),
    ),
    ...(at < 4 ? [openInvoice(calendarDay('2025-10-05'), 900_000n)] : []),
  ],
  orders: [],
})

let app: TestApp
const ids: Record<string, string> = {}
beforeAll(async () => {
  app = await createTestApp({ now: '2026-06-21T04:00:00Z' })
  await app.deps.db.transaction((tx) =>
    insertTraders(
      tx,
      Array.from({ length: 20 }, (_, at) => trader(at)),
    ),
  )
  // One is right about who pays late, the other the wrong way round.
  for (const [code, status, slope] of [
    ['wrong', 'champion', -2],
    ['right', 'challenger', 2],
  ] as const) {
    const model = await app.deps.db.transaction((tx) =>
      addModel(tx, {
        ...{ code, name: code, source: 'imported', datasetId: null, recipe: {} },
        document: document('average_delay', 100, slope),
        ...{ holdout: { rows: [], y: [], pd: [] }, auc: null, actor: systemPrincipal, at: app.deps.now() },
      }),
    )
    ids[code] = model.id
    await app.deps.db.transaction((tx) =>
      tx.run(sql`UPDATE rating_model SET status = ${status}, approved_for = ${status}, validated_by = 'x',
        validated_at = now() WHERE id = ${model.id}`),
    )
  }
  await rateCustomers(app.deps, { actor: systemPrincipal, asOf: calendarDay('2025-09-30') })
})
afterAll(() => app.close())

async function compare(body: object) {
  const started = await app.request('POST', '/api/v1/money-comparisons', { body })
  expect(started.status, started.text).toBe(202)
  const { id } = started.body as { id: string }
  await validationJobs(app.deps, () => Promise.resolve({}))['do-validation-run']?.({ runId: id })
  return (await app.request('GET', `/api/v1/money-comparisons/${id}`)).body
}

describe('champion against challenger in money', () => {
  const pair = () => ({ champion: ids['wrong'], challenger: ids['right'], overdueDays: 60 })

  it('tells what each would have avoided and cost on live customers, beside the paired test', async () => {
    const { result } = await compare({ ...pair(), horizonMonths: 6, marginBasisPoints: 1_000 })
    expect(result).toMatchObject({ bads: 12, customers: 20, paired: { aucB: 1 } })
    const fifth = (result.lines as { share: number; champion: object; challenger: object }[]).find(
      ({ share }) => share === 0.2,
    )
    expect(fifth?.challenger).toMatchObject({
      ...{ bads: 12, goods: 0, badAvoided: { amount: '108000.00', currency: 'CNY' } },
      salesLost: { amount: '0.00' },
    })
    expect(fifth?.champion).toMatchObject({ bads: 0, goods: 12, badAvoided: { amount: '0.00' } })
  })

  it('says so when no window is over', async () => {
    const body = await compare({ ...pair(), horizonMonths: 36 })
    expect(body).toMatchObject({ status: 'failed', result: null })
    expect(body.failure.en).toContain('36 months')
  })

  it('refuses a model beside itself', async () => {
    const same = { champion: ids['wrong'], challenger: ids['wrong'] }
    const refused = await app.request('POST', '/api/v1/money-comparisons', { body: same })
    expect(refused).toMatchObject({ status: 400, body: { code: 'money_same_model' } })
  })
})
