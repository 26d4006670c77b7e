import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { creditControlJobs } from './jobs.js'
import { EVALUATE_HOLDS_JOB } from './record-and-check.js'

let app: TestApp
let book: CreditBook

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(app)
})
afterAll(async () => {
  expect((await verifyLedger(app.deps.db)).differences).toEqual([])
  await app.close()
})

const one = (amount: string, from?: object) => [{ lineNo: 1, amount, ...(from ? { from } : {}) }]
const from = (type: string, number: string, amount: string) => ({ type, number, lineNo: 1, amount })

/** Exposure as [open orders, delivered, receivables, unapplied, total]. */
async function stages(customer: string, query = ''): Promise<string[]> {
  const { buckets, exposure } = await book.exposure(customer, query)
  const names = ['openOrders', 'deliveredNotBilled', 'receivables', 'unapplied']
  return [...names.map((name) => buckets[name]?.amount ?? ''), exposure.amount]
}

interface Step {
  readonly step: string
  readonly send: [type: string, number: string, body: object]
  readonly after: string[]
}

const customer = { customerCode: 'L1' }
const parts = [
  { dueDate: '2026-12-31', amount: '250.00' },
  { dueDate: '2026-11-01', amount: '150.00' },
]

/** Exposure stays the same through every hand-over and moves by exactly what is new, paid or gone. */
const lifeCycle: readonly Step[] = [
  {
    step: 'an order',
    send: ['order', 'O1', { ...customer, lines: one('1000.00') }],
    after: ['1000.00', '0.00', '0.00', '0.00', '1000.00'],
  },
  {
    step: 'the order amended down',
    send: ['order', 'O1', { ...customer, version: 2, lines: one('900.00') }],
    after: ['900.00', '0.00', '0.00', '0.00', '900.00'],
  },
  {
    step: 'an older version of the order',
    send: ['order', 'O1', { ...customer, version: 1, lines: one('5000.00') }],
    after: ['900.00', '0.00', '0.00', '0.00', '900.00'],
  },
  {
    step: 'a part delivered',
    send: ['delivery', 'D1', { ...customer, lines: one('400.00', from('order', 'O1', '400.00')) }],
    after: ['500.00', '400.00', '0.00', '0.00', '900.00'],
  },
  {
    step: 'a second delivery',
    send: ['delivery', 'D2', { ...customer, lines: one('300.00', from('order', 'O1', '300.00')) }],
    after: ['200.00', '700.00', '0.00', '0.00', '900.00'],
  },
  {
    step: 'the second delivery cancelled',
    send: [
      'delivery',
      'D2',
      { ...customer, version: 2, status: 'cancelled', lines: one('300.00', from('order', 'O1', '300.00')) },
    ],
    after: ['500.00', '400.00', '0.00', '0.00', '900.00'],
  },
  {
    step: 'the delivery billed in instalments',
    send: [
      'invoice',
      'I1',
      { ...customer, installments: parts, lines: one('400.00', from('delivery', 'D1', '400.00')) },
    ],
    after: ['500.00', '0.00', '400.00', '0.00', '900.00'],
  },
  {
    step: 'a receipt, partly allocated',
    send: [
      'receipt',
      'R1',
      { ...customer, lines: one('200.00'), allocations: [{ number: 'I1', amount: '160.00' }] },
    ],
    after: ['500.00', '0.00', '240.00', '-40.00', '700.00'],
  },
  {
    step: 'the same receipt again',
    send: [
      'receipt',
      'R1',
      { ...customer, lines: one('200.00'), allocations: [{ number: 'I1', amount: '160.00' }] },
    ],
    after: ['500.00', '0.00', '240.00', '-40.00', '700.00'],
  },
  {
    step: 'the receipt bounced',
    send: ['receipt', 'R1', { ...customer, version: 2, status: 'cancelled', lines: one('200.00') }],
    after: ['500.00', '0.00', '400.00', '0.00', '900.00'],
  },
  {
    step: 'a credit note on the invoice',
    send: ['credit-note', 'CN1', { ...customer, lines: one('50.00', from('invoice', 'I1', '50.00')) }],
    after: ['500.00', '0.00', '350.00', '0.00', '850.00'],
  },
  {
    step: 'a receipt for an invoice not known yet',
    send: [
      'receipt',
      'R2',
      { ...customer, lines: one('100.00'), allocations: [{ number: 'I2', amount: '100.00' }] },
    ],
    after: ['500.00', '0.00', '350.00', '-100.00', '750.00'],
  },
  {
    step: 'that invoice, straight from the order',
    send: [
      'invoice',
      'I2',
      { ...customer, dueDate: '2026-12-01', lines: one('120.00', from('order', 'O1', '120.00')) },
    ],
    after: ['380.00', '0.00', '370.00', '0.00', '750.00'],
  },
  {
    step: 'the order closed: nothing more will come',
    send: ['order', 'O1', { ...customer, version: 3, status: 'closed', lines: one('900.00') }],
    after: ['0.00', '0.00', '370.00', '0.00', '370.00'],
  },
  {
    step: 'the order reopened',
    send: ['order', 'O1', { ...customer, version: 4, lines: one('900.00') }],
    after: ['380.00', '0.00', '370.00', '0.00', '750.00'],
  },
  {
    step: 'a write-off',
    send: [
      'write-off',
      'W1',
      { ...customer, lines: one('20.00'), allocations: [{ number: 'I2', amount: '20.00' }] },
    ],
    after: ['380.00', '0.00', '350.00', '0.00', '730.00'],
  },
  {
    step: 'the invoice cancelled: its money is unapplied, its goods are open again',
    send: [
      'invoice',
      'I2',
      { ...customer, version: 2, status: 'cancelled', lines: one('120.00', from('order', 'O1', '120.00')) },
    ],
    after: ['500.00', '0.00', '350.00', '-120.00', '730.00'],
  },
]

describe('the life cycle of exposure', () => {
  beforeAll(() => book.customer('L1', '100000.00'))

  it.each(lifeCycle)('after $step', async ({ send: [type, number, body], after }) => {
    const answer = await book.document(type, number, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    expect(await stages('L1')).toEqual(after)
  })

  it('settles the instalment that fell due first', async () => {
    // 50.00 of I1 are credited: the instalment of 2026-11-01 has 100.00 left and is 20 days late.
    expect((await book.exposure('L1')).overdue).toEqual({
      amount: { amount: '100.00', currency: 'CNY' },
      oldestDays: 20,
    })
  })
})

describe('what the rules would do to a next order', () => {
  it('is said beside the room that is left, and of today only', async () => {
    await book.customer('N1', '100000.00')
    expect((await book.exposure('N1')).nextOrder).toEqual({ outcome: 'approved', reasons: [] })
    const late = { customerCode: 'N1', date: '2026-09-01', dueDate: '2026-10-01', lines: one('300.00') }
    await book.document('invoice', 'N1-1', late)
    const { available, nextOrder } = await book.exposure('N1')
    expect(available?.amount).toBe('99700.00')
    expect(nextOrder).toMatchObject({ outcome: 'held', reasons: [{ code: 'overdue_days', actual: '51' }] })
    expect((await book.exposure('N1', '&asOf=2026-11-20')).nextOrder).toBeNull()
  })
})

describe('as of a past day', () => {
  it('later receipts do not count, and what was open then is open', async () => {
    await book.customer('L2', '1000.00')
    const invoice = { customerCode: 'L2', date: '2026-08-01', dueDate: '2026-08-31', lines: one('300.00') }
    await book.document('invoice', 'P1', invoice)
    const receipt = {
      customerCode: 'L2',
      date: '2026-09-10',
      lines: one('300.00'),
      allocations: [{ number: 'P1', amount: '300.00' }],
    }
    await book.document('receipt', 'PR1', receipt)
    expect(await stages('L2', '&asOf=2026-07-31')).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00'])
    expect(await stages('L2', '&asOf=2026-09-09')).toEqual(['0.00', '0.00', '300.00', '0.00', '300.00'])
    expect((await book.exposure('L2', '&asOf=2026-09-09')).overdue).toMatchObject({ oldestDays: 9 })
    expect(await stages('L2', '&asOf=2026-09-10')).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00'])
  })
})

describe('what is refused', () => {
  it.each([
    ['a negative line', 'order', { lines: one('-1.00') }, 400],
    ['more decimals than the currency has', 'order', { lines: one('1.001') }, 400],
    ['decimals in JPY', 'order', { currency: 'JPY', lines: one('1.5') }, 400],
    ['two lines of one number', 'order', { lines: [...one('1.00'), ...one('2.00')] }, 400],
    ['instalments that do not add up', 'invoice', { installments: parts, lines: one('1.00') }, 400],
    ['a line from a later stage', 'order', { lines: one('1.00', from('invoice', 'X', '1.00')) }, 400],
    ['a source that does not exist', 'delivery', { lines: one('1.00', from('order', 'NONE', '1.00')) }, 409],
    ['a write-off of nothing', 'write-off', { lines: one('1.00') }, 400],
    ['an unknown customer', 'order', { customerCode: 'NOBODY', lines: one('1.00') }, 404],
    [
      'an unknown reservation',
      'order',
      { reservationId: '01900000-0000-7000-8000-000000000000', lines: one('1.00') },
      404,
    ],
    ['no lines', 'order', { lines: [] }, 400],
  ])('%s', async (_, type, body, status) => {
    await book.customer('L3', '1000.00')
    const answer = await book.document(type, 'BAD', { customerCode: 'L3', ...body })
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(await stages('L3')).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00'])
  })

  it('more than is left, summed over the lines of one document and counted against what others took', async () => {
    await book.customer('L4', '1000.00')
    await book.document('order', 'Q1', { customerCode: 'L4', lines: one('100.00') })
    const twice = [1, 2].map((lineNo) => ({ lineNo, amount: '60.00', from: from('order', 'Q1', '60.00') }))
    const tooMuch = await book.document('delivery', 'QD', { customerCode: 'L4', lines: twice })
    expect(tooMuch).toMatchObject({ status: 409, body: { code: 'exceeds_source' } })
    await book.document('order', 'Q1', {
      customerCode: 'L4',
      version: 2,
      status: 'closed',
      lines: one('100.00'),
    })
    const closed = await book.document('delivery', 'QD', {
      customerCode: 'L4',
      lines: one('1.00', from('order', 'Q1', '1.00')),
    })
    expect(closed).toMatchObject({ status: 409, body: { code: 'exceeds_source' } })
    await book.customer('L5', '1000.00')
    const foreign = await book.document('delivery', 'QF', {
      customerCode: 'L5',
      lines: one('1.00', from('order', 'Q1', '1.00')),
    })
    expect(foreign).toMatchObject({ status: 409, body: { code: 'source_mismatch' } })
    const moved = await book.document('order', 'Q1', { customerCode: 'L5', version: 3, lines: one('1.00') })
    expect(moved).toMatchObject({ status: 409, body: { code: 'document_party_changed' } })
  })
})

describe('over-delivery where the segment allows it', () => {
  it('is new exposure and is checked', async () => {
    const body = { name: '宽松', currency: 'CNY', overDeliveryAllowed: true }
    expect((await app.request('PUT', '/api/v1/segments/CN02', { body })).status).toBe(201)
    await app.request('PUT', '/api/v1/customers/L6', { body: { name: '超交客户' } })
    const limit = { limitMode: 'amount', limit: { amount: '110.00', currency: 'CNY' } }
    await app.request('PUT', '/api/v1/customers/L6/accounts/CN02', { body: { currency: 'CNY', ...limit } })
    const inSegment = { customerCode: 'L6', segment: 'CN02' }
    await book.document('order', 'V1', { ...inSegment, lines: one('100.00') })
    const fits = await book.document('delivery', 'VD1', {
      ...inSegment,
      lines: one('105.00', from('order', 'V1', '105.00')),
    })
    expect(fits).toMatchObject({ status: 201, body: { check: { outcome: 'warned' } } })
    const over = await book.document('delivery', 'VD2', {
      ...inSegment,
      lines: one('20.00', from('order', 'V1', '20.00')),
    })
    expect(over).toMatchObject({ status: 201, body: { check: { outcome: 'held' } } })
    const holds = await app.request('GET', '/api/v1/holds?customerCode=L6&status=open')
    expect(holds.body.items).toHaveLength(1)
  })
})

describe('a customer that changes its credit group', () => {
  it('takes its exposure along, reservations included', async () => {
    await book.customer('M1', '1000.00', { group: 'OLD' })
    await book.document('invoice', 'MI', { customerCode: 'M1', dueDate: '2026-12-01', lines: one('70.00') })
    await book.check('M1', 'MO', '30.00')
    await book.customer('M2', '1000.00', { group: 'OLD' })
    await app.request('PUT', '/api/v1/customers/M1', { body: { name: '客户 M1', groupCode: 'NEW' } })
    expect((await book.exposure('M1')).group.exposure.amount).toBe('100.00')
    expect((await book.exposure('M2')).group.exposure.amount).toBe('0.00')
    expect(
      (
        await book.check('M1', 'MO', '40.00', {
          document: { source: 'erp', type: 'order', number: 'MO', version: 2 },
        })
      ).body.outcome,
    ).toBe('approved')
    expect((await book.exposure('M1')).group.exposure.amount).toBe('110.00')
    const paid = { customerCode: 'M1', lines: one('70.00'), allocations: [{ number: 'MI', amount: '70.00' }] }
    expect((await book.document('receipt', 'MR', paid)).status).toBe(201)
    expect((await book.exposure('M1')).group.exposure.amount).toBe('40.00')
  })
})

describe('holds and reservations over time', () => {
  it('a hold becomes ready when money arrives', async () => {
    await book.customer('T1', '100.00')
    await book.document('invoice', 'TI', { customerCode: 'T1', dueDate: '2026-12-01', lines: one('80.00') })
    const held = await book.check('T1', 'TO', '50.00')
    await book.document('receipt', 'TR', {
      customerCode: 'T1',
      lines: one('80.00'),
      allocations: [{ number: 'TI', amount: '80.00' }],
    })
    const [account] = await app.deps.db.pool
      .query<{ group_id: string }>('SELECT group_id FROM hold WHERE id = $1', [held.body.hold.id])
      .then(({ rows }) => rows)
    await creditControlJobs(app.deps)[EVALUATE_HOLDS_JOB]?.({ groupId: account?.group_id })
    expect((await app.request('GET', `/api/v1/holds/${held.body.hold.id as string}`)).body).toMatchObject({
      status: 'open',
      ready: true,
    })
  })

  it('a reservation ends by itself after the days of its segment, and can be given back before', async () => {
    await book.customer('T2', '100.00')
    await book.check('T2', 'TX', '60.00')
    const back = await book.check('T2', 'TY', '10.00')
    const url = `/api/v1/reservations/${back.body.reservation.id as string}/release`
    expect((await app.request('POST', url)).body.status).toBe('released')
    expect((await app.request('POST', url)).status).toBe(200)
    expect((await book.exposure('T2')).exposure.amount).toBe('60.00')
    const later = { ...app.deps, now: () => new Date('2026-11-28T04:00:01Z') }
    await creditControlJobs(later)['expire-reservations']?.({})
    expect((await book.exposure('T2')).exposure.amount).toBe('0.00')
  })

  it('who submitted an order does not release it, and a small authority leaves a request', async () => {
    await book.customer('T3', '10.00')
    const clerk = await app.keyWith('checks:create', 'holds:release')
    const body = {
      checkpoint: 'order',
      customerCode: 'T3',
      segment: 'CN01',
      document: { source: 'erp', type: 'order', number: 'TZ', version: 1 },
      amount: { amount: '50.00', currency: 'CNY' },
    }
    const held = await app.request('POST', '/api/v1/credit-checks', { body, as: clerk })
    const url = `/api/v1/holds/${held.body.hold.id as string}/release`
    const own = await app.request('POST', url, { body: { reason: '自己放行' }, as: clerk })
    expect(own).toMatchObject({ status: 403, body: { code: 'release_own_submission' } })
    const small = await app.signIn('credit-manager', {
      username: 'small',
      releaseAuthority: { minor: 1000n, currency: 'CNY' as never },
    })
    const asked = await app.request('POST', url, { body: { reason: '客户急需' }, as: small })
    expect(asked).toMatchObject({
      status: 202,
      body: { status: 'open', releaseRequest: { by: 'small', reason: '客户急需' } },
    })
    expect((await app.request('POST', url, { body: { reason: '同意' } })).status).toBe(200)
  })

  it('a rejected hold reserves nothing and is final', async () => {
    await book.customer('T4', '10.00')
    const held = await book.check('T4', 'TQ', '50.00')
    const url = `/api/v1/holds/${held.body.hold.id as string}`
    expect((await app.request('POST', `${url}/reject`, { body: { reason: '风险过高' } })).body.status).toBe(
      'rejected',
    )
    expect((await app.request('POST', `${url}/release`, { body: { reason: 'x' } })).body.code).toBe(
      'hold_not_open',
    )
    expect((await book.exposure('T4')).exposure.amount).toBe('0.00')
  })
})
