import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders, paidInvoice } from '../../../test/trading-book.js'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { expectedLoss, generalLossParameters } from '../policy/domain/expected-loss.js'

const prompt = Array.from({ length: 11 }, (_, month) =>
  paidInvoice(addDays(calendarDay('2026-01-05'), month * 30), 10_000_000n, -1),
)
interface Line {
  readonly key: string
  readonly expectedLoss: { readonly amount: string }
  readonly exposure: { readonly amount: string }
  readonly pd: number
}
const cents = (amount: string) => BigInt(amount.replace('.', ''))

describe('expected loss', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp()
    const book = await openCreditBook(api)
    await api.database.db.transaction((tx) =>
      insertTraders(tx, [{ code: 'A1', invoices: prompt, orders: [] }]),
    )
    await api.request('POST', '/api/v1/customers/A1/ratings', { body: {} })
    const limit = { amount: '333333.33', currency: 'CNY' }
    await api.request('PUT', '/api/v1/customers/A1/accounts/CN01', {
      body: { currency: 'CNY', status: 'active', limitMode: 'amount', limit },
    })
    await book.check('A1', 'SO-1', '100000.01')
    await book.customer('N1', '77777.77', { group: 'G1' })
    await book.customer('N2', '11111.11', { group: 'G1' })
  })
  afterAll(() => api.close())
  const get = async (query: string) =>
    (await api.request('GET', `/api/v1/insight/expected-loss?${query}`)).body

  it('is PD × exposure at default × LGD, as the simulation computes it', async () => {
    const { items } = await get('by=customer')
    const line = (items as Line[]).find(({ key }) => key === 'A1')
    const expected = expectedLoss(generalLossParameters, 'A', {
      exposureMinor: 10_000_001n,
      limitMinor: 33_333_333n,
    })
    expect(line && cents(line.expectedLoss.amount)).toBe(expected)
    expect(line).toMatchObject({ pd: 1.5, exposure: { amount: '100000.01' } })
    const one = await api.request('GET', '/api/v1/customers/A1/expected-loss')
    expect(one.body).toMatchObject({ expectedLoss: line?.expectedLoss, pdFrom: 'grade', lgd: 45 })
  })

  it('takes whoever has no grade for the worst, and says so', async () => {
    const one = await api.request('GET', '/api/v1/customers/N1/expected-loss')
    expect(one.body).toMatchObject({ pd: 20, pdFrom: 'worst-grade' })
    expect((await api.request('GET', '/api/v1/customers/NOBODY/expected-loss')).status).toBe(404)
  })

  it.each(['customer', 'group', 'grade', 'segment'])('by %s adds up to the total to the cent', async (by) => {
    const { items, totals, total } = await get(`by=${by}`)
    expect(items).toHaveLength(total)
    const sum = (items as Line[]).reduce((all, { expectedLoss: { amount } }) => all + cents(amount), 0n)
    expect(sum).toBe(cents(totals.expectedLoss.amount))
    expect(sum).toBeGreaterThan(0n)
  })

  it('is sorted, paged and written to a file with every line', async () => {
    const first = await get('by=customer&sort=-loss&pageSize=1')
    const second = await get('by=customer&sort=-loss&pageSize=1&page=2')
    expect(first.total).toBe(3)
    expect(cents(first.items[0].expectedLoss.amount)).toBeGreaterThan(
      cents(second.items[0].expectedLoss.amount),
    )
    const file = await api.request('GET', '/api/v1/insight/expected-loss.csv?by=customer')
    expect(file.text.trim().split('\n')).toHaveLength(4)
    expect((await get('by=customer&grade=A')).total).toBe(1)
  })
})
