import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { judgeArrangements, recountAllBroken } from './jobs.js'

let app: TestApp
let book: OwingBook
let next = 0
let code = ''

beforeEach(async () => {
  code = `P${++next}`
  app.clock.set('2026-11-21T04:00:00Z')
  await book.customer(code, '100000.00')
  await book.invoice(code, `${code}-1`, '1000.00', '2026-10-01')
  await book.invoice(code, `${code}-2`, '500.00', '2026-10-15')
})
beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
})
afterAll(() => app.close())

const named = (number: string, amount?: string) => ({
  ...{ source: 'erp', number: `${code}-${number}`, itemNo: 1 },
  ...(amount === undefined ? {} : { amount: { amount, currency: 'CNY' } }),
})
const promise = (items: object[], payOn = '2026-12-01', as?: Caller) =>
  app.request('POST', `/api/v1/customers/${code}/promises`, {
    body: { payOn, promisedBy: '财务王经理', items },
    ...(as ? { as } : {}),
  })
const first = async () => (await app.request('GET', `/api/v1/promises?customerCode=${code}`)).body.items[0]
const judgedOn = async (day: string) => {
  app.clock.set(`${day}T04:00:00Z`)
  await judgeArrangements(app.deps)
  return first()
}
const paused = (day = '2026-11-21') =>
  app.deps.db.rows<{ number: string; reason: string; minor: bigint }>(sql`
    SELECT d.number, p.reason, p.paused_minor AS minor FROM paused_items(${day}::date) p
    JOIN document d ON d.id = p.document_id JOIN credit_account a ON a.id = d.account_id
    JOIN customer c ON c.id = a.customer_id WHERE c.code = ${code} ORDER BY d.number`)
const broken = async () => {
  const [row] = await app.deps.db.rows<{ broken: number }>(
    sql`SELECT broken_promises AS broken FROM customer WHERE code = ${code}`,
  )
  return row?.broken
}

describe('a promise to pay', () => {
  it('is of all that is open of its items unless less is said, and pauses exactly that', async () => {
    const { status, body } = await promise([named('1', '400.00'), named('2')])
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ status: 'open', payOn: '2026-12-01', untilOn: '2026-12-04', promisedBy: '财务王经理' },
      amount: { amount: '900.00', currency: 'CNY' },
      items: [
        { number: `${code}-1`, amount: { amount: '400.00' } },
        { number: `${code}-2`, amount: { amount: '500.00' } },
      ],
      allowed: ['edit'],
    })
    expect(await paused()).toEqual([
      { number: `${code}-1`, reason: 'promised', minor: 40_000n },
      { number: `${code}-2`, reason: 'promised', minor: 50_000n },
    ])
    expect(await paused('2026-12-05')).toEqual([])
  })

  it('is kept by money that comes in its days of grace, and by no other', async () => {
    await promise([named('1')])
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-12-04')
    expect(await judgedOn('2026-12-10')).toMatchObject({ status: 'kept', received: { amount: '1000.00' } })
  })

  it('is broken when the money comes a day later; subscribers hear of it and orders see it', async () => {
    const hook = {
      name: 'erp',
      url: 'http://127.0.0.1:9/hook',
      events: ['promise.broken'],
      secret: 's'.repeat(40),
    }
    expect((await app.request('POST', '/api/v1/webhooks', { body: hook })).status).toBe(201)
    await promise([named('1')])
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-12-05')
    expect(await judgedOn('2026-12-04')).toMatchObject({ status: 'open' })
    expect(await judgedOn('2026-12-05')).toMatchObject({ status: 'broken', endedOn: '2026-12-05' })
    await judgeArrangements(app.deps)
    const told = await app.deps.db.rows<{ payload: unknown }>(sql`
      SELECT payload FROM webhook_delivery WHERE event = 'promise.broken' AND payload ->> 'customerCode' = ${code}`)
    expect(told).toMatchObject([
      {
        payload: {
          ...{
            customerCode: code,
            status: 'broken',
            amount: { amount: '1000.00' },
            received: { amount: '0.00' },
          },
          items: [{ document: { type: 'invoice', number: `${code}-1` }, itemNo: 1 }],
        },
      },
    ])
    expect(await broken()).toBe(1)
  })

  it('that was missed is told once to who noted it and to who sells to the customer', async () => {
    const wang = await app.signIn('finance', { username: `wang${next}` })
    await app.signIn('sales', { username: `li${next}` })
    await app.request('PUT', `/api/v1/customers/${code}`, {
      body: { name: '华东机电', ownerUsername: `li${next}` },
    })
    expect((await promise([named('1')], '2026-12-01', wang)).status).toBe(201)
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '250.00' }, '2026-11-30')
    await judgedOn('2026-12-05')
    await judgedOn('2026-12-06')
    const told = await app.deps.db.rows<{ username: string; data: unknown; link: string }>(sql`
      SELECT u.username, n.data, n.link FROM notification n JOIN app_user u ON u.id = n.user_id
      WHERE n.kind = 'promise_broken' AND n.data ->> 'code' = ${code} ORDER BY u.username`)
    const data = { customer: '华东机电', payOn: '2026-12-01', amount: '¥1,000.00', received: '¥250.00' }
    expect(told).toMatchObject([
      { username: `li${next}`, data, link: `/worklist/${code}` },
      { username: `wang${next}`, data },
    ])
  })

  it('is partly kept when a part came, and mended by money that was booked late but came in time', async () => {
    await promise([named('1'), named('2')])
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-12-01')
    expect(await judgedOn('2026-12-05')).toMatchObject({
      ...{ status: 'partly', received: { amount: '1000.00' } },
      items: [{ received: { amount: '1000.00' } }, { received: { amount: '0.00' } }],
    })
    await book.receipt(code, `R2-${code}`, { [`${code}-2`]: '500.00' }, '2026-12-04')
    expect(await judgedOn('2026-12-08')).toMatchObject({ status: 'kept' })
    expect(await broken()).toBe(0)
  })

  it('kept by a receipt that bounces is broken after all', async () => {
    await promise([named('1')])
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-11-30')
    expect(await judgedOn('2026-12-01')).toMatchObject({ status: 'kept' })
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-11-30', {
      ...{ status: 'cancelled', version: 2 },
    })
    expect(await judgedOn('2026-12-06')).toMatchObject({ status: 'broken' })
  })

  it('lapses when a credit note takes away what was promised', async () => {
    await promise([named('2')])
    await book.relief('credit-note', code, `CN-${code}`, `${code}-2`, '500.00')
    expect(await judgedOn('2026-11-22')).toMatchObject({ status: 'lapsed' })
  })

  it('broken ones hold orders where a control rule says so, and stop counting after the months of the setting', async () => {
    const rule = {
      ...{ key: 'promises', name: { zh: '未兑现承诺', en: 'Broken promises' }, scope: {} },
      ...{ checkpoints: ['order'], graceDays: 0, match: 'any', autoRelease: true },
      conditions: [{ dimension: 'broken_promises', boundary: 'gte', threshold: '1' }],
      effect: { kind: 'blocking', strength: 'hold' },
    }
    expect((await app.request('POST', '/api/v1/control-rules', { body: { rules: [rule] } })).status).toBe(201)
    await promise([named('1')])
    const outcome = async () => {
      const { body } = await book.check(code, `SO-${crypto.randomUUID()}`, '1.00', { reserve: false })
      return [body.outcome, (body.reasons as { code: string; actual: string }[]).map((one) => one.code)]
    }
    expect(await outcome()).toEqual(['approved', []])
    await judgedOn('2026-12-05')
    expect(await outcome()).toEqual(['held', ['broken_promises']])
    app.clock.set('2027-12-06T04:00:00Z')
    await recountAllBroken(app.deps)
    expect(await outcome()).toEqual(['approved', []])
  })

  it('may be cancelled while it is open, once, with a reason; then the item is free again', async () => {
    const { body } = await promise([named('1')])
    const cancel = () =>
      app.request('POST', `/api/v1/promises/${body.id}/cancel`, { body: { reason: '记错了' } })
    expect((await cancel()).body).toMatchObject({ status: 'cancelled', endReason: '记错了', allowed: [] })
    expect([(await cancel()).status, (await cancel()).body.code]).toEqual([409, 'promise_ended'])
    expect((await promise([named('1')])).status).toBe(201)
  })

  it.each([
    ['a day before today', () => promise([named('1')], '2026-11-20'), 400, 'promise_day'],
    ['a day too far ahead', () => promise([named('1')], '2027-11-20'), 400, 'promise_day'],
    ['an unknown item', () => promise([named('9')]), 404, 'item_not_found'],
    ['the same item twice', () => promise([named('1'), named('1')]), 400, 'item_named_twice'],
    ['more than is open', () => promise([named('2', '500.01')]), 409, 'item_not_free'],
  ])('refuses %s', async (_, attempt, status, refused) => {
    const answer = await attempt()
    expect([answer.status, answer.body.code]).toEqual([status, refused])
  })

  it('refuses what is settled, disputed or promised already', async () => {
    await promise([named('1', '10.00')])
    expect((await promise([named('1')])).body.code).toBe('item_promised')
    await book.receipt(code, `R-${code}`, { [`${code}-2`]: '500.00' }, '2026-11-21')
    expect((await promise([named('2')])).body.code).toBe('item_settled')
    expect(await first()).toMatchObject({ amount: { amount: '10.00' } })
  })

  it('made by two people at once is made once', async () => {
    const answers = await Promise.all([promise([named('1')]), promise([named('1')]), promise([named('1')])])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409])
    expect(await paused()).toHaveLength(1)
  })

  it('is cancelled or judged, never both, when both happen at once', async () => {
    const { body } = await promise([named('1')])
    app.clock.set('2026-12-20T04:00:00Z')
    const [cancelled] = await Promise.all([
      app.request('POST', `/api/v1/promises/${body.id}/cancel`, { body: { reason: '协商' } }),
      judgeArrangements(app.deps),
    ])
    const { status } = await first()
    expect([cancelled.status, status]).toEqual(
      cancelled.status === 200 ? [200, 'cancelled'] : [409, 'broken'],
    )
  })

  it('is for salespeople of their own customers only', async () => {
    const username = `li-${code.toLowerCase()}`
    const sales = await app.signIn('sales', { username })
    expect((await promise([named('1')], '2026-12-01', sales)).status).toBe(404)
    await app.request('PUT', `/api/v1/customers/${code}`, { body: { name: '本人', ownerUsername: username } })
    expect((await promise([named('1')], '2026-12-01', sales)).status).toBe(201)
    const viewer = await app.signIn('viewer', { username: `v-${code.toLowerCase()}` })
    expect((await promise([named('2')], '2026-12-01', viewer)).status).toBe(403)
  })
})
