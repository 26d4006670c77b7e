import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { requestMatching, runMatching } from '../cash-application/run-matching.js'
import { latestRun } from '../cash-application/matching-run-store.js'
import { effects } from '../../app/effects.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'

let app: TestApp
let book: OwingBook
let next = 0
let code = ''
let receipt = ''

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  await app.signIn('finance', { username: 'zhou' })
})
beforeEach(async () => {
  code = `K${++next}`
  await book.customer(code, '100000.00')
  await book.invoice(code, `${code}-1`, '1000.00', '2026-10-01')
  await book.invoice(code, `${code}-2`, '500.00', '2026-10-15')
  receipt = await received('900.00')
})
afterAll(() => app.close())

async function received(amount: string, more: object = {}): Promise<string> {
  const number = `R-${code}-${amount}`
  const made = await book.document('receipt', number, {
    ...{ customerCode: code, date: '2026-11-20', lines: [{ lineNo: 1, amount }] },
    ...more,
  })
  expect(made.status).toBe(201)
  const found = await app.request('GET', `/api/v1/receipts?state=all&search=${number}`)
  return found.body.items[0].id as string
}

const post = (path: string, body?: object) => app.request('POST', path, body ? { body } : {})
const idOf = async (number: string) => {
  const rows = await app.deps.db.rows<{ id: string }>(
    sql`SELECT id FROM document WHERE number = ${number} AND type = 'invoice'`,
  )
  return rows[0]?.id ?? ''
}
const of = async (invoice: 1 | 2, amount: string, more: object = {}) => ({
  ...{ invoiceId: await idOf(`${code}-${invoice}`), itemNo: 1, amount },
  ...more,
})
const quality = { reasonCode: 'quality', note: '三箱破损' }
const match = async (paid: string, kept: string | null, more: object = {}) =>
  post(`/api/v1/receipts/${receipt}/matches`, {
    items: [await of(1, paid)],
    ...(kept === null ? {} : { deductions: [await of(1, kept, { ...quality, ...more })] }),
  })
const disputes = async () => {
  const { body } = await app.request('GET', `/api/v1/disputes?customerCode=${code}`)
  return body.items as { id: string; status: string; amount: { amount: string }; resolution: string | null }[]
}
const matchOf = (answer: { body: { matches: { id: string }[] } }) => answer.body.matches[0]?.id ?? ''
const undo = (id: string) => post(`/api/v1/cash-matches/${id}/undo`, { reason: '认错发票' })

describe('a deduction', () => {
  it('opens a dispute of exactly what was kept back, linked with the receipt both ways', async () => {
    const answer = await match('900.00', '100.00')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const [dispute] = await disputes()
    expect(dispute).toMatchObject({
      ...{ status: 'opened', amount: { amount: '100.00' }, reasonCode: 'quality', description: '三箱破损' },
      ...{ dueOn: '2026-12-06', receipt: { id: receipt, number: `R-${code}-900.00` } },
      items: [{ number: `${code}-1`, amount: { amount: '100.00' } }],
    })
    expect(answer.body).toMatchObject({
      deducted: { amount: '100.00' },
      matches: [
        { items: [{ deduction: { amount: { amount: '100.00' }, ...quality, disputeId: dispute?.id } }] },
      ],
    })
    const trail = await app.deps.db.rows<{ action: string }>(sql`
      SELECT action FROM audit_entry WHERE object_id = ${code} AND action LIKE 'dispute.%'`)
    expect(trail.map(({ action }) => action)).toEqual(['dispute.opened'])
    expect((await verifyLedger(app.deps.db)).differences).toEqual([])
  })

  it('may be part of what is open, and is told with a proposal that is accepted', async () => {
    receipt = await received('480.00')
    await app.deps.db.transaction((tx) => requestMatching(tx, 'test', app.deps.now()))
    await runMatching(app.deps, effects, (await latestRun(app.deps.db))?.id ?? '')
    const shown = await app.request('GET', `/api/v1/receipts/${receipt}`)
    const { proposal } = shown.body
    expect(proposal).not.toBeNull()
    const [item] = shown.body.matches[0].items
    expect(Number(item.left.amount)).toBeGreaterThan(15)
    const { invoiceId, itemNo } = item
    const accepted = await post(`/api/v1/cash-matches/${proposal.id}/accept`, {
      deductions: [{ invoiceId, itemNo, amount: '15.00', reasonCode: 'freight', note: '运费' }],
    })
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200)
    expect(accepted.body.deducted).toEqual({ amount: '15.00', currency: 'CNY' })
    expect(await disputes()).toMatchObject([{ reasonCode: 'freight', amount: { amount: '15.00' } }])
  })

  it('may be told afterwards of a match that the program made, once', async () => {
    const answer = await match('900.00', null)
    expect(answer.body.matches[0].items[0]).toMatchObject({ left: { amount: '100.00' }, deduction: null })
    const url = `/api/v1/cash-matches/${matchOf(answer)}/deductions`
    const later = async () => post(url, { deductions: [await of(1, '40.00', quality)] })
    const [first, second] = await Promise.all([later(), later()])
    expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([200, 400])
    const refused = [first, second].find(({ status }) => status === 400)
    expect(refused?.body.code).toBe('deduction_twice')
    expect(await disputes()).toMatchObject([{ amount: { amount: '40.00' } }])
    await undo(matchOf(answer))
    expect((await later()).body.code).toBe('match_wrong_state')
  })

  it('ends with its match while nobody has touched the dispute', async () => {
    const id = matchOf(await match('900.00', '100.00'))
    const undone = await undo(id)
    expect(undone.body).toMatchObject({ deducted: null, matches: [{ state: 'undone' }] })
    expect(await disputes()).toMatchObject([{ status: 'withdrawn', resolution: '认错发票' }])
    expect((await match('900.00', '50.00')).status).toBe(200)
  })

  it('that somebody works on holds its match; settled, it does not and stays settled', async () => {
    const id = matchOf(await match('900.00', '100.00'))
    const [dispute] = await disputes()
    await post(`/api/v1/disputes/${dispute?.id}/start`)
    const refused = await undo(id)
    expect([refused.status, refused.body.code]).toEqual([409, 'deduction_in_work'])
    expect((await app.request('GET', `/api/v1/receipts/${receipt}`)).body.left.amount).toBe('0.00')
    await post(`/api/v1/disputes/${dispute?.id}/resolve`, { forCustomer: false, resolution: '签收单为证' })
    expect((await undo(id)).status).toBe(200)
    expect(await disputes()).toMatchObject([{ status: 'resolved_for_us' }])
    const all = await app.request('GET', `/api/v1/deductions?state=all&customerCode=${code}`)
    expect(all.body.items).toMatchObject([{ undone: true, status: 'resolved_for_us' }])
  })

  it('ends when the bank line behind the receipt turns out to be somebody else’s', async () => {
    const line = await app.deps.db.rows<{ id: string }>(sql`
      INSERT INTO bank_line (id, bank_account, bank_ref, segment_id, booked_on, currency, amount_minor, payer_name,
        reference, imported_by, imported_at)
      SELECT gen_random_uuid(), 'A1', ${code}, id, '2026-11-20', 'CNY', 90000, 'X', '', 'test', now()
      FROM credit_segment WHERE code = 'CN01' RETURNING id`)
    const lineUrl = `/api/v1/bank-lines/${line[0]?.id}`
    receipt = (await post(`${lineUrl}/assign`, { customerCode: code })).body.receiptId as string
    expect((await match('900.00', '100.00')).status).toBe(200)
    const [dispute] = await disputes()
    await post(`/api/v1/disputes/${dispute?.id}/start`)
    expect((await post(`${lineUrl}/reopen`, { reason: '认错' })).body.code).toBe('deduction_in_work')
    await post(`/api/v1/disputes/${dispute?.id}/withdraw`, { resolution: '客户撤回' })
    expect((await post(`${lineUrl}/reopen`, { reason: '认错' })).status).toBe(200)
  })

  describe('of a bill of exchange', () => {
    /** A bill of 900 that settles 900 of the first invoice, 100 of it kept back. Gives bill and receipt. */
    const billed = async () => {
      const made = await post('/api/v1/bills', {
        ...{
          number: `5103001${code.padStart(12, '0')}`,
          kind: 'commercial',
          customerCode: code,
          segment: 'CN01',
        },
        ...{ amount: { amount: '900.00', currency: 'CNY' }, drawer: '出票公司', acceptor: '承兑公司' },
        ...{ issuedOn: '2026-11-01', receivedOn: '2026-11-10', maturesOn: '2027-02-25' },
      })
      expect(made.status, made.text).toBe(201)
      const [found] = await app.deps.db.rows<{ id: string }>(sql`
        SELECT d.id FROM document d JOIN credit_account a ON a.id = d.account_id JOIN customer c ON c.id = a.customer_id
        WHERE c.code = ${code} AND d.source = 'bills' AND d.type = 'receipt'`)
      receipt = found?.id ?? ''
      const answer = await match('900.00', '100.00')
      expect(answer.status, answer.text).toBe(200)
      return String(made.body.id)
    }
    const withdraw = (id: string) => post(`/api/v1/bills/${id}/acts`, { act: 'withdraw', reason: '客户换票' })
    const undoAct = (id: string) => post(`/api/v1/bills/${id}/undo`, { reason: '未换成' })
    const shown = async () => (await app.request('GET', `/api/v1/receipts/${receipt}`)).body
    const deducted = async () => (await shown()).matches[0].items[0].deduction

    it('ends with the withdrawal of the bill, for the reason given, and is back when that is taken back', async () => {
      const id = await billed()
      const first = (await deducted()).disputeId as string
      app.clock.advance({ minutes: 1 })
      expect((await withdraw(id)).status).toBe(200)
      expect(await disputes()).toMatchObject([{ id: first, status: 'withdrawn', resolution: '客户换票' }])
      app.clock.advance({ minutes: 1 })
      expect((await undoAct(id)).status).toBe(200)
      const again = await deducted()
      expect(again).toMatchObject({ amount: { amount: '100.00' }, ...quality })
      expect(again.disputeId).not.toBe(first)
      expect(await shown()).toMatchObject({ left: { amount: '0.00' }, deducted: { amount: '100.00' } })
      const states = (await disputes()).map(({ id: dispute, status }) => [dispute, status])
      expect(new Map(states as [string, string][])).toEqual(
        new Map([
          [first, 'withdrawn'],
          [again.disputeId, 'opened'],
        ]),
      )
      const all = await app.request('GET', `/api/v1/deductions?state=all&customerCode=${code}`)
      expect(all.body.items).toHaveLength(2)
      expect((await verifyLedger(app.deps.db)).differences).toEqual([])
    })

    it('that somebody works on holds the bill', async () => {
      const id = await billed()
      await post(`/api/v1/disputes/${(await deducted()).disputeId}/start`)
      const refused = await withdraw(id)
      expect([refused.status, refused.body.code]).toEqual([409, 'deduction_in_work'])
      expect((await app.request('GET', `/api/v1/bills/${id}`)).body.state).toBe('held')
    })

    it('stays ended when the customer had withdrawn it before, and may be told anew', async () => {
      const id = await billed()
      await post(`/api/v1/disputes/${(await deducted()).disputeId}/withdraw`, { resolution: '客户撤回' })
      app.clock.advance({ minutes: 1 })
      await withdraw(id)
      app.clock.advance({ minutes: 1 })
      expect((await undoAct(id)).status).toBe(200)
      expect((await disputes()).map(({ status }) => status)).toEqual(['withdrawn'])
      const { matches } = await shown()
      app.clock.advance({ minutes: 1 })
      const told = await post(`/api/v1/cash-matches/${matches[0].id}/deductions`, {
        deductions: [await of(1, '60.00', quality)],
      })
      expect(told.status, told.text).toBe(200)
      expect(told.body).toMatchObject({ deducted: { amount: '60.00' } })
    })

    it('is not told again of what is disputed otherwise by then; the bill stands all the same', async () => {
      const id = await billed()
      app.clock.advance({ minutes: 1 })
      await withdraw(id)
      const whole = { source: 'erp', number: `${code}-1`, itemNo: 1 }
      const opened = await post(`/api/v1/customers/${code}/disputes`, {
        ...{ reasonCode: 'price', description: '单价', items: [whole] },
      })
      expect(opened.status, opened.text).toBe(201)
      app.clock.advance({ minutes: 1 })
      expect((await undoAct(id)).status).toBe(200)
      expect((await app.request('GET', `/api/v1/bills/${id}`)).body.state).toBe('held')
      expect((await disputes()).filter(({ status }) => status === 'opened')).toHaveLength(1)
      expect((await verifyLedger(app.deps.db)).differences).toEqual([])
    })
  })

  it.each([
    ['more than is left open', '900.00', '100.01', {}, 409, 'item_not_free'],
    ['of an instalment that is paid whole', '1000.00', '1.00', {}, 409, 'match_exceeds_receipt'],
    ['for a reason nobody knows', '900.00', '100.00', { reasonCode: 'mood' }, 400, 'dispute_reason_unknown'],
    ['of nothing', '900.00', '0.00', {}, 400, 'bad_request'],
  ])('is refused %s, and nothing is matched', async (_, paid, kept, more, status, refusal) => {
    const answer = await match(paid, kept, more)
    expect([answer.status, answer.body.code]).toEqual([status, refusal])
    expect(await disputes()).toEqual([])
    expect((await app.request('GET', `/api/v1/receipts/${receipt}`)).body.left.amount).toBe('900.00')
  })

  it('is of an instalment that is matched, once, and not of one in dispute already', async () => {
    const attempt = async (deductions: object[]) =>
      (await post(`/api/v1/receipts/${receipt}/matches`, { items: [await of(1, '900.00')], deductions })).body
        .code as string
    expect(await attempt([await of(2, '10.00', quality)])).toBe('deduction_not_matched')
    const one = await of(1, '10.00', quality)
    expect(await attempt([one, one])).toBe('deduction_twice')
    await post(`/api/v1/customers/${code}/disputes`, {
      ...{ reasonCode: 'price', description: '价格' },
      items: [{ source: 'erp', number: `${code}-1`, itemNo: 1 }],
    })
    expect(await attempt([one])).toBe('item_disputed')
  })

  it('told by two people at the same moment is taken once', async () => {
    const answers = await Promise.all([
      match('900.00', '100.00'),
      match('900.00', '100.00'),
      match('900.00', '100.00'),
    ])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    expect(await disputes()).toHaveLength(1)
  })

  it('undone while somebody begins to work on its dispute comes to one end', async () => {
    const id = matchOf(await match('900.00', '100.00'))
    const [dispute] = await disputes()
    const [undone, started] = await Promise.all([undo(id), post(`/api/v1/disputes/${dispute?.id}/start`)])
    const [after] = await disputes()
    const ends = { withdrawn: [200, 409], in_work: [409, 200] }[after?.status ?? '']
    expect([undone.status, started.status]).toEqual(ends)
  })
})

describe('bank charges', () => {
  const charged = async (charge: string) =>
    post(`/api/v1/receipts/${receipt}/matches`, { items: [await of(1, '900.00', { charge })] })

  it('are credited up to the tolerance of the settings, and come back with the match', async () => {
    expect((await charged('15.00')).body.code).toBe('charge_above_tolerance')
    const settings = { automaticFrom: 100.01, recogniseFrom: 90, discountPercent: 0, discountDays: 0 }
    await app.request('PUT', '/api/v1/matching-settings', {
      body: { ...settings, feeMax: 2000, sumItemsMax: 6 },
    })
    expect((await charged('20.01')).body.code).toBe('charge_above_tolerance')
    const done = await charged('15.00')
    expect(done.body.matches[0]).toMatchObject({ grantedKind: 'fee', granted: { amount: '15.00' } })
    expect((await book.exposure(code)).buckets['receivables']?.amount).toBe('585.00')
    await undo(matchOf(done))
    expect((await book.exposure(code)).buckets['receivables']?.amount).toBe('1500.00')
    expect((await verifyLedger(app.deps.db)).differences).toEqual([])
  })
})

describe('the list of deductions', () => {
  it('is found by reason, state and words, with sums, also as CSV', async () => {
    await match('900.00', '100.00')
    const list = async (query: string) =>
      (await app.request('GET', `/api/v1/deductions?customerCode=${code}${query}`)).body
    expect(await list('&reason=quality&search=破损')).toMatchObject({
      total: 1,
      totals: [{ amount: '100.00', currency: 'CNY' }],
      items: [{ receipt: { id: receipt }, invoice: { number: `${code}-1` }, reason: { zh: '质量问题' } }],
    })
    expect((await list('&reason=price')).items).toEqual([])
    expect((await list('&state=withdrawn')).items).toEqual([])
    const csv = await app.request('GET', `/api/v1/deductions.csv?customerCode=${code}&language=en`)
    expect(csv.text).toContain('Quality of the goods')
  })

  it('shows a salesperson their own customers only', async () => {
    await match('900.00', '100.00')
    const other = await app.signIn('sales', { username: `sales-${code.toLowerCase()}` })
    const { body } = await app.request('GET', '/api/v1/deductions?state=all', { as: other })
    expect(body).toMatchObject({ items: [], totals: [] })
  })
})
