import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

describe('an order that arrives without ever having been checked', () => {
  let app: TestApp
  let book: CreditBook
  beforeAll(async () => {
    app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    book = await openCreditBook(app)
  })
  afterAll(() => app.close())

  const order = (customerCode: string, number: string, amount: string, more = {}) =>
    book.document('order', number, { customerCode, lines: [{ lineNo: 1, amount }], ...more })
  const openOrders = async (customer: string) => (await book.exposure(customer)).buckets['openOrders']?.amount
  const decisions = async (customer: string) =>
    (await app.request('GET', `/api/v1/credit-checks?customerCode=${customer}`)).body.items as unknown[]

  it('is recorded as the ERP states it and counts in full, beyond the limit too, without a decision', async () => {
    await book.customer('U1', '1000.00')
    expect((await order('U1', 'U1-1', '1500.00')).status).toBeLessThan(300)
    expect(await openOrders('U1')).toBe('1500.00')
    expect(await book.exposure('U1')).toMatchObject({ available: { amount: '-500.00' } })
    expect(await decisions('U1')).toEqual([])
  })

  it('is seen by the next check, which is held for it', async () => {
    const held = await book.check('U1', 'U1-2', '0.01')
    expect(held.body).toMatchObject({
      outcome: 'held',
      exposureBefore: { amount: '1500.00' },
      reasons: [{ code: 'limit_exceeded' }],
    })
  })

  it('is not counted twice when it is checked afterwards', async () => {
    await book.customer('U2', '1000.00')
    await order('U2', 'U2-1', '600.00')
    const checked = await book.check('U2', 'U2-1', '600.00')
    expect(checked.body).toMatchObject({ outcome: 'approved', exposureAfter: { amount: '600.00' } })
    expect((await book.exposure('U2')).exposure.amount).toBe('600.00')
  })

  it('takes up the reservation of its check even when it does not name it, and leaves nothing reserved twice', async () => {
    await book.customer('U3', '1000.00')
    expect((await book.check('U3', 'U3-1', '600.00')).body.outcome).toBe('approved')
    await order('U3', 'U3-1', '600.00')
    const after = await book.exposure('U3')
    expect(after.exposure.amount).toBe('600.00')
    expect([after.buckets['reserved']?.amount, after.buckets['openOrders']?.amount]).toEqual([
      '0.00',
      '600.00',
    ])
  })
})
