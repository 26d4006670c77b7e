import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertLedger, type TestItem } from '../../../test/ledger-rows.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import { prepareBookFigures } from '../receivables/book-figures.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { registerExpectedItemRoutes } from '../payment-forecast/expected-item-routes.js'
import { registerReceivablesRoutes } from '../receivables/routes.js'
import { registerInsightRoutes } from './routes.js'

let app: TestApp
const invoice = (
  customer: number,
  on: string,
  due: string,
  minor: bigint,
  paid?: { on: string; minor: bigint },
): TestItem => ({
  ...{ customer, currency: 'CNY', bucket: 'receivables' },
  documentOn: calendarDay(on),
  dueOn: calendarDay(due),
  entries: [
    { on: calendarDay(on), deltaMinor: minor },
    ...(paid ? [{ on: calendarDay(paid.on), deltaMinor: -paid.minor }] : []),
  ],
})

beforeAll(async () => {
  app = await createTestApp({
    routes: [registerReceivablesRoutes, registerExpectedItemRoutes, registerInsightRoutes],
    now: '2026-06-15T04:00:00Z',
  })
  await app.database.db.transaction(async (tx) => {
    await insertLedger(tx, 3, [
      invoice(0, '2026-04-01', '2026-05-10', 100_000n, { on: '2026-06-01', minor: 60_000n }),
      invoice(1, '2026-05-20', '2026-06-20', 50_000n),
      invoice(2, '2026-03-01', '2026-04-30', 10_000n),
    ])
    await tx.run(sql`
      INSERT INTO account_exposure (account_id, currency, group_id, segment_id, receivables_minor)
      SELECT account_id, currency, group_id, segment_id, sum(delta_minor) FROM exposure_entry GROUP BY 1, 2, 3, 4`)
    await tx.run(sql`
      INSERT INTO customer_rating_current (customer_id, rating_id, score, grade, coverage, alert, as_of, rated_at)
      SELECT id, gen_random_uuid(), 8000, 'AA', 9000, false, '2026-06-01', now() FROM customer WHERE code <> 'C002'`)
  })
})
afterAll(() => app.close())

describe('home figures', () => {
  it('compare the book with a month earlier and count what waits', async () => {
    const { status, body } = await app.request('GET', '/api/v1/insight/home')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      asOf: '2026-06-15',
      previousAsOf: '2026-05-15',
      book: [
        {
          currency: 'CNY',
          link: '/aging?asOf=2026-06-15',
          now: {
            receivables: { amount: '1000.00' },
            overdue: { amount: '500.00' },
            overduePercent: '50.0',
            overdueCustomers: 2,
            largestTenPercent: '100.0',
          },
          previous: {
            receivables: { amount: '1100.00' },
            overdue: { amount: '1100.00' },
            overduePercent: '100.0',
          },
        },
      ],
      customers: { value: 3 },
      customersUnrated: { value: 1, link: '/customers?grade=none' },
      openHolds: { value: 0, link: '/holds' },
      decisions: { value: 0, previous: 0 },
    })
  })
})

describe('exposure by dimension', () => {
  it('splits the book by grade, the unrated apart', async () => {
    const { body } = await app.request('GET', '/api/v1/insight/exposure?by=grade')
    expect(body).toMatchObject({
      items: [
        {
          key: 'AA',
          customers: 2,
          exposure: { amount: '900.00' },
          overdue: { amount: '400.00' },
          sharePercent: '90.0',
        },
        {
          key: '',
          customers: 1,
          exposure: { amount: '100.00' },
          overdue: { amount: '100.00' },
          overduePercent: '100.0',
        },
      ],
    })
  })

  it.each(['segment', 'industry', 'region', 'owner'])('adds up to the same book by %s', async (by) => {
    const { body } = await app.request('GET', `/api/v1/insight/exposure?by=${by}`)
    const { items } = body as { items: { exposure: { amount: string } }[] }
    expect(items.reduce((sum, item) => sum + Number(item.exposure.amount), 0)).toBe(1000)
  })
})

describe('the overdue trend', () => {
  it('equals the aging at each month end', async () => {
    const { body } = await app.request('GET', '/api/v1/insight/overdue-trend?months=4')
    const { items } = body as { items: { on: string; receivables: object; overdue: object }[] }
    expect(items.map(({ on }) => on)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'])
    for (const { on, receivables, overdue } of items) {
      const aging = await app.request('GET', `/api/v1/aging?asOf=${on}`)
      expect(aging.body).toMatchObject({ total: receivables, overdue })
    }
    expect(items.at(-1)).toMatchObject({ receivables: { amount: '1600.00' }, overdue: { amount: '1100.00' } })
    const { db } = app.database
    const ends = items.map(({ on }) => calendarDay(on))
    await prepareBookFigures(db, wholeBook, ends, new Date('2026-06-15T04:00:00Z'))
    const [kept] = await db.rows<{ count: bigint }>(
      sql`SELECT count(*) FROM book_figure WHERE as_of = ANY(${ends}::date[])`,
    )
    expect(kept?.count).toBe(4n)
    expect((await app.request('GET', '/api/v1/insight/overdue-trend?months=4')).body).toEqual(body)
  })
})

describe('receivables over HTTP', () => {
  it('ages by customer with totals, drills to the items of a bucket, and pages', async () => {
    const { body } = await app.request('GET', '/api/v1/aging?limit=2')
    expect(body).toMatchObject({
      currency: 'CNY',
      total: { amount: '1000.00', currency: 'CNY' },
      buckets: { notDue: { amount: '500.00' }, '31-60': { amount: '500.00' } },
      count: 3,
      items: [{ code: 'C001' }, { code: 'C000' }],
    })
    const { nextCursor } = body as { nextCursor: string }
    const next = await app.request('GET', `/api/v1/aging?limit=2&cursor=${nextCursor}`)
    expect(next.body).toMatchObject({ items: [{ code: 'C002' }], nextCursor: null })
    const drilled = await app.request('GET', '/api/v1/receivables?bucket=31-60&limit=1')
    expect(drilled.body).toMatchObject({
      items: [{ customerCode: 'C002', daysOverdue: 46, open: { amount: '100.00' } }],
    })
    const more = await app.request(
      'GET',
      `/api/v1/receivables?bucket=31-60&limit=1&cursor=${(drilled.body as { nextCursor: string }).nextCursor}`,
    )
    expect(more.body).toMatchObject({ items: [{ customerCode: 'C000', daysOverdue: 36 }], nextCursor: null })
  })

  it('states an account with a running balance', async () => {
    const { body } = await app.request(
      'GET',
      '/api/v1/customers/C000/statement?from=2026-05-01&asOf=2026-06-15',
    )
    expect(body).toMatchObject({
      customerCode: 'C000',
      statements: [
        {
          opening: { amount: '1000.00' },
          movements: [{ date: '2026-06-01', amount: { amount: '-600.00' }, balance: { amount: '400.00' } }],
          closing: { amount: '400.00' },
          openItems: [{ open: { amount: '400.00' }, amount: { amount: '1000.00' } }],
        },
      ],
    })
  })

  it.each([
    ['/api/v1/aging?asOf=2026-02-30', 400],
    ['/api/v1/aging?segment=NOWHERE', 404],
    ['/api/v1/aging?cursor=nonsense', 400],
    ['/api/v1/aging?colour=red', 400],
    ['/api/v1/receivables?bucket=never', 400],
    ['/api/v1/customers/NOBODY/statement', 404],
    ['/api/v1/customers/C000/statement?from=2026-06-01&asOf=2026-05-01', 400],
    ['/api/v1/customers/NOBODY/payment-trend', 404],
    ['/api/v1/insight/exposure?by=magic', 400],
  ])('refuses %s with %i', async (url, status) => {
    expect((await app.request('GET', url)).status).toBe(status)
  })

  it('shows salespeople their own customers only, and others to nobody without the permission', async () => {
    const anna = await app.signIn('sales', { username: 'anna' })
    const { body } = await app.request('GET', '/api/v1/aging', { as: anna })
    expect((body as { items: { code: string }[] }).items.map(({ code }) => code)).toEqual(['C000', 'C002'])
    expect((await app.request('GET', '/api/v1/customers/C001/statement', { as: anna })).status).toBe(404)
    expect((await app.request('GET', '/api/v1/insight/home', { as: anna })).status).toBe(403)
    expect((await app.request('GET', '/api/v1/aging', { as: await app.keyWith('checks:read') })).status).toBe(
      403,
    )
  })
})
