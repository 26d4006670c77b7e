import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { effects } from '../../app/effects.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import { latestRun } from '../cash-application/matching-run-store.js'
import { requestMatching, runMatching } from '../cash-application/run-matching.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { listPurchases } from '../policy/policy-input-store.js'

let api: TestApp
let book: OwingBook
let finance: Caller
let next = 0
let code = ''

beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(api)
  finance = await api.signIn('finance', { username: 'cai' })
})
beforeEach(async () => {
  api.clock.set('2026-11-21T04:00:00Z')
  code = `N${++next}`
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
const item = async (number = `${code}-1`) => ({ documentId: await idOf(number), itemNo: 1 })
const bill = (body: object = {}, as: Caller = finance) =>
  api.request('POST', `/api/v1/customers/${code}/interest-notes`, { as, body })
const cancel = (id: string) =>
  api.request('POST', `/api/v1/interest-notes/${id}/cancel`, { as: finance, body: { reason: '开错了' } })
const notes = async (query = '') =>
  (await api.request('GET', `/api/v1/interest-notes?customerCode=${code}${query}`)).body.items as {
    amount: object
  }[]
const interest = async (query = '') =>
  (await api.request('GET', `/api/v1/claims/${await idOf(`${code}-1`)}${query}`)).body.items[0].interest
const receivables = async () =>
  (await api.request('GET', `/api/v1/customers/${code}/exposure?segment=CN01`)).body.buckets.receivables
    .amount
/** Money that names no invoice, and what matching proposes for it. */
async function proposed(amount: string) {
  const body = { customerCode: code, date: '2026-11-20', lines: [{ lineNo: 1, amount }] }
  expect((await book.document('receipt', `R-${code}`, body)).status).toBe(201)
  await api.deps.db.transaction((tx) => requestMatching(tx, 'test', api.deps.now()))
  await runMatching(api.deps, effects, (await latestRun(api.deps.db))?.id ?? '')
  const found = await api.request('GET', `/api/v1/receipts?state=all&search=R-${code}`)
  const { body: detail } = await api.request('GET', `/api/v1/receipts/${found.body.items[0].id}`)
  const [match] = (detail as { matches: { state: string; items: { number: string; amount: object }[] }[] })
    .matches
  expect(match?.state).toBe('proposed')
  return match?.items.map(({ number, amount: part }) => ({ number, amount: part })) ?? []
}

describe('an interest note', () => {
  it('is an invoice of the ledger; what is billed is no longer owed as interest and bears none', async () => {
    const { status, body, text } = await bill({ dueOn: '2026-12-01' })
    expect(status, text).toBe(201)
    const [note] = body.notes
    expect(note).toMatchObject({
      ...{ status: 'issued', amount: CNY('369.86'), open: CNY('369.86'), until: '2026-11-21' },
      ...{ dueOn: '2026-12-01', issuedBy: 'cai', segment: 'CN01', allowed: ['cancel'] },
      items: [{ number: `${code}-1`, itemNo: 1, amount: CNY('369.86') }],
    })
    expect(await receivables()).toBe('100369.86')
    expect(await interest()).toMatchObject({
      ...{ accrued: CNY('369.86'), billed: CNY('369.86'), open: CNY('0.00') },
      lines: [{ kind: 'interest' }, { kind: 'billed', reference: note.number, amount: CNY('369.86') }],
    })
    // Ten days later 123.29 more are owed on the principal, and nothing on the note, though it is late by then.
    api.clock.set('2026-12-01T04:00:00Z')
    expect((await interest()).open).toEqual(CNY('123.29'))
    api.clock.set('2027-01-30T04:00:00Z')
    const own = await api.request('GET', `/api/v1/claims/${note.id}`)
    expect(own.body.items[0]).toMatchObject({ interest: null, limitation: { startsOn: '2026-12-01' } })
    expect((await verifyLedger(api.deps.db)).differences).toEqual([])
    const [trail] = await api.database.db.rows<{ actor: string }>(sql`
      SELECT actor FROM audit_entry WHERE action = 'interest-note.issued' AND object_id = ${code}`)
    expect(trail?.actor).toBe('cai')
  })

  it('is found among the invoices by its kind', async () => {
    const { body } = await bill({})
    const numbersOf = async (kind: string) => {
      const path = `/api/v1/invoices?state=all&customerCode=${code}${kind}`
      const found = await api.request('GET', path)
      expect(found.body.total).toBe((found.body.items as unknown[]).length)
      return (found.body.items as { number: string; kind: string }[]).map((one) => [one.number, one.kind])
    }
    const note = [body.notes[0].number, 'interest']
    const sale = [`${code}-1`, 'sale']
    expect(await numbersOf('')).toEqual([note, sale])
    expect(await numbersOf('&kind=interest')).toEqual([note])
    expect(await numbersOf('&kind=sale')).toEqual([sale])
  })

  it('has an instalment for each late one, and bills only what was not billed before', async () => {
    await book.invoice(code, `${code}-2`, '20000.00', '2026-10-22')
    const first = await bill({ items: [await item()] })
    expect(first.body.notes[0].amount).toEqual(CNY('369.86'))
    const second = await bill()
    expect(second.body.notes).toMatchObject([{ amount: CNY('73.97'), items: [{ number: `${code}-2` }] }])
    expect((await bill()).body.code).toBe('note_nothing_owed')
    expect((await bill({ items: [await item()] })).body.code).toBe('note_nothing_owed')
    api.clock.set('2026-12-01T04:00:00Z')
    finance = await api.signInAgain('cai')
    const third = await bill()
    expect(third.body.notes[0]).toMatchObject({ amount: CNY('147.95'), items: [{}, {}] })
    expect((await notes()).map(({ amount }) => amount)).toEqual([
      ...[CNY('147.95'), CNY('73.97'), CNY('369.86')],
    ])
    expect(await receivables()).toBe('120591.78')
  })

  it('is paid before the debt it is owed on by money that names neither', async () => {
    const { body } = await bill()
    const [note] = body.notes
    const items = await proposed('1000.00')
    expect(items).toHaveLength(2)
    expect(items).toEqual(
      expect.arrayContaining([
        { number: note.number, amount: CNY('369.86') },
        { number: `${code}-1`, amount: CNY('630.14') },
      ]),
    )
    const order = await api.request(
      'GET',
      `/api/v1/customers/${code}/payment-order?amount=1000.00&currency=CNY`,
    )
    expect(order.body.items).toMatchObject([
      { number: `${code}-1`, toInterest: CNY('369.86'), toPrincipal: CNY('630.14') },
    ])
  })

  it('is taken back while nothing of it is settled, and the interest is owed again', async () => {
    const { body } = await bill()
    const [note] = body.notes
    expect((await cancel(note.id)).body).toMatchObject({
      ...{ status: 'cancelled', open: CNY('0.00'), cancelReason: '开错了', cancelledBy: 'cai', allowed: [] },
    })
    expect(await receivables()).toBe('100000.00')
    expect(await interest()).toMatchObject({ billed: CNY('0.00'), open: CNY('369.86') })
    expect((await cancel(note.id)).body.code).toBe('note_cancelled')
    expect((await bill()).status).toBe(201)
    expect(await notes('&cancelled=true')).toMatchObject([{ number: note.number }])
    expect((await verifyLedger(api.deps.db)).differences).toEqual([])
  })

  it('of which something is paid stays', async () => {
    const { body } = await bill()
    const [note] = body.notes
    await book.receipt(code, `R-${code}`, {}, '2026-11-21', {
      lines: [{ lineNo: 1, amount: '69.86' }],
    })
    const found = await api.request('GET', `/api/v1/receipts?state=all&search=R-${code}`)
    const matched = await api.request('POST', `/api/v1/receipts/${found.body.items[0].id}/matches`, {
      body: { items: [{ invoiceId: note.id, itemNo: 1, amount: '69.86' }] },
    })
    expect(matched.status, matched.text).toBeLessThan(300)
    expect((await cancel(note.id)).body.code).toBe('note_settled')
    expect(await notes()).toMatchObject([{ status: 'issued', open: CNY('300.00'), allowed: [] }])
    expect(await interest()).toMatchObject({ billed: CNY('369.86'), open: CNY('0.00') })
  })

  it('issued by two people at once is issued once', async () => {
    const answers = await Promise.all([bill(), bill(), bill()])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409])
    expect(await receivables()).toBe('100369.86')
  })

  it('is nothing that was sold: purchases are as before', async () => {
    const bought = async () => {
      const accounts = await api.database.db.rows<{ id: Id }>(sql`
        SELECT a.id FROM credit_account a JOIN customer c ON c.id = a.customer_id WHERE c.code = ${code}`)
      const ids = accounts.map(({ id }) => id)
      return listPurchases(api.database.db, ids, calendarDay('2026-11-21'), 12)
    }
    const before = await bought()
    expect(before).toMatchObject([{ minor: 10_000_000n }])
    expect((await bill()).status).toBe(201)
    expect(await bought()).toEqual(before)
  })

  it('keeps the calculation it stands on, with the hash of its text', async () => {
    const { body } = await bill()
    const [row] = await api.database.db.rows<{ text: string; hash: string }>(sql`
      SELECT calculation::text AS text, content_hash AS hash FROM interest_note_item
      WHERE note_id = ${body.notes[0].id}::uuid`)
    expect(row?.text).toContain('"regime":"C"')
    const hash = createHash('sha256').update(row?.text ?? '')
    expect(hash.digest('hex')).toBe(row?.hash)
  })

  it('waits for a waiver that is asked for, and bills what the waiver leaves', async () => {
    const asked = await api.request('POST', `/api/v1/customers/${code}/interest-waivers`, {
      body: { reason: '协商', items: [{ ...(await item()), amount: CNY('300.00') }] },
      as: finance,
    })
    expect((await bill({ items: [await item()] })).body.code).toBe('waiver_running')
    expect((await bill()).body.code).toBe('note_nothing_owed')
    await api.request('POST', `/api/v1/interest-waivers/${asked.body.waiver.id}/withdraw`, {
      body: { reason: '改主意' },
    })
    await api.request('POST', `/api/v1/customers/${code}/interest-waivers`, {
      body: { reason: '协商', items: [{ ...(await item()), amount: CNY('300.00') }] },
    })
    expect((await bill()).body.notes[0].amount).toEqual(CNY('69.86'))
  })

  it.each([
    ['a day to come', () => bill({ until: '2026-11-22' }), 400, 'day_in_future'],
    ['a due day that is past', () => bill({ dueOn: '2026-11-20' }), 400, 'note_due_in_past'],
    ['the same twice', async () => bill({ items: [await item(), await item()] }), 400, 'item_named_twice'],
    ['somebody else’s', async () => bill({ items: [await item('N1-1')] }), 404, 'claim_item_not_found'],
  ])('refuses %s', async (_, attempt, status, refused) => {
    const answer = await attempt()
    expect([answer.status, answer.body.code]).toEqual([status, refused])
    expect(await notes()).toEqual([])
    expect(await receivables()).toBe('100000.00')
  })

  it('is nothing that people see of other people’s customers', async () => {
    const { body } = await bill()
    const sales = await api.signIn('sales', { username: 'zhang' })
    expect((await api.request('GET', '/api/v1/interest-notes', { as: sales })).body.items).toEqual([])
    expect((await bill({}, sales)).status).toBe(403)
    const path = `/api/v1/interest-notes/${body.notes[0].id}/cancel`
    expect((await api.request('POST', path, { as: sales, body: { reason: 'x' } })).status).toBe(403)
  })
})
