import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'

let app: TestApp
let book: OwingBook
let next = 0
let code = ''

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  await app.signIn('finance', { username: 'zhou' })
})
beforeEach(async () => {
  code = `D${++next}`
  await book.customer(code, '100000.00')
  await book.invoice(code, `${code}-1`, '1000.00', '2026-10-01')
  await book.invoice(code, `${code}-2`, '500.00', '2026-10-15')
})
afterAll(() => app.close())

const named = (number: string, amount?: string) => ({
  ...{ source: 'erp', number: `${code}-${number}`, itemNo: 1 },
  ...(amount === undefined ? {} : { amount: { amount, currency: 'CNY' } }),
})
const post = (path: string, body?: object) => app.request('POST', path, body ? { body } : {})
const open = (items: object[], more: object = {}) =>
  post(`/api/v1/customers/${code}/disputes`, {
    ...{ reasonCode: 'quality', description: '三箱破损', items },
    ...more,
  })
const disputed = async () => {
  const rows = await app.deps.db.rows<{ number: string; disputed: boolean }>(sql`
    SELECT d.number, d.disputed FROM document d JOIN credit_account a ON a.id = d.account_id
    JOIN customer c ON c.id = a.customer_id WHERE c.code = ${code} AND d.type = 'invoice' ORDER BY d.number`)
  return rows.map((row) => row.disputed)
}
const paused = () =>
  app.deps.db.rows<{ number: string; reason: string; minor: bigint }>(sql`
    SELECT d.number, p.reason, p.paused_minor AS minor FROM paused_items('2026-11-21') p
    JOIN document d ON d.id = p.document_id JOIN credit_account a ON a.id = d.account_id
    JOIN customer c ON c.id = a.customer_id WHERE c.code = ${code} ORDER BY d.number, p.reason`)

describe('a dispute', () => {
  it('holds the part that is disputed; the rest of the item may be promised', async () => {
    const { status, body } = await open([named('1', '300.00')], { owner: 'zhou' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ status: 'opened', reasonCode: 'quality', owner: 'zhou', dueOn: '2026-12-06' },
      number: expect.stringMatching(/^DS-\d{6}$/) as string,
      items: [{ number: `${code}-1`, amount: { amount: '300.00' } }],
    })
    const promised = await post(`/api/v1/customers/${code}/promises`, {
      payOn: '2026-12-01',
      items: [named('1')],
    })
    expect(promised.body.amount.amount).toBe('700.00')
    expect(await paused()).toEqual([
      { number: `${code}-1`, reason: 'disputed', minor: 30_000n },
      { number: `${code}-1`, reason: 'promised', minor: 70_000n },
    ])
    expect(await disputed()).toEqual([true, false])
  })

  it('stands apart in the aging, and out of what counts as overdue where the segment says so', async () => {
    await open([named('1', '300.00')])
    const aging = async (by = 'customer', more = '') =>
      (await app.request('GET', `/api/v1/aging?by=${by}&customerCode=${code}${more}`)).body
    const money = (amount: string) => ({ amount, currency: 'CNY' })
    const { items, totals } = await aging()
    expect(items).toMatchObject([{ code, overdue: money('1500.00'), disputed: money('300.00') }])
    expect(totals).toMatchObject([{ disputed: money('300.00'), overdueCounted: money('1500.00') }])
    await app.deps.db.run(sql`UPDATE credit_segment SET disputed_counts_overdue = false`)
    expect((await aging('segment')).items).toMatchObject([
      { total: money('1500.00'), disputed: money('300.00'), overdueCounted: money('1200.00') },
    ])
    expect((await aging('customer', '&asOf=2026-11-01')).items).toMatchObject([{ disputed: null }])
    await app.deps.db.run(sql`UPDATE credit_segment SET disputed_counts_overdue = true`)
  })

  it('is worked on, given to a colleague, and settled for us: what was disputed is asked for again', async () => {
    const { id } = (await open([named('1')])).body as { id: string }
    expect((await post(`/api/v1/disputes/${id}/start`)).body).toMatchObject({ status: 'in_work' })
    const assigned = await post(`/api/v1/disputes/${id}/assign`, { owner: 'zhou', dueOn: '2026-11-30' })
    expect(assigned.body).toMatchObject({ owner: 'zhou', dueOn: '2026-11-30' })
    const settled = await post(`/api/v1/disputes/${id}/resolve`, {
      forCustomer: false,
      resolution: '签收单为证',
    })
    expect(settled.body).toMatchObject({ status: 'resolved_for_us', endedOn: '2026-11-21', allowed: [] })
    expect([await paused(), await disputed()]).toEqual([[], [false, false]])
    const again = await post(`/api/v1/disputes/${id}/withdraw`, { resolution: '再次' })
    expect([again.status, again.body.code]).toEqual([409, 'dispute_settled'])
  })

  it('settled for the customer names a credit note of this customer that is recorded', async () => {
    const { id } = (await open([named('1', '200.00')])).body as { id: string }
    const resolve = (number: string) =>
      post(`/api/v1/disputes/${id}/resolve`, {
        ...{ forCustomer: true, resolution: '退货', creditNote: { source: 'erp', number } },
      })
    expect((await resolve(`CN-${code}`)).body.code).toBe('credit_note_not_found')
    await book.relief('credit-note', code, `CN-${code}`, `${code}-1`, '200.00')
    expect((await resolve(`CN-${code}`)).body).toMatchObject({
      ...{ status: 'resolved_for_customer', creditNote: { source: 'erp', number: `CN-${code}` } },
    })
    expect((await book.exposure(code)).buckets['receivables']?.amount).toBe('1300.00')
  })

  it('stays on a document that its source disputes too, also over new versions', async () => {
    const { id } = (await open([named('1')])).body as { id: string }
    const invoice = (version: number, flag: boolean) =>
      book.document('invoice', `${code}-1`, {
        ...{ customerCode: code, date: '2026-08-01', dueDate: '2026-10-01', version, disputed: flag },
        lines: [{ lineNo: 1, amount: '1000.00' }],
      })
    await invoice(2, false)
    expect(await disputed()).toEqual([true, false])
    await invoice(3, true)
    await post(`/api/v1/disputes/${id}/withdraw`, { resolution: '客户撤回' })
    expect(await disputed()).toEqual([true, false])
    expect(await paused()).toEqual([{ number: `${code}-1`, reason: 'disputed', minor: 100_000n }])
    await invoice(4, false)
    expect([await disputed(), await paused()]).toEqual([[false, false], []])
  })

  it('leaves the overdue amount of credit control as the segment says', async () => {
    await open([named('1', '400.00')])
    const overdue = async () => (await book.exposure(code)).overdue
    expect((await overdue()).amount.amount).toBe('1500.00')
    const segment = (disputedCountsOverdue: boolean) =>
      app.request('PUT', '/api/v1/segments/CN01', {
        body: { name: '华东', currency: 'CNY', disputedCountsOverdue },
      })
    await segment(false)
    expect((await overdue()).amount.amount).toBe('1100.00')
    await open([named('2')])
    expect(await overdue()).toMatchObject({ amount: { amount: '600.00' }, oldestDays: 51 })
    await segment(true)
  })

  it.each([
    ['an unknown reason', () => open([named('1')], { reasonCode: 'mood' }), 400, 'dispute_reason_unknown'],
    ['a day that has passed', () => open([named('1')], { dueOn: '2026-11-20' }), 400, 'dispute_day'],
    ['an owner nobody knows', () => open([named('1')], { owner: 'nobody' }), 404, 'user_not_found'],
    ['more than is open', () => open([named('1', '1000.01')]), 409, 'item_not_free'],
  ])('refuses %s', async (_, attempt, status, refused) => {
    const answer = await attempt()
    expect([answer.status, answer.body.code]).toEqual([status, refused])
    expect(await disputed()).toEqual([false, false])
  })

  it('opened by two people at once is opened once', async () => {
    const answers = await Promise.all([open([named('1')]), open([named('1')])])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('item_disputed')
  })

  it('resolved by two people at once is resolved once', async () => {
    const { id } = (await open([named('1')])).body as { id: string }
    const answers = await Promise.all(
      [true, false].map((forCustomer) =>
        post(`/api/v1/disputes/${id}/resolve`, { forCustomer, resolution: String(forCustomer) }),
      ),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
    const list = await app.request('GET', `/api/v1/disputes?customerCode=${code}`)
    const winner = answers.find(({ status }) => status === 200)
    expect(list.body.items).toMatchObject([
      { status: winner?.body.status, resolution: winner?.body.resolution },
    ])
  })

  it('is listed while it is not settled, by whoever looks after it', async () => {
    await open([named('1')], { owner: 'zhou' })
    const { id } = (await open([named('2')], { owner: 'zhou' })).body as { id: string }
    await post(`/api/v1/disputes/${id}/withdraw`, { resolution: '客户撤回' })
    const { body } = await app.request(
      'GET',
      `/api/v1/disputes?status=current&owner=zhou&customerCode=${code}`,
    )
    expect(body.items).toMatchObject([{ items: [{ number: `${code}-1` }] }])
  })
})

describe('the reasons of disputes', () => {
  it('are the organisation’s own; what is left out can no longer be chosen but keeps its name', async () => {
    const { body } = await app.request('GET', '/api/v1/dispute-reasons')
    const all = body.items as { code: string; active: boolean }[]
    expect(all.map((one) => one.code)).toEqual([
      ...['quality', 'quantity', 'price', 'delivery', 'late', 'invoice', 'terms', 'paid', 'acceptance'],
      ...['freight', 'rebate', 'bank-charge', 'withholding', 'other'],
    ])
    const items = all.filter((one) => one.code !== 'late')
    const after = await app.request('PUT', '/api/v1/dispute-reasons', { body: { items } })
    expect((after.body.items as typeof all).find((one) => one.code === 'late')?.active).toBe(false)
    expect((await open([named('1')], { reasonCode: 'late' })).body.code).toBe('dispute_reason_unknown')
  })
})
