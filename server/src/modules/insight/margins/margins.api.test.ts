import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice } from '../../../../test/trading-book.js'
import type { Currency } from '../../../kernel/currency.js'
import { addDays, calendarDay, daysBetween } from '../../../kernel/calendar-day.js'
import { divideRounded } from '../../../kernel/rate.js'
import { systemPrincipal } from '../../../kernel/access.js'
import type { Id } from '../../../kernel/ids.js'
import { sql } from '../../../platform/db/sql.js'
import type { Grade } from '../../scoring/domain/grade-scale.js'
import { expectedLoss, generalLossParameters } from '../../policy/domain/expected-loss.js'
import { marginWindow } from '../domain/margin-window.js'
import { recordMargins } from './record-margins.js'

interface Amount {
  readonly amount: string
}
interface Line {
  readonly key: string
  readonly revenue: Amount
  readonly margin: Amount
  readonly expectedLoss: Amount
  readonly averageReceivables: Amount
  readonly financingCost: Amount
  readonly net: Amount
}
const amountKeys = [
  ...(['revenue', 'margin', 'expectedLoss', 'averageReceivables', 'financingCost', 'net'] as const),
]
const cents = ({ amount }: Amount) => BigInt(amount.replace('.', ''))

/** Issued on the day, due after 30, and paid some days after that: 100,000.00 each. */
const MINOR = 10_000_000n
const OPEN = openInvoice(calendarDay('2026-10-12'), 2_000_001n)
const invoices = [
  ...Array.from({ length: 11 }, (_, month) =>
    paidInvoice(addDays(calendarDay('2025-10-05'), month * 30), MINOR, 3),
  ),
  OPEN,
]
const window = marginWindow(calendarDay('2026-11-22'))

describe('the risk-adjusted margin', () => {
  let api: TestApp
  let analyst: Caller
  let grade: Grade
  beforeAll(async () => {
    api = await createTestApp()
    analyst = await api.signIn('credit-analyst', { username: 'ana' })
    const book = await openCreditBook(api)
    await api.database.db.transaction((tx) => insertTraders(tx, [{ code: 'A1', invoices, orders: [] }]))
    await api.database.pool.query(
      `INSERT INTO account_exposure (account_id, currency, group_id, segment_id, receivables_minor)
       SELECT account_id, currency, group_id, segment_id, sum(delta_minor) FROM exposure_entry GROUP BY 1, 2, 3, 4`,
    )
    grade = (await api.request('POST', '/api/v1/customers/A1/ratings', { body: {} })).body.grade as Grade
    await api.request('PUT', '/api/v1/customers/A1/accounts/CN01', {
      body: {
        currency: 'CNY',
        status: 'active',
        limitMode: 'amount',
        limit: { amount: '333333.33', currency: 'CNY' },
      },
    })
    await book.customer('N1', '77777.77', { group: 'G1' })
    await book.customer('N2', '11111.11', { group: 'G1' })
    await state('A1', '2026-03', 50_000_001n, 9_999_999n)
    await state('A1', '2026-04', 40_000_000n, 8_000_000n)
    await state('A1', '2025-10', 99_000_000n, 99_000_000n)
    await state('N1', '2026-03', 1_000_000n, -123_457n)
    await state('N2', '2026-05', 3_333_333n, 333_333n)
  })
  afterAll(() => api.close())

  async function state(code: string, month: string, revenueMinor: bigint, marginMinor: bigint) {
    await api.database.db.transaction(async (tx) => {
      const [ids] = await tx.rows<{ customerId: Id; segmentId: Id }>(sql`
        SELECT c.id AS "customerId", s.id AS "segmentId" FROM customer c, credit_segment s
        WHERE c.code = ${code} AND s.code = 'CN01'`)
      if (!ids) throw new Error(code)
      const monthOn = calendarDay(`${month}-01`)
      await recordMargins(tx, [{ ...ids, monthOn, currency: 'CNY' as Currency, revenueMinor, marginMinor }], {
        ...{ source: 'test', actor: systemPrincipal, at: api.deps.now() },
      })
    })
  }
  const list = async (query: string) =>
    (await api.request('GET', `/api/v1/insight/risk-adjusted-margin?${query}`)).body
  const lineOf = async (key: string) =>
    ((await list('by=customer&pageSize=100')).items as Line[]).find((line) => line.key === key)

  it('is the margin of twelve ended months less expected loss and the financing of average receivables', async () => {
    const answer = await list('by=customer')
    expect(answer).toMatchObject({ from: window.from, until: window.until, fundingRate: { rate: 3 } })
    const line = await lineOf('A1')
    if (!line) throw new Error('A1 is missing')
    const loss = expectedLoss(generalLossParameters, grade, {
      exposureMinor: OPEN.minor,
      limitMinor: 33_333_333n,
    })
    // Each invoice is owed from the day it is issued until the day before it is paid.
    const owed = invoices.reduce((sum, { on, minor, settlements }) => {
      const paidOn = settlements[0]?.on ?? addDays(window.until, 1)
      const first = on < window.from ? window.from : on
      const after = paidOn > window.until ? addDays(window.until, 1) : paidOn
      return sum + minor * BigInt(Math.max(0, daysBetween(first, after)))
    }, 0n)
    const average = divideRounded(owed, BigInt(window.days))
    const financing = divideRounded(average * 300n, 10_000n)
    expect({
      revenue: cents(line.revenue),
      margin: cents(line.margin),
      loss: cents(line.expectedLoss),
      average: cents(line.averageReceivables),
      financing: cents(line.financingCost),
      net: cents(line.net),
    }).toEqual({
      revenue: 90_000_001n,
      margin: 17_999_999n,
      loss,
      average,
      financing,
      net: 17_999_999n - loss - financing,
    })
  })

  it.each(['customer', 'group', 'grade', 'segment'])(
    'by %s adds up to the totals to the cent',
    async (by) => {
      const { items, totals, total } = await list(`by=${by}&pageSize=100`)
      expect(items).toHaveLength(total)
      for (const key of amountKeys) {
        const sum = (items as Line[]).reduce((all, line) => all + cents(line[key]), 0n)
        expect(sum, key).toBe(cents(totals[key] as Amount))
      }
      expect(totals.customers).toBe(3)
    },
  )

  it('may be below zero, is sorted by what is asked, paged, narrowed and written to a file with its sum', async () => {
    const { items } = await list('by=customer&sort=net')
    expect((items as Line[]).map(({ key }) => key).at(-1)).toBe('A1')
    expect(cents((await lineOf('N1'))?.net ?? { amount: '0' })).toBeLessThan(0n)
    expect((await list('by=customer&sort=-net&pageSize=1&page=2')).items[0].key).not.toBe('A1')
    expect((await list(`by=customer&grade=${grade}`)).total).toBe(1)
    const { text } = await api.request('GET', '/api/v1/insight/risk-adjusted-margin.csv?by=customer&sort=key')
    const rows = text.trim().split(/\r?\n/)
    expect(rows).toHaveLength(5)
    const column = (row: string | undefined) => BigInt((row?.split(',').at(-1) ?? '').replace('.', ''))
    expect(rows.slice(1, 4).reduce((sum, row) => sum + column(row), 0n)).toBe(column(rows[4]))
  })

  it('of one customer comes with the months as they were stated, and what was stated again replaces it', async () => {
    await state('N2', '2026-05', 3_333_333n, 444_444n)
    const { body } = await api.request('GET', '/api/v1/customers/N2/risk-adjusted-margin')
    expect(body).toMatchObject({ months: 1, margin: { amount: '4444.44' }, marginPercent: '13.3' })
    expect(body.stated).toEqual([
      expect.objectContaining({
        month: '2026-05',
        segment: 'CN01',
        margin: { amount: '4444.44', currency: 'CNY' },
      }),
    ])
    const trail = await api.database.pool.query(
      `SELECT before ->> 'margin_minor' AS before FROM audit_entry WHERE table_name = 'sales_margin' AND before IS NOT NULL`,
    )
    expect(trail.rows).toEqual([{ before: '333333' }])
    expect((await api.request('GET', '/api/v1/customers/NOBODY/risk-adjusted-margin')).status).toBe(404)
    const none = await api.request('GET', '/api/v1/customers/N1/risk-adjusted-margin')
    expect(none.body.months).toBe(1)
  })

  it('counts with the rate that the organisation states, from its day on, by whoever may write policies', async () => {
    const path = '/api/v1/insight/funding-rates'
    const body = { rate: 4.35, validFrom: '2026-01-01', source: '集团内部资金价格 2026' }
    expect((await api.request('POST', path, { body, as: analyst })).status).toBe(403)
    expect((await api.request('POST', path, { body: { ...body, rate: 3.123 } })).status).toBe(400)
    const before = await lineOf('A1')
    const stated = await api.request('POST', path, { body })
    expect(stated).toMatchObject({ status: 201, body: { rate: 4.35, inForce: true } })
    const later = await api.request('POST', path, { body: { ...body, rate: 9, validFrom: '2027-01-01' } })
    expect(later.body.inForce).toBe(false)
    const after = await lineOf('A1')
    if (!before || !after) throw new Error('A1 is missing')
    expect(cents(after.financingCost)).toBe(divideRounded(cents(before.averageReceivables) * 435n, 10_000n))
    const { items } = (await api.request('GET', path)).body as { items: { rate: number; inForce: boolean }[] }
    expect(items.map(({ rate, inForce }) => [rate, inForce])).toEqual([
      [9, false],
      [4.35, true],
      [3, false],
    ])
  })
})
