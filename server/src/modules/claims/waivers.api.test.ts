import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'

let api: TestApp
let book: OwingBook
let manager: Caller
let finance: Caller
let next = 0
let code = ''

beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(api)
  manager = await api.signIn('credit-manager', { username: 'wang' })
  finance = await api.signIn('finance', { username: 'cai' })
})
beforeEach(async () => {
  code = `W${++next}`
  await book.customer(code, 'unlimited')
  // 30 days late: LPR 3.00 % × 1.5 on 100,000 gives 369.86.
  await book.invoice(code, `${code}-1`, '100000.00', '2026-10-22')
})
afterAll(() => api.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const idOf = async (number: string) => {
  const [row] = await api.database.db.rows<{ id: string }>(
    sql`SELECT id FROM document WHERE type = 'invoice' AND number = ${number}`,
  )
  return row?.id ?? ''
}
const item = async (amount?: string, number = `${code}-1`) => ({
  ...{ documentId: await idOf(number), itemNo: 1 },
  ...(amount === undefined ? {} : { amount: CNY(amount) }),
})
const waive = (body: object, as: Caller = finance) =>
  api.request('POST', `/api/v1/customers/${code}/interest-waivers`, {
    as,
    body: { reason: '长期合作，协商减免', ...body },
  })
const claim = async (query = '') =>
  (await api.request('GET', `/api/v1/claims/${await idOf(`${code}-1`)}${query}`)).body.items[0]
const interest = async (query = '') => (await claim(query)).interest
const waivers = async () =>
  (await api.request('GET', `/api/v1/interest-waivers?customerCode=${code}`)).body.items

async function approve(caseId: string, action = 'approve') {
  const inbox = await api.request('GET', '/api/v1/inbox?subject=interest-waiver', { as: manager })
  const found = (inbox.body.items as { id: string; stepId: string }[]).find(({ id }) => id === caseId)
  return api.request('POST', `/api/v1/approval-cases/${caseId}/actions`, {
    ...{ as: manager, body: { action, stepId: found?.stepId, comment: '同意' } },
  })
}

describe('a waiver of late interest', () => {
  it('waits for an approval beyond one’s authority, and lowers what is owed once it is granted', async () => {
    const asked = await waive({ items: [await item('100.00')] })
    expect(asked.status, asked.text).toBe(201)
    expect(asked.body.waiver).toMatchObject({
      ...{ status: 'requested', amount: CNY('100.00'), until: '2026-11-21', requestedBy: 'cai' },
      items: [{ number: `${code}-1`, owed: CNY('369.86'), amount: CNY('100.00') }],
    })
    expect(await interest()).toMatchObject({ waived: CNY('0.00'), open: CNY('369.86') })
    expect((await claim()).waiverAsked).toEqual({ number: asked.body.waiver.number, amount: CNY('100.00') })

    expect((await approve(asked.body.approval.id)).status).toBe(200)
    expect(await waivers()).toMatchObject([{ status: 'granted', decidedBy: 'wang', allowed: [] }])
    const after = await interest()
    expect(after).toMatchObject({
      ...{ accrued: CNY('369.86'), waived: CNY('100.00'), open: CNY('269.86') },
      lines: [{ kind: 'interest' }, { kind: 'waiver', on: '2026-11-21', amount: CNY('100.00') }],
    })
    // What accrues later is owed as before: ten more days are 123.29.
    expect(await interest('?until=2026-12-01')).toMatchObject({
      accrued: CNY('493.15'),
      open: CNY('393.15'),
    })
    const customer = await api.request('GET', `/api/v1/customers/${code}/claims`)
    expect(customer.body.totals).toEqual([{ open: CNY('100000.00'), interest: CNY('269.86') }])
    const trail = await api.database.db.rows<{ action: string; actor: string }>(sql`
      SELECT action, actor FROM audit_entry WHERE action LIKE 'interest-waiver.%' AND object_id = ${code} ORDER BY id`)
    expect(trail).toEqual([
      { action: 'interest-waiver.requested', actor: 'cai' },
      { action: 'interest-waiver.granted', actor: 'wang' },
    ])
  })

  it('names a reason of the organisation’s own list, which keeps its name when it is retired', async () => {
    const { body: list } = await api.request('GET', '/api/v1/waiver-reasons', { as: finance })
    const items = list.items as { code: string }[]
    const put = (more: object[], as?: Caller) =>
      api.request('PUT', '/api/v1/waiver-reasons', { body: { items: more }, ...(as ? { as } : {}) })
    expect((await put(items, finance)).status).toBe(403)
    const chosen = await waive({ items: [await item('1.00')], reasonCode: 'our-fault' }, manager)
    const name = { zh: '我方原因（开票、交货）', en: 'Our own fault (invoice, delivery)' }
    expect(chosen.body.waiver).toMatchObject({ reasonCode: 'our-fault', reasonName: name })
    const others = items.filter((one) => one.code !== 'our-fault').reverse()
    const after = await put(others)
    expect((after.body.items as { code: string }[]).map((one) => one.code)).toEqual([
      ...others.map((one) => one.code),
      'our-fault',
    ])
    const again = await waive({ items: [await item('1.00')], reasonCode: 'our-fault' }, manager)
    expect([again.status, again.body.code]).toEqual([400, 'waiver_reason_unknown'])
    expect(await waivers()).toMatchObject([{ reasonName: name }])
    await put(items)
  })

  it('keeps the calculation that it was asked for by, with the hash of its text', async () => {
    await waive({ items: [await item('1.00')] })
    const [row] = await api.database.db.rows<{ text: string; hash: string }>(sql`
      SELECT i.calculation::text AS text, i.content_hash AS hash FROM interest_waiver_item i
      JOIN interest_waiver w ON w.id = i.waiver_id JOIN customer c ON c.id = w.customer_id WHERE c.code = ${code}`)
    expect(row?.text).toContain('"regime":"C"')
    expect(
      createHash('sha256')
        .update(row?.text ?? '')
        .digest('hex'),
    ).toBe(row?.hash)
  })

  it('is in force at once within the authority of whoever gives it, by amount', async () => {
    const id = randomUUID()
    const given = await api.request('PUT', `/api/v1/authorities/${id}`, {
      body: {
        ...{ username: null, roleCode: 'finance', kind: 'interest-waiver', segmentCode: null },
        ...{ amount: CNY('200.00'), overLimitBp: null, daysMax: null, validFrom: null, validUntil: null },
      },
    })
    expect(given.status, given.text).toBeLessThan(300)
    const within = await waive({ items: [await item('200.00')] })
    expect(within.body).toMatchObject({ approval: null, waiver: { status: 'granted', decidedBy: 'cai' } })
    expect((await interest()).open).toEqual(CNY('169.86'))
    await api.request('DELETE', `/api/v1/authorities/${id}`)
    const unsaid = await waive({ items: [await item('100.00')] })
    expect(unsaid.body.waiver.status).toBe('requested')
  })

  it('of a customer gives up all that is owed for what is overdue, by whoever grants credit at once', async () => {
    await book.invoice(code, `${code}-2`, '20000.00', '2026-10-22')
    const { body } = await waive({}, manager)
    expect(body.waiver).toMatchObject({ status: 'granted', amount: CNY('443.83') })
    expect(body.waiver.items).toHaveLength(2)
    const { body: claims } = await api.request('GET', `/api/v1/customers/${code}/claims`)
    expect(claims.totals).toEqual([{ open: CNY('120000.00'), interest: CNY('0.00') }])
    expect((await waive({}, manager)).body.code).toBe('waiver_nothing_owed')
  })

  it('is respected by the next letter that demands payment', async () => {
    await waive({ items: [await item('300.00')] }, manager)
    await api.request('POST', `/api/v1/customers/${code}/claim-letters`, { body: { payBy: '2026-12-05' } })
    const [letter] = await api.database.db.rows<{ items: { interest: object }[] }>(sql`
      SELECT l.items FROM claim_letter l JOIN customer c ON c.id = l.customer_id WHERE c.code = ${code}`)
    expect(letter?.items[0]?.interest).toEqual(CNY('69.86'))
  })

  it.each([
    ['more than is owed', async () => waive({ items: [await item('369.87')] }), 409, 'waiver_exceeds'],
    ['a day to come', () => waive({ until: '2026-11-22' }), 400, 'day_in_future'],
    ['the same twice', async () => waive({ items: [await item(), await item()] }), 400, 'item_named_twice'],
    [
      'a debt of somebody else',
      async () => waive({ items: [{ documentId: await idOf('W1-1'), itemNo: 1 }] }),
      404,
      'claim_item_not_found',
    ],
    [
      'another currency',
      async () => waive({ items: [{ ...(await item()), amount: { amount: '1.00', currency: 'USD' } }] }),
      409,
      'currency_mismatch',
    ],
  ])('refuses %s', async (_, attempt, status, refused) => {
    const answer = await attempt()
    expect([answer.status, answer.body.code]).toEqual([status, refused])
    expect((await interest()).open).toEqual(CNY('369.86'))
  })

  it('asked for by two people at once is asked for once', async () => {
    const body = { items: [await item()] }
    const answers = await Promise.all([waive(body), waive(body)])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('waiver_running')
  })

  it('given at once by two people gives up no more than is owed', async () => {
    const body = { items: [await item('200.00')] }
    const answers = await Promise.all([waive(body, manager), waive(body, manager)])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('waiver_exceeds')
    expect(await interest()).toMatchObject({ waived: CNY('200.00'), open: CNY('169.86') })
  })

  it('is not granted when less is owed by then', async () => {
    const { body } = await waive({ items: [await item()] })
    // Found late: most of the invoice was paid two days after it was due.
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '90000.00' }, '2026-10-24')
    const answer = await approve(body.approval.id)
    expect([answer.status, answer.body.code]).toEqual([409, 'waiver_exceeds'])
    expect(await waivers()).toMatchObject([{ status: 'requested' }])
  })

  it('may be refused, or taken back: its approval ends and the interest may be given up anew', async () => {
    const first = await waive({ items: [await item()] })
    expect((await approve(first.body.approval.id, 'reject')).status).toBe(200)
    const second = await waive({ items: [await item('5.00')] })
    expect(second.body.waiver.allowed).toEqual(['withdraw'])
    const withdraw = () =>
      api.request('POST', `/api/v1/interest-waivers/${second.body.waiver.id}/withdraw`, {
        ...{ as: finance, body: { reason: '客户已付清' } },
      })
    expect((await withdraw()).body).toMatchObject({ status: 'withdrawn', note: '客户已付清' })
    expect((await withdraw()).body.code).toBe('waiver_ended')
    const running = await api.request('GET', `/api/v1/approval-cases/${second.body.approval.id}`)
    expect(running.body.status).not.toBe('running')
    expect(((await waivers()) as { status: string }[]).map(({ status }) => status)).toEqual([
      'withdrawn',
      'rejected',
    ])
    expect((await interest()).open).toEqual(CNY('369.86'))
  })

  it('is nothing that people see of other people’s customers', async () => {
    await waive({ items: [await item()] })
    const sales = await api.signIn('sales', { username: 'zhang' })
    expect((await api.request('GET', '/api/v1/interest-waivers', { as: sales })).body.items).toEqual([])
    expect((await waive({}, sales)).status).toBe(403)
  })
})
