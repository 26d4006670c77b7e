import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice, type TestInvoice } from '../../../test/trading-book.js'
import { defaultScorecard } from './domain/default-scorecard.js'
import { scoringJobs } from './jobs.js'
import { RATE_BOOK_JOB } from './rate-book.js'

interface Contribution {
  readonly indicator: string
  readonly value: unknown
  readonly contribution: number
  readonly reason: { readonly zh: string }
}

const start = calendarDay('2025-12-01')
const prompt = Array.from({ length: 9 }, (_, month) => paidInvoice(addDays(start, month * 30), 500_000n, -2))
const slow = Array.from({ length: 9 }, (_, month) => paidInvoice(addDays(start, month * 30), 500_000n, 25))
const broke = [...slow.slice(0, 3), openInvoice(calendarDay('2026-02-01'), 900_000n)]

describe('ratings', () => {
  let api: TestApp
  let customers = 0
  beforeAll(async () => {
    api = await createTestApp()
  })
  afterAll(() => api.close())

  async function customer(invoices: readonly TestInvoice[]): Promise<string> {
    const code = `R${customers++}`
    await api.database.db.transaction((tx) => insertTraders(tx, [{ code, invoices, orders: [] }]))
    return code
  }
  const rate = (code: string, body: object = {}) =>
    api.request('POST', `/api/v1/customers/${code}/ratings`, { body })
  const put = (code: string, facts: object[]) =>
    api.request('PUT', `/api/v1/customers/${code}/facts`, { body: { facts } })

  it('follow payment behaviour, explain themselves and add up', async () => {
    const grades = []
    for (const invoices of [prompt, slow, broke]) {
      const { status, body } = await rate(await customer(invoices))
      expect(status).toBe(201)
      const sum = (body.contributions as Contribution[]).reduce((total, one) => total + one.contribution, 0)
      expect(sum).toBeCloseTo(body.score, 9)
      grades.push(body.grade)
    }
    expect(grades).toEqual(['A', 'B', 'C'])
  })

  it('say what they know and what limits them', async () => {
    const { body } = await rate(await customer(broke))
    expect(body).toMatchObject({ alert: true, model: { code: 'general', version: 1 }, asOf: '2026-11-21' })
    expect(body.vetoes).toEqual([expect.objectContaining({ code: 'long_overdue', gradeAtMost: 'C' })])
    expect((body.caps as { kind: string }[]).map((cap) => cap.kind)).toContain('coverage')
    const onTime = (body.contributions as Contribution[]).find((one) => one.indicator === 'on_time_rate')
    expect(onTime?.reason.zh).toBe('近12个月准时付款率 0 %，得 5 分')
  })

  it('rise with a good credit file, which also lifts the cap', async () => {
    const code = await customer(prompt)
    const before = (await rate(code)).body
    const validOn = '2025-12-31'
    const known = (item: string, value: string | boolean | number) => ({
      item,
      value,
      source: 'audited',
      validOn,
    })
    await put(code, [
      known('current_assets', '30000000'),
      known('current_liabilities', '10000000'),
      known('total_assets', '50000000'),
      known('total_liabilities', '14000000'),
      known('equity', '36000000'),
      known('revenue', '90000000'),
      known('net_profit', '9900000'),
      known('operating_cash_flow', '5000000'),
      known('founded_on', '2005-03-01'),
      known('paid_in_capital', '60000000'),
      { ...known('registration_status', 'active'), validOn: '2026-11-01' },
      { ...known('dishonest_debtor', false), validOn: '2026-11-01' },
      { ...known('litigation_count', 0), validOn: '2026-11-01' },
      { ...known('enforcement_count', 0), validOn: '2026-11-01' },
      { ...known('tax_rating', 'A'), validOn: '2026-04-30' },
    ])
    const after = (await rate(code)).body
    expect(after.score).toBeGreaterThan(before.score)
    expect(after.coverage).toBeGreaterThan(before.coverage + 30)
    const points = Object.fromEntries(
      (after.contributions as Contribution[]).map((one) => [one.indicator, one.value]),
    )
    expect(points).toMatchObject({
      current_ratio: 30_000,
      debt_to_assets: 2_800,
      net_margin: 1_100,
      cash_flow_to_debt: 5_000,
      registered_capital: 6_000,
    })
    expect(['AAA', 'AA']).toContain(after.grade)
    await put(code, [{ ...known('dishonest_debtor', true), validOn: '2026-11-20' }])
    expect((await rate(code)).body).toMatchObject({ grade: 'C', vetoes: [{ code: 'dishonest_debtor' }] })
  })

  it('of a past day know only what had been recorded and paid then', async () => {
    const code = await customer(slow)
    await put(code, [{ item: 'external_score', value: '95', source: 'bureau', validOn: '2026-01-01' }])
    const past = (await rate(code, { asOf: '2026-03-05' })).body
    const values = Object.fromEntries(
      (past.contributions as Contribution[]).map((one) => [one.indicator, one.value]),
    )
    // Due 12-31, 01-30 and 03-01: the first two were paid by then, the third is 4 days late and still open.
    expect(values).toMatchObject({
      external_score: null,
      dispute_rate: null,
      average_delay: Math.round((250 + 250 + 40) / 3),
    })
    const future = await rate(code, { asOf: '2026-11-22' })
    expect(future.body).toMatchObject({ status: 400, code: 'as_of_in_future' })
  })

  it('are replayed to the same result, also after the scorecard has changed', async () => {
    const { body: rating } = await rate(await customer(slow))
    const content = { ...defaultScorecard, neutralPoints: 10 }
    const published = await api.request('POST', '/api/v1/scorecards', { body: { content } })
    expect(published.body).toMatchObject({ version: 2, inForce: true })
    const replay = await api.request('POST', `/api/v1/ratings/${rating.id}/replay`)
    expect(replay.body).toMatchObject({
      agrees: true,
      recomputed: { score: rating.score, grade: rating.grade },
    })
    const later = (await rate(rating.customerCode)).body
    expect(later.model.version).toBe(2)
    expect(later.score).toBeLessThan(rating.score)
    const { body: scorecards } = await api.request('GET', '/api/v1/scorecards')
    expect((scorecards.items as { version: number }[]).map((item) => item.version)).toEqual([2, 1])
    expect((await api.request('GET', '/api/v1/scorecards/1')).body.content.neutralPoints).toBe(60)
    expect((await api.request('GET', '/api/v1/scorecards/9')).body.code).toBe('scorecard_not_found')
  })

  it('are not made by a scorecard whose weights do not sum to 100 %', async () => {
    const content = { ...defaultScorecard, dimensions: defaultScorecard.dimensions.slice(1) }
    const answer = await api.request('POST', '/api/v1/scorecards', { body: { content } })
    expect(answer.body).toMatchObject({ status: 400, code: 'scorecard_invalid' })
  })

  it('are listed newest first, a page at a time', async () => {
    const code = await customer(prompt)
    const ids = []
    for (let count = 0; count < 3; count++) {
      api.clock.advance({ minutes: 1 })
      ids.unshift((await rate(code)).body.id)
    }
    const first = await api.request('GET', `/api/v1/customers/${code}/ratings?limit=2`)
    const second = await api.request(
      'GET',
      `/api/v1/customers/${code}/ratings?limit=2&cursor=${first.body.nextCursor}`,
    )
    expect(
      [...(first.body.items as { id: string }[]), ...(second.body.items as { id: string }[])].map(
        (item) => item.id,
      ),
    ).toEqual(ids)
    expect(second.body.nextCursor).toBeNull()
    expect((await api.request('GET', `/api/v1/ratings/${ids[0]}`)).body.id).toBe(ids[0])
  })

  it('of the whole book are a job with progress', async () => {
    const code = await customer(prompt)
    const queued = await api.request('POST', '/api/v1/rating-runs', { body: {} })
    expect(queued).toMatchObject({ status: 202, body: { status: 'queued', done: 0 } })
    await scoringJobs(api.deps)[RATE_BOOK_JOB]?.({ runId: queued.body.id })
    const run = await api.request('GET', `/api/v1/rating-runs/${queued.body.id}`)
    expect(run.body).toMatchObject({ status: 'done', done: customers, total: customers })
    const { body } = await api.request('GET', `/api/v1/customers/${code}/ratings`)
    expect(body.items).toHaveLength(1)
    const { items } = (await api.request('GET', '/api/v1/rating-runs')).body as { items: object[] }
    expect(items[0]).toEqual(run.body)
  })

  it('of an earlier day do not replace the current one', async () => {
    const code = await customer(prompt)
    const today = (await rate(code)).body
    await rate(code, { asOf: '2026-01-05' })
    const current = await api.database.pool.query(
      `SELECT rating_id FROM customer_rating_current r JOIN customer c ON c.id = r.customer_id WHERE c.code = '${code}'`,
    )
    expect(current.rows[0].rating_id).toBe(today.id)
  })

  it('need a permission, and a customer that the caller may see', async () => {
    const code = await customer(prompt)
    const reader = await api.keyWith('ratings:read')
    expect(
      (await api.request('POST', `/api/v1/customers/${code}/ratings`, { as: reader, body: {} })).status,
    ).toBe(403)
    expect((await rate('nobody')).body.code).toBe('customer_not_found')
    const sales = await api.signIn('sales', { username: 'stranger' })
    expect((await api.request('GET', `/api/v1/customers/${code}/ratings`, { as: sales })).status).toBe(404)
    const unknown = '/api/v1/ratings/019ab000-0000-7000-8000-000000000000'
    expect((await api.request('GET', unknown)).body.code).toBe('rating_not_found')
  })
})
