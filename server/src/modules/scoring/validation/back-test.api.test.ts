import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice } from '../../../../test/trading-book.js'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { systemPrincipal } from '../../../kernel/access.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { listOutcomes } from '../models/outcome-store.js'
import { rateCustomers } from '../rate-customers.js'
import { loadCurrencyFactors } from '../currency-factor-store.js'
import { judgeOutcome } from '../domain/validation/judge-outcome.js'
import { listItemHistories } from './item-history-store.js'
import { validationJobs } from './jobs.js'

const start = calendarDay('2024-06-10')
const monthly = (delay: number, count = 29) =>
  Array.from({ length: count }, (_, month) => paidInvoice(addDays(start, month * 30), 100_000n, delay))
const bodies = {
  from: '2025-06-01',
  to: '2025-09-30',
  horizonMonths: 6,
  bad: { kind: 'overdue', days: 60 },
  migration: { from: '2025-06-30', to: '2026-11-21' },
}
const expected = () => Promise.resolve({ AAA: 0.001, AA: 0.004, A: 0.015, B: 0.05, C: 0.2 })

let app: TestApp
let ids: Map<string, { customerId: string }>
beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  ids = await app.deps.db.transaction((tx) =>
    insertTraders(tx, [
      { code: 'PROMPT', invoices: monthly(-2), orders: [] },
      { code: 'STEADY', invoices: monthly(3), orders: [] },
      // Pays later and later, and from January on not at all.
      {
        code: 'LATE',
        invoices: [...monthly(25, 18), openInvoice(calendarDay('2025-10-05'), 900_000n)],
        orders: [],
      },
      // Was late long before.
      { code: 'LOST', invoices: [openInvoice(calendarDay('2024-10-05'), 900_000n)], orders: [] },
    ]),
  )
  for (const asOf of ['2025-06-30', '2025-09-30'])
    await rateCustomers(app.deps, { actor: systemPrincipal, asOf: calendarDay(asOf) })
})
afterAll(() => app.close())

async function run(body: object) {
  const started = await app.request('POST', '/api/v1/back-tests', { body })
  expect(started.status, started.text).toBe(202)
  const { id } = started.body as { id: string }
  await validationJobs(app.deps, expected)['do-validation-run']?.({ runId: id })
  return app.request('GET', `/api/v1/back-tests/${id}`)
}

describe('a back-test of past ratings', () => {
  it('holds each month end against what happened afterwards', async () => {
    const { body, text } = await run(bodies)
    expect(body, text).toMatchObject({ status: 'done', done: 4, total: 4, failure: null })
    const { overall, leftOut, days, retrospective, migration, versions } = body.result
    // Four month ends of three customers; the fourth was lost already.
    expect(overall.figures).toMatchObject({ cases: 12, customers: 3 })
    expect(leftOut).toEqual({ already: 4, nothingDue: 0 })
    // The open invoice of October is more than 60 days late in January: within six months of July, August, September.
    expect((days as { day: string; bad: number }[]).map((one) => [one.day, one.bad])).toEqual([
      ['2025-06-30', 0],
      ['2025-07-31', 1],
      ['2025-08-31', 1],
      ['2025-09-30', 1],
    ])
    expect(overall.figures.bad).toBe(3)
    expect(versions).toHaveLength(1)
    // Made in 2026 of days of 2025.
    expect(retrospective).toBe(12)
    const moves = migration.moves as { from: string | null; to: string | null; customers: number }[]
    const sum = (some: typeof moves) => some.reduce((all, { customers }) => all + customers, 0)
    expect(sum(moves)).toBe(4)
    // One of them had no document for a year.
    expect(sum(moves.filter(({ to }) => to === null))).toBe(1)
  })

  it('judges as the ledger does when samples are drawn', async () => {
    const customers = [...ids.values()].map(({ customerId }) => customerId)
    const window = { from: calendarDay('2025-07-31'), to: calendarDay('2026-01-31') }
    const drawn = await listOutcomes(app.deps.db, customers, { ...window, overdueDays: 60 })
    const { baseCurrency } = await getOrganisation(app.deps.db)
    const factors = await loadCurrencyFactors(app.deps.db, baseCurrency, window.from)
    const items = await listItemHistories(app.deps.db, customers, window.to, factors)
    const judged = customers.map((customerId) => {
      const { already, bad, seen } = judgeOutcome(items.get(customerId) ?? [], window, {
        kind: 'overdue',
        days: 60,
      })
      return { customerId, already, bad, seen }
    })
    const sorted = (rows: readonly { customerId: string }[]) =>
      rows.toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1))
    expect(sorted(drawn)).toMatchObject(sorted(judged))
    expect(judged.filter(({ bad }) => bad)).toHaveLength(1)
  })

  it('leaves out ratings that nobody had then, when asked to', async () => {
    const { body } = await run({ ...bodies, retrospective: false })
    expect(body).toMatchObject({ status: 'failed', result: null })
    expect(body.failure.zh).toContain('没有可用的样本')
  })

  it('gives its figures as CSV, and keeps what has come out', async () => {
    const { body } = await run({ ...bodies, sampling: 'all' })
    expect(body.result.overall.figures.cases).toBe(6)
    const csv = await app.request('GET', `/api/v1/back-tests/${body.id}/figures.csv`)
    expect(csv.text).toContain('全部 All')
    expect(csv.text.split('\r\n').length).toBeGreaterThan(8)
    const cancel = await app.request('POST', `/api/v1/back-tests/${body.id}/cancel`, { body: {} })
    expect(cancel).toMatchObject({ status: 409, body: { code: 'validation_run_over' } })
    const list = await app.request('GET', '/api/v1/back-tests')
    expect(list.body.items[0].id).toBe(body.id)
  })

  it('refuses windows that are not over, periods without a month end, and people who see some customers only', async () => {
    const early = await app.request('POST', '/api/v1/back-tests', { body: { ...bodies, to: '2026-10-31' } })
    expect(early).toMatchObject({ status: 400, body: { code: 'sample_not_over' } })
    const short = await app.request('POST', '/api/v1/back-tests', {
      body: { ...bodies, from: '2025-06-02', to: '2025-06-20' },
    })
    expect(short).toMatchObject({ status: 400, body: { code: 'back_test_period' } })
    const sales = await app.signIn('sales')
    const refused = await app.request('GET', '/api/v1/back-tests', { as: sales })
    expect(refused.status).toBe(403)
  })
})
