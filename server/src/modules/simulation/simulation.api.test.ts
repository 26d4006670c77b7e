import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, TODAY, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders, paidInvoice } from '../../../test/trading-book.js'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { initialRules, type Rule, type RulesDocument } from '../credit-control/domain/rules.js'
import { defaultPolicy } from '../policy/domain/default-policy.js'
import type { CreditPolicy } from '../policy/domain/policy.js'
import { defaultScorecard } from '../scoring/domain/default-scorecard.js'
import { runSimulation } from './run-simulation.js'

const start = calendarDay('2026-01-05')
/** Invoices of 100,000.00, one in 30 days, paid early: grade A, 600,000.00 in the last 180 days, limit 440,000.00. */
const prompt = Array.from({ length: 11 }, (_, month) =>
  paidInvoice(addDays(start, month * 30), 10_000_000n, -1),
)

/** The general policy with the factor of grade A halved: 220,000.00. */
const halved: CreditPolicy = {
  ...defaultPolicy,
  rules: defaultPolicy.rules.map((rule) =>
    rule.grade === 'A' ? { ...rule, factorBasisPoints: 5_500 } : rule,
  ),
}
const largerThan = (threshold: string): Rule => ({
  ...{ key: 'large', name: { zh: '大额订单', en: 'Large order' }, scope: {}, checkpoints: ['order'] },
  ...{ graceDays: 0, match: 'any', effect: { kind: 'blocking', strength: 'hold' } },
  conditions: [{ dimension: 'order_amount', boundary: 'gt', threshold }],
})
const yuan30k = { amount: '30000.00', currency: 'CNY' }
const period = { from: '2026-11-01', to: TODAY }

describe('a simulation', () => {
  let api: TestApp
  let book: CreditBook

  beforeAll(async () => {
    api = await createTestApp()
    book = await openCreditBook(api)
    await api.database.db.transaction((tx) =>
      insertTraders(tx, [{ code: 'P1', invoices: prompt, orders: [] }]),
    )
    await api.request('POST', '/api/v1/customers/P1/ratings', { body: { asOf: '2026-11-01' } })
    await api.request('POST', '/api/v1/customers/P1/ratings', { body: {} })
    const account = { currency: 'CNY', status: 'active', limitMode: 'amount' }
    const limit = { amount: '1000000.00', currency: 'CNY' }
    await api.request('PUT', '/api/v1/customers/P1/accounts/CN01', { body: { ...account, limit } })
    await book.customer('NEW', '50000.00')
    for (const [number, amount] of [
      ['SO-1', '300000.00'],
      ['SO-2', '100000.00'],
    ] as const) {
      expect((await book.check('P1', number, amount)).body.outcome).toBe('approved')
    }
  })
  afterAll(() => api.close())

  async function simulate(body: object) {
    const asked = await api.request('POST', '/api/v1/simulations', { body })
    expect(asked).toMatchObject({ status: 202, body: { status: 'queued', summary: null } })
    await runSimulation(api.deps, asked.body.id as Id)
    const done = await api.request('GET', `/api/v1/simulations/${asked.body.id}`)
    expect(done.body).toMatchObject({ status: 'done', failure: null })
    return done.body
  }
  const results = async (id: string, what: string) =>
    (await api.request('GET', `/api/v1/simulations/${id}/${what}`)).body

  it('of the policy in force moves nobody and stops nothing', async () => {
    const { id, summary } = await simulate({ kind: 'policy', content: defaultPolicy, period })
    expect(summary.book.total).toMatchObject({ accounts: 1, raised: 0, cut: 0, terms: 0, withoutRate: 0 })
    expect(summary.book.total.after).toEqual(summary.book.total.before)
    expect(summary.checks).toMatchObject({ checked: 2, stopped: { count: 0 }, freed: { count: 0 } })
    expect(await results(id, 'accounts')).toMatchObject({ items: [], total: 0 })
  })

  it('of a changed policy says whose limit changes, with exposure and expected loss before and after', async () => {
    const { id, summary } = await simulate({ kind: 'policy', content: halved })
    const { total, byGrade } = summary.book
    expect(total).toMatchObject({ accounts: 1, raised: 0, cut: 1, exposure: { amount: '400000.00' } })
    expect(total.before).toMatchObject({ limit: { amount: '440000.00' }, accountsOverLimit: 0 })
    expect(total.after).toMatchObject({
      limit: { amount: '220000.00' },
      overLimit: { amount: '180000.00' },
      accountsOverLimit: 1,
    })
    // PD 1.5 % × LGD 45 % × (exposure 400,000 + half of what is free: 40,000, then nothing).
    expect(total.before.expectedLoss.amount).toBe('2835.00')
    expect(total.after.expectedLoss.amount).toBe('2700.00')
    expect(byGrade).toEqual([{ key: 'A', ...total }])
    const { items } = await results(id, 'accounts?change=cut')
    expect(items).toMatchObject([
      {
        customerCode: 'P1',
        grade: 'A',
        change: 'cut',
        now: { limit: { amount: '1000000.00', currency: 'CNY' } },
        before: { limit: { amount: '440000.00' }, netDays: 45 },
        after: { limit: { amount: '220000.00' }, netDays: 45 },
      },
    ])
    expect(await results(id, 'accounts?change=raised')).toMatchObject({ items: [], total: 0 })
    const file = await api.request('GET', `/api/v1/simulations/${id}/accounts.csv`)
    expect(file.text).toContain('P1')
    expect(file.text).toContain('220000.00')
  })

  it('of a changed policy tells which past orders it would have stopped, and what became of them', async () => {
    const { id, summary } = await simulate({ kind: 'policy', content: halved, period })
    // SO-1 is above 220,000; SO-2 was checked when 300,000 were reserved already: over 90 % of 440,000.
    expect(summary.checks).toMatchObject({ checked: 2, freed: { count: 0 }, withoutRate: 0 })
    expect(summary.checks.stopped).toMatchObject({ count: 2, amount: { amount: '400000.00' } })
    const { items } = await results(id, 'checks?way=stopped&became=not-billed')
    expect(items).toHaveLength(2)
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ document: 'SO-1', before: 'approved', after: 'held' }),
        expect.objectContaining({ document: 'SO-2', before: 'warned', after: 'held' }),
      ]),
    )
    expect(items[0].reasons[0]).toMatchObject({ code: 'limit_exceeded' })
    expect(await results(id, 'checks?way=freed')).toMatchObject({ items: [], total: 0 })
  })

  it('of changed rules decides past orders again on the facts of then', async () => {
    const content: RulesDocument = { rules: [...initialRules.rules, largerThan('200000')] }
    const { id, summary } = await simulate({ kind: 'control-rules', content, period })
    expect(summary).toMatchObject({ book: null, checks: { checked: 2, stopped: { count: 1 } } })
    const { items } = await results(id, 'checks')
    expect(items).toMatchObject([
      { document: 'SO-1', after: 'held', reasons: [{ code: 'order_amount_exceeded' }] },
    ])
    expect(
      (await simulate({ kind: 'control-rules', content: initialRules, period })).summary.checks,
    ).toMatchObject({
      stopped: { count: 0 },
      freed: { count: 0 },
      warned: 0,
    })
  })

  it('knows what was written off and what is long overdue of the orders that it would have stopped', async () => {
    await book.customer('BAD', '100000.00')
    const one = (amount: string, from?: object) => [{ lineNo: 1, amount, ...(from ? { from } : {}) }]
    const put = async (type: string, number: string, body: object) => {
      const { status } = await book.document(type, number, {
        customerCode: 'BAD',
        date: '2026-07-01',
        ...body,
      })
      expect(status).toBeLessThan(300)
    }
    expect((await book.check('BAD', 'SO-B', '30000.00')).body.outcome).toBe('approved')
    await put('order', 'SO-B', { lines: one('30000.00') })
    const from = { type: 'order', number: 'SO-B', lineNo: 1, amount: '30000.00' }
    await put('invoice', 'IV-B', { dueDate: '2026-08-01', lines: one('30000.00', from) })
    const lost = { type: 'invoice', number: 'IV-B', lineNo: 1, amount: '5000.00' }
    await put('write-off', 'WO-B', { date: '2026-11-01', lines: one('5000.00', lost) })
    const content: RulesDocument = { rules: [...initialRules.rules, largerThan('20000')] }
    const { summary } = await simulate({ kind: 'control-rules', content, period })
    // 5,000 written off; 25,000 open and 112 days past due.
    const bad = { became: 'bad', count: 1, amount: yuan30k, loss: yuan30k }
    expect(summary.checks.stopped.lines).toContainEqual(bad)
    expect(summary.checks.stopped).toMatchObject({ count: 3, loss: { amount: '30000.00' } })
  })

  it('of a scorecard says whose grade changes and what becomes of limits and expected loss', async () => {
    const same = await simulate({ kind: 'scorecard', content: defaultScorecard })
    expect(same.summary).toMatchObject({ checks: null, book: { total: { raised: 0, cut: 0, terms: 0 } } })
    // Nobody reaches more than B any more.
    const bounds: Readonly<Record<string, number>> = { AAA: 9_990, AA: 9_980, A: 9_970, B: 10, C: 0 }
    const grades = defaultScorecard.grades.map(({ grade }) => ({ grade, fromHundredths: bounds[grade] ?? 0 }))
    const { id, summary } = await simulate({ kind: 'scorecard', content: { ...defaultScorecard, grades } })
    expect(summary.book.total).toMatchObject({ raised: 0, cut: 1 })
    const { items } = await results(id, 'accounts')
    // B: 3 months at factor 0.9 of 100,000.00 a month.
    expect(items).toMatchObject([
      {
        customerCode: 'P1',
        grade: 'A',
        gradeAfter: 'B',
        after: { limit: { amount: '270000.00' }, netDays: 30 },
      },
    ])
    const period = { from: '2026-11-01', to: TODAY }
    const asked = { kind: 'scorecard', content: defaultScorecard, period }
    expect((await api.request('POST', '/api/v1/simulations', { body: asked })).status).toBe(400)
  })

  it('is stopped by whoever asked for it, and its results are not finished behind their back', async () => {
    const asked = await api.request('POST', '/api/v1/simulations', {
      body: { kind: 'policy', content: halved },
    })
    const url = `/api/v1/simulations/${asked.body.id}/cancel`
    expect(await api.request('POST', url)).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    await runSimulation(api.deps, asked.body.id as Id)
    const after = await api.request('GET', `/api/v1/simulations/${asked.body.id}`)
    expect(after.body).toMatchObject({ status: 'cancelled', summary: null })
  })

  it('is refused for a period that is wrong or missing, a document that cannot work, and without permission', async () => {
    const post = (body: object, as?: Record<string, string>) =>
      api.request('POST', '/api/v1/simulations', { body, ...(as ? { as } : {}) })
    const later = { from: '2026-11-01', to: '2026-12-01' }
    expect((await post({ kind: 'policy', content: halved, period: later })).body.code).toBe('as_of_in_future')
    const long = { from: '2020-01-01', to: TODAY }
    expect((await post({ kind: 'policy', content: halved, period: long })).body.code).toBe(
      'simulation_period_wrong',
    )
    const rules = { kind: 'control-rules', content: initialRules }
    expect((await post(rules)).body.code).toBe('simulation_period_missing')
    const broken = { ...halved, rules: halved.rules.slice(1) }
    expect((await post({ kind: 'policy', content: broken })).body.code).toBe('policy_invalid')
    const sales = await api.signIn('sales', { username: 'li.sales' })
    expect((await post({ kind: 'policy', content: halved }, sales)).status).toBe(403)
    const policies = await api.keyWith('policy:write')
    expect((await post({ ...rules, period }, policies)).status).toBe(403)
  })
})

describe('the draft of a policy', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp()
  })
  afterAll(() => api.close())
  const url = '/api/v1/policies/draft'
  const save = (revision: number | null) =>
    api.request('PUT', url, { body: { content: halved, baseVersion: 1, revision } })

  it('is shared, saved over only by who has seen it, and dropped', async () => {
    expect((await api.request('GET', url)).body).toEqual({ draft: null })
    expect((await save(null)).body.draft).toMatchObject({ content: halved, revision: 1, outdated: false })
    expect((await save(null)).body.code).toBe('document_draft_changed')
    const answers = await Promise.all(Array.from({ length: 20 }, () => save(1)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19)
    await api.request('POST', '/api/v1/policies', { body: { content: defaultPolicy } })
    expect((await api.request('GET', url)).body.draft).toMatchObject({ revision: 2, outdated: true })
    expect((await api.request('DELETE', url)).body).toEqual({ draft: null })
  })
})
