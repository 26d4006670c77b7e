import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { judgeArrangements } from '../arrangements/jobs.js'

let app: TestApp
let book: OwingBook
let zhou: Caller

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  zhou = await app.signIn('finance', { username: 'zhou' })
  for (const [code, amount, due] of [
    ['W1', '9000.00', '2026-11-11'],
    ['W2', '1000.00', '2026-04-01'],
    ['W3', '5000.00', '2026-12-24'],
    ['W4', '400.00', '2026-09-01'],
  ] as const) {
    await book.customer(code, 'unlimited')
    await book.invoice(code, `${code}-1`, amount, due)
  }
})
afterAll(() => app.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const item = (code: string) => ({ source: 'erp', number: `${code}-1`, itemNo: 1 })
const list = async (query = '') =>
  (await app.request('GET', `/api/v1/collections/worklist?show=all${query}`)).body
const codes = ({ items }: { items: { customerCode: string }[] }) => items.map((one) => one.customerCode)
const log = (code: string, body: object, as: Caller = zhou) =>
  app.request('POST', `/api/v1/customers/${code}/contact-log`, { as, body: { channel: 'phone', ...body } })
const cockpit = async (code: string) =>
  (await app.request('GET', `/api/v1/customers/${code}/collection`)).body
const logged = async (code: string) =>
  (await app.request('GET', `/api/v1/customers/${code}/contact-log`)).body.items

describe('the worklist', () => {
  it('holds who owes something overdue, by what a contact is worth, and says why', async () => {
    const body = await list()
    // Without grades all have the worst default rate, unless they are so late that the days say more.
    expect(codes(body)).toEqual(['W1', 'W2', 'W4'])
    expect(body).toMatchObject({ total: 3, overdue: CNY('10400.00'), collectable: CNY('10400.00') })
    for (const row of body.items as {
      collectable: { amount: string }
      riskPercent: number
      value: { amount: string }
    }[])
      expect(Number(row.value.amount)).toBeCloseTo(
        (Number(row.collectable.amount) * row.riskPercent) / 200,
        1,
      )
    expect(body.items[1]).toMatchObject({
      ...{ oldestDays: 234, riskPercent: 60, riskFrom: 'lateness', answerPercent: 50 },
      suggestion: { step: 'call', why: { zh: '逾期 234 天，尚未联系' } },
      reason: { zh: '风险 60.0%（逾期天数）× 可催金额 × 接通可能 50%（0 次中 0 次）' },
    })
  })

  it('draws the likelihood of a response to what is forecast, and shows when each item is expected', async () => {
    await app.deps.db.run(sql`
      INSERT INTO payment_forecast (account_id, document_id, item_no, customer_id, as_of, method, paid_count, currency,
        open_minor, due_on, q10_on, q50_on, q90_on, p_late, p_late_30, p_late_90, p_next_30, parts, reasons)
      SELECT i.account_id, i.document_id, i.item_no, a.customer_id, '2026-11-21', 'customer', 9, i.currency, i.open_minor,
        i.due_on, '2026-11-25', '2026-12-01', '2027-01-10', 1, 1, 1, 0.8,
        (SELECT jsonb_agg(0) FROM generate_series(1, 27)), '[]'
      FROM exposure_item i JOIN credit_account a ON a.id = i.account_id JOIN customer c ON c.id = a.customer_id
      WHERE c.code = 'W2' AND i.bucket = 'receivables'`)
    const { standing, items } = await cockpit('W2')
    // 1,000.00 × 60 % × 80 %: nobody has called yet.
    expect(standing).toMatchObject({
      ...{ answerPercent: 80, paysPercent: 80, value: CNY('480.00') },
      reason: {
        zh: '风险 60.0%（逾期天数）× 可催金额 × 响应可能 80%（30 天内付款 80%，接通 0/0）',
      },
    })
    expect(items).toMatchObject([
      {
        forecast: {
          ...{ expectedOn: '2026-12-01', earliestOn: '2026-11-25', latestOn: '2027-01-10', pNext30: 0.8 },
        },
      },
    ])
    await app.deps.db.run(sql`DELETE FROM payment_forecast`)
  })

  it('names the hours in which calls were answered, once there are enough', async () => {
    const call = (hour: string, outcome: string) =>
      log('W3', { outcome, at: `2026-11-20T${hour}:10:00+08:00` })
    for (const hour of ['09', '09', '09']) await call(hour, 'no_answer')
    for (const hour of ['14', '15']) await call(hour, 'reached')
    expect((await cockpit('W3')).bestTime).toBeNull()
    await call('15', 'reached')
    expect((await cockpit('W3')).bestTime).toEqual({ fromHour: 14, toHour: 16, tried: 3, answered: 3 })
  })

  it('ranks lower who does not answer, and higher who does', async () => {
    const value = async () => Number((await cockpit('W4')).standing.value.amount)
    const before = await value()
    for (let time = 0; time < 3; time++) expect((await log('W4', { outcome: 'no_answer' })).status).toBe(201)
    expect((await cockpit('W4')).standing).toMatchObject({
      ...{ answerPercent: 20, suggestion: { step: 'other-channel' } },
      last: { on: '2026-11-21', channel: 'phone', outcome: 'no_answer' },
    })
    expect(await value()).toBeLessThan(before)
  })

  it('lets a customer wait until the day that was agreed, then puts it first', async () => {
    const next = { on: '2026-11-25', text: '问付款审批进度' }
    expect((await log('W4', { outcome: 'call_back', note: '出差中', next })).status).toBe(201)
    const waiting = await app.request('GET', '/api/v1/collections/worklist?show=waiting')
    expect(codes(waiting.body)).toEqual(['W4'])
    const { tasks } = await cockpit('W4')
    expect(tasks).toMatchObject([
      { kind: 'call', dueOn: '2026-11-25', assignee: 'zhou', text: '问付款审批进度' },
    ])
    app.clock.set('2026-11-25T04:00:00Z')
    const again = await app.signIn('finance', { username: 'qian' })
    expect(codes(await list())[0]).toBe('W4')
    expect((await cockpit('W4')).standing.suggestion.step).toBe('task')
    const done = await log('W4', { outcome: 'reached', doneTasks: [tasks[0].id] }, again)
    expect(done.status).toBe(201)
    expect((await log('W4', { outcome: 'reached', doneTasks: [tasks[0].id] }, again)).body.code).toBe(
      'task_not_open',
    )
    expect((await cockpit('W4')).tasks).toEqual([])
    app.clock.set('2026-11-21T04:00:00Z')
  })

  it('shows to collectors what is theirs: of the owner, or of whom it was given to', async () => {
    const give = (username: string | null) =>
      app.request('PUT', '/api/v1/customers/W2/collector', { body: { username } })
    expect((await give('zhou')).status).toBe(204)
    expect(codes(await list('&collector=zhou'))).toEqual(['W2'])
    expect((await give('nobody')).body.code).toBe('user_not_found')
    expect((await give(null)).status).toBe(204)
    expect(codes(await list('&collector=zhou'))).toEqual([])
  })
})

describe('a contact', () => {
  it('in which the customer promises pauses what is promised, in one act', async () => {
    const promise = { payOn: '2026-12-01', items: [{ ...item('W1'), amount: CNY('8000.00') }] }
    const answer = await log('W1', { outcome: 'promised', recipient: '王经理', note: '月底前付', promise })
    expect(answer.status, answer.text).toBe(201)
    const { standing, items } = await cockpit('W1')
    expect(standing).toMatchObject({
      paused: CNY('8000.00'),
      collectable: CNY('1000.00'),
      promisedOn: '2026-12-01',
    })
    expect(items).toMatchObject([{ number: 'W1-1', open: CNY('9000.00'), promised: CNY('8000.00') }])
    const promises = await app.request('GET', '/api/v1/promises?customerCode=W1')
    expect(promises.body.items).toMatchObject([{ contactId: answer.body.id, promisedBy: '王经理' }])
    expect(await logged('W1')).toMatchObject([
      {
        by: 'zhou',
        outcome: 'promised',
        proofGrade: 'call',
        interruptsLimitation: false,
        items: [{ number: 'W1-1' }],
      },
    ])
  })

  it('comes back to the top with the missed promise of which nobody has talked since', async () => {
    app.clock.set('2026-12-06T04:00:00Z')
    await judgeArrangements(app.deps)
    expect(codes(await list())[0]).toBe('W1')
    const { standing } = await cockpit('W1')
    expect(standing).toMatchObject({ missedOn: '2026-12-05', suggestion: { step: 'missed-promise' } })
    app.clock.set('2026-11-21T04:00:00Z')
  })

  it('in which the customer disputes opens the dispute', async () => {
    const dispute = { reasonCode: 'price', description: '单价与合同不符', items: [item('W3')] }
    expect((await log('W3', { outcome: 'disputed', dispute })).status).toBe(201)
    expect((await cockpit('W3')).items).toMatchObject([{ disputed: CNY('5000.00') }])
  })

  it('is proved by what was signed, with the file that shows it', async () => {
    expect((await log('W2', { channel: 'visit', outcome: 'reached', signed: true })).body.code).toBe(
      'contact_signed',
    )
    const form = multipartForm({ name: '签收单.jpg', content: 'slip' })
    const { payload } = form
    const headers = { ...zhou, ...form.headers }
    const upload = await app.app.inject({
      method: 'POST',
      url: '/api/v1/customers/W2/evidence',
      headers,
      payload,
    })
    const { id } = upload.json<{ id: string }>()
    const visit = { channel: 'visit', outcome: 'reached', signed: true, evidence: [id] }
    expect((await log('W2', visit)).status).toBe(201)
    expect(await logged('W2')).toMatchObject([
      { proofGrade: 'signed', interruptsLimitation: true, evidence: [{ id, name: '签收单.jpg' }] },
    ])
  })

  it('is written once and for all: neither what was said nor its items can be changed', async () => {
    const { db } = app.deps
    await expect(db.run(sql`UPDATE contact_item SET open_minor = 0`)).rejects.toThrow()
    const [row] = await db.rows<{ same: boolean }>(sql`
      SELECT bool_and(content_hash = sha256(convert_to(coalesce(subject, '') || E'\n' || coalesce(body, ''), 'UTF8'))) AS same
      FROM contact`)
    expect(row?.same).toBe(true)
  })

  it.each([
    [
      'a promise without the outcome',
      { outcome: 'reached', promise: { payOn: '2026-12-01', items: [item('W2')] } },
      'contact_promise',
    ],
    ['the outcome without a promise', { outcome: 'promised' }, 'contact_promise'],
    ['the outcome without a dispute', { outcome: 'disputed' }, 'contact_dispute'],
    ['a time to come', { outcome: 'reached', at: '2026-11-22T04:00:00Z' }, 'contact_time'],
    [
      'a next step in the past',
      { outcome: 'reached', next: { on: '2026-11-20', text: '回访' } },
      'contact_next',
    ],
    ['an item of somebody else', { outcome: 'reached', items: [item('W1')] }, 'item_not_found'],
  ])('with %s is refused and leaves nothing', async (_, body, refused) => {
    const before = (await logged('W2')).length as number
    expect((await log('W2', body)).body.code).toBe(refused)
    expect(await logged('W2')).toHaveLength(before)
  })

  it('is not for viewers, and of foreign customers for nobody', async () => {
    const viewer = await app.signIn('viewer')
    const sales = await app.signIn('sales')
    expect((await log('W2', { outcome: 'reached' }, viewer)).status).toBe(403)
    expect((await log('W2', { outcome: 'reached' }, sales)).status).toBe(404)
    expect((await app.request('GET', '/api/v1/collections/worklist', { as: sales })).body.items).toEqual([])
    expect((await app.request('GET', '/api/v1/customers/W2/collection', { as: sales })).status).toBe(404)
  })
})
