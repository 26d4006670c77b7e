import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCreditBook, TODAY, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'

let app: TestApp
let book: CreditBook
let place = 0
let code = ''

beforeAll(async () => {
  app = await createTestApp({ now: `${TODAY}T04:00:00Z` })
  book = await openCreditBook(app)
})
beforeEach(async () => {
  place += 1
  code = `W${place}`
  await book.customer(code, '100.00')
})
afterAll(async () => {
  expect((await verifyLedger(app.deps.db)).differences).toEqual([])
  await app.close()
})

const one = (amount: string, from?: object) => [{ lineNo: 1, amount, ...(from ? { from } : {}) }]
const named = (number: string, version: number, type = 'order') => ({
  document: { source: 'erp', type, number: `${number}-${code}`, version },
})
const check = (number: string, version: number, amount: string, more: object = {}) =>
  book.check(code, number, amount, { ...named(number, version), ...more })
const order = (number: string, version: number, amount: string, more: object = {}) =>
  book.document('order', `${number}-${code}`, { customerCode: code, version, lines: one(amount), ...more })
const delivery = (number: string, amount: string, of: string, taken = amount) =>
  book.document('delivery', `${number}-${code}`, {
    customerCode: code,
    lines: one(amount, { type: 'order', number: `${of}-${code}`, lineNo: 1, amount: taken }),
  })
/** [reserved, open orders, total] */
async function amounts(): Promise<(string | undefined)[]> {
  const { buckets, exposure } = await book.exposure(code)
  return [buckets['reserved']?.amount, buckets['openOrders']?.amount, exposure.amount]
}

describe('a reservation for a later version than the one recorded', () => {
  it('keeps what the checked version asks beyond it, until that version comes', async () => {
    await check('O', 1, '50.00')
    await check('O', 2, '90.00')
    expect((await order('O', 1, '50.00')).status).toBe(201)
    expect(await amounts()).toEqual(['40.00', '50.00', '90.00'])
    expect((await check('Z', 1, '50.00')).body.outcome).toBe('held')
    expect((await order('O', 2, '90.00')).status).toBe(200)
    expect(await amounts()).toEqual(['0.00', '90.00', '90.00'])
  })

  it('is lowered and raised by what is recorded meanwhile, also in one batch', async () => {
    await order('O', 1, '20.00')
    await check('O', 5, '90.00')
    const item = (version: number, amount: string) => ({
      ...{ source: 'erp', type: 'order', number: `O-${code}`, customerCode: code, segment: 'CN01' },
      ...{ date: TODAY, currency: 'CNY', status: 'open', version, lines: one(amount) },
    })
    const items = [item(2, '80.00'), item(3, '30.00')]
    expect((await app.request('POST', '/api/v1/documents/bulk', { body: { items } })).status).toBe(200)
    expect(await amounts()).toEqual(['60.00', '30.00', '90.00'])
    await order('O', 4, '95.00')
    expect(await amounts()).toEqual(['0.00', '95.00', '95.00'])
  })

  it('ends with the version it was made for, and is replaced by the next check', async () => {
    await check('O', 3, '60.00')
    await order('O', 2, '10.00')
    expect(await amounts()).toEqual(['50.00', '10.00', '60.00'])
    expect((await check('O', 4, '70.00')).body.outcome).toBe('approved')
    expect(await amounts()).toEqual(['60.00', '10.00', '70.00'])
    await order('O', 4, '70.00')
    expect(await amounts()).toEqual(['0.00', '70.00', '70.00'])
  })
})

describe('a check of an older version than the one recorded', () => {
  it('is refused and takes nothing; a question without reserving is answered', async () => {
    await order('O', 3, '30.00')
    expect(await check('O', 2, '60.00')).toMatchObject({ status: 409, body: { code: 'version_outdated' } })
    expect((await check('O', 2, '60.00', { reserve: false })).status).toBe(201)
    expect(await amounts()).toEqual(['0.00', '30.00', '30.00'])
  })
})

describe('a document that names a reservation', () => {
  it('takes over its own as well when the name is out of date', async () => {
    const first = await check('O', 1, '50.00')
    await check('O', 2, '90.00')
    const stale = { reservationId: first.body.reservation.id as string }
    expect((await order('O', 2, '90.00', stale)).status).toBe(201)
    expect(await amounts()).toEqual(['0.00', '90.00', '90.00'])
  })

  it('takes over its own as well when it names that of another', async () => {
    await check('A', 1, '30.00')
    const other = await check('B', 1, '20.00')
    await order('A', 1, '30.00', { reservationId: other.body.reservation.id as string })
    expect(await amounts()).toEqual(['0.00', '30.00', '30.00'])
  })
})

describe('what a document may rest on', () => {
  it('is of its order what earlier deliveries have left', async () => {
    await order('O', 1, '100.00')
    await delivery('D1', '60.00', 'O')
    const of = (number: string, amount: string) =>
      check(number, 1, amount, {
        checkpoint: 'delivery',
        document: { ...named(number, 1, 'delivery').document, orderNumber: `O-${code}` },
      })
    const fits = await of('D2', '40.00')
    expect(fits.body).toMatchObject({ outcome: 'warned', reservation: null })
    expect((await of('D3', '60.00')).body).toMatchObject({
      outcome: 'held',
      reasons: [{ code: 'limit_exceeded', actual: '120.0' }],
    })
    // The same delivery asked about again rests on what it has taken.
    expect((await of('D1', '60.00')).body.outcome).toBe('warned')
  })

  it('is for an invoice what is left of its order and of the order’s deliveries', async () => {
    await order('O', 1, '100.00')
    await delivery('D1', '60.00', 'O')
    const of = (number: string, amount: string) =>
      check(number, 1, amount, {
        checkpoint: 'invoice',
        document: { ...named(number, 1, 'invoice').document, orderNumber: `O-${code}` },
      })
    expect((await of('I1', '100.00')).body.outcome).toBe('warned')
    await book.document('invoice', `I1-${code}`, {
      ...{ customerCode: code, dueDate: '2026-12-31' },
      lines: one('60.00', { type: 'delivery', number: `D1-${code}`, lineNo: 1, amount: '60.00' }),
    })
    expect((await of('I2', '40.00')).body.outcome).toBe('warned')
    expect((await of('I3', '50.00')).body.outcome).toBe('held')
  })

  it('shrinks with an order that is amended down: the check looks at what would be left', async () => {
    await order('O', 1, '150.00')
    expect((await check('P', 1, '10.00')).body.outcome).toBe('held')
    expect((await check('O', 2, '80.00')).body).toMatchObject({ outcome: 'approved', reservation: null })
    expect((await check('O', 3, '101.00')).body.outcome).toBe('held')
    // What is delivered cannot be amended away.
    await delivery('D', '120.00', 'O')
    expect((await check('O', 4, '80.00')).body.outcome).toBe('held')
  })
})

describe('a line', () => {
  it('is not less than what it takes from the earlier document', async () => {
    await order('O', 1, '100.00')
    const less = await delivery('D', '0.01', 'O', '100.00')
    expect(less).toMatchObject({ status: 400, body: { code: 'source_exceeds_line' } })
    expect(await amounts()).toEqual(['0.00', '100.00', '100.00'])
  })
})

describe('an invoice without a due day', () => {
  it('falls due on its own day for checks as for aging', async () => {
    await book.document('invoice', `I-${code}`, {
      ...{ customerCode: code, date: '2026-10-01', lines: one('50.00') },
    })
    expect((await book.exposure(code)).overdue).toEqual({
      ...{ amount: { amount: '50.00', currency: 'CNY' }, oldestDays: 51 },
    })
    expect((await check('O', 1, '1.00')).body).toMatchObject({
      outcome: 'held',
      reasons: [{ code: 'overdue_days', actual: '51' }],
    })
  })
})
