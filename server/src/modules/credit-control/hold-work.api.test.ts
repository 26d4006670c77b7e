import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCreditBook, TODAY, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { creditControlJobs } from './jobs.js'
import { sql } from '../../platform/db/sql.js'

let app: TestApp
let book: CreditBook
let manager: Caller
let sales: Caller
let next = 0
let code = ''

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(app)
  manager = await app.signIn('credit-manager', { username: 'wang', releaseAuthority: null })
  await app.signIn('credit-manager', { username: 'zhao' })
  sales = await app.signIn('sales', { username: 'li' })
})
beforeEach(() => {
  code = `W${++next}`
})
afterAll(async () => {
  expect((await verifyLedger(app.deps.db)).differences).toEqual([])
  await app.close()
})

const post = (path: string, body?: object, as?: Caller) =>
  app.request('POST', path, { ...(body ? { body } : {}), ...(as ? { as } : {}) })

async function held(amount = '150.00', limit: string | 'none' = '100.00'): Promise<string> {
  await book.customer(code, limit)
  const { body } = await book.check(code, `SO-${code}`, amount)
  expect(body.outcome).toBe('held')
  return body.hold.id as string
}

const line = (amount: string, from?: object) => [{ lineNo: 1, amount, ...(from ? { from } : {}) }]
const hold = async (id: string) => (await app.request('GET', `/api/v1/holds/${id}`)).body
const kinds = ({ events }: { events: { kind: string }[] }) => events.map(({ kind }) => kind)
const mine = async (as: Caller): Promise<object[]> =>
  (await app.request('GET', '/api/v1/notifications', { as })).body.items as object[]
const CNY = (amount: string) => ({ amount, currency: 'CNY' })

/** Runs what the queue holds for held orders, as the worker does. */
async function work(): Promise<string[]> {
  const jobs = creditControlJobs(app.deps)
  const rows = await app.deps.db.rows<{ id: bigint; name: string; payload: unknown }>(sql`
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE t.id = j.task_id AND t.identifier IN ('evaluate-holds', 'evaluate-open-holds')
    RETURNING j.id, t.identifier AS name, j.payload`)
  for (const { name, payload } of rows) await jobs[name]?.(payload)
  return rows.map(({ name }) => name)
}

describe('whose work a hold is', () => {
  it('two claim at once: exactly one has it, the other is told who', async () => {
    const id = await held()
    const zhao = await app.signIn('credit-manager', { username: `zhao-${code.toLowerCase()}` })
    const answers = await Promise.all([
      post(`/api/v1/holds/${id}/claim`, undefined, manager),
      post(`/api/v1/holds/${id}/claim`, undefined, zhao),
    ])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('hold_claimed')
    const { body } = await app.request('GET', `/api/v1/holds/${id}/work`)
    expect(['wang', `zhao-${code.toLowerCase()}`]).toContain(body.assignee)
    expect(kinds(body)).toEqual(['claimed'])
  })

  it('is given only to somebody who may release, and back', async () => {
    const id = await held()
    const unfit = await post(`/api/v1/holds/${id}/assign`, { username: 'li' }, manager)
    expect([unfit.status, unfit.body.code]).toEqual([400, 'assignee_unfit'])
    expect((await post(`/api/v1/holds/${id}/assign`, { username: 'wang' })).body.assignee).toBe('wang')
    const left = await post(`/api/v1/holds/${id}/leave`, undefined, manager)
    expect(left.body.assignee).toBeNull()
    expect(kinds(left.body)).toEqual(['assigned', 'left'])
  })

  it('a machine cannot claim, sales cannot either, and notes mention colleagues who exist', async () => {
    const id = await held()
    expect((await post(`/api/v1/holds/${id}/claim`)).body.code).toBe('people_only')
    expect((await post(`/api/v1/holds/${id}/claim`, undefined, sales)).status).toBe(403)
    expect((await post(`/api/v1/holds/${id}/notes`, { text: 'ask @nobody' }, manager)).body.code).toBe(
      'mention_unknown',
    )
    const noted = await post(`/api/v1/holds/${id}/notes`, { text: '请 @zhao 跟进' }, manager)
    expect((noted.body.events as object[]).at(-1)).toMatchObject({
      kind: 'noted',
      by: 'wang',
      concerned: ['zhao'],
    })
  })

  it('tells whom it is given to and whom a note names, but nobody who may not see the customer', async () => {
    const id = await held()
    const qian = await app.signIn('credit-manager', { username: `qian-${code.toLowerCase()}` })
    const name = `qian-${code.toLowerCase()}`
    await post(`/api/v1/holds/${id}/assign`, { username: name }, manager)
    expect(await mine(qian)).toMatchObject([
      {
        kind: 'hold_assigned',
        link: `/holds/${id}`,
        title: { en: `Assigned to you: 客户 ${code} SO-${code}` },
      },
    ])
    await post(`/api/v1/holds/${id}/notes`, { text: `请 @${name} 催款` }, manager)
    expect((await mine(qian))[0]).toMatchObject({
      kind: 'hold_mentioned',
      body: { zh: expect.stringMatching(`：请 @${name} 催款$`) as string },
    })
    const foreign = await post(`/api/v1/holds/${id}/notes`, { text: '@li' }, manager)
    expect(foreign.body.code).toBe('mention_unknown')
    expect(await mine(sales)).toEqual([])
  })
})

describe('what would let it go', () => {
  it('is told as alternatives by the facts of now, and to sales in plain words for own customers only', async () => {
    const id = await held()
    const { body } = await app.request('GET', `/api/v1/holds/${id}/outlook`)
    expect((body.ways as { text: { en: string } }[]).map((way) => way.text.en)).toEqual([
      'pay CNY 50.00 in advance',
      'reduce the order to CNY 100.00',
      'raise the limit by CNY 50.00',
    ])
    expect([body.covered.amount, body.paid.amount]).toEqual(['100.00', '0.00'])
    expect((await app.request('GET', `/api/v1/holds/${id}/outlook`, { as: sales })).status).toBe(404)
    await app.request('PUT', `/api/v1/customers/${code}`, { body: { name: '本人', ownerUsername: 'li' } })
    const plain = (await app.request('GET', `/api/v1/holds/${id}/outlook`, { as: sales })).body.plain
    expect((plain.customerCan as { en: string }[]).map((one) => one.en)).toEqual([
      'Pay CNY 50.00 in advance.',
      'Reduce the order to CNY 100.00.',
    ])
    expect(JSON.stringify(plain)).not.toMatch(/_/)
  })
})

describe('a prepayment', () => {
  it('is recorded, and a receipt of its amount is noticed and makes the order ready', async () => {
    const id = await held()
    const asked = { amount: CNY('50.00'), dueDate: '2026-11-30' }
    const tooMuch = await post(`/api/v1/holds/${id}/prepayment`, { ...asked, amount: CNY('151.00') })
    expect(tooMuch.body.code).toBe('prepayment_too_much')
    const first = await post(`/api/v1/holds/${id}/prepayment`, asked, manager)
    expect(first.body.prepayment.status).toBe('open')
    expect((await post(`/api/v1/holds/${id}/prepayment`, asked)).body.code).toBe('prepayment_asked')
    await book.document('receipt', `R-${code}`, { customerCode: code, lines: line('50.00') })
    expect(await work()).toEqual(['evaluate-holds'])
    expect((await hold(id)).ready).toBe(true)
    const done = (await app.request('GET', `/api/v1/holds/${id}/work`)).body
    expect(done.prepayment).toMatchObject({ status: 'received', received: CNY('50.00') })
    expect(kinds(done)).toEqual(['prepayment_requested', 'ready', 'prepayment_received'])
    expect((await mine(manager))[0]).toMatchObject({
      kind: 'prepayment_received',
      body: { en: `Asked for SO-${code} (CNY 150.00): CNY 50.00. Arrived: CNY 50.00.` },
    })
  })

  it('is open again when the receipt bounces', async () => {
    const id = await held()
    await post(`/api/v1/holds/${id}/prepayment`, { amount: CNY('50.00'), dueDate: '2026-11-30' })
    const receipt = { customerCode: code, lines: line('50.00') }
    await book.document('receipt', `R-${code}`, receipt)
    await work()
    await book.document('receipt', `R-${code}`, { ...receipt, version: 2, status: 'cancelled' })
    await work()
    const after = (await app.request('GET', `/api/v1/holds/${id}/work`)).body
    expect(after.prepayment).toMatchObject({ status: 'open', received: CNY('0.00') })
    expect((await hold(id)).ready).toBe(false)
  })
})

describe('the paid part', () => {
  const part = (id: string, body: object, as?: Caller) =>
    post(`/api/v1/holds/${id}/release-part`, { reason: '已付部分先发', ...body }, as)

  it('ships up to its amount over several deliveries, and no cent more; the rest stays held', async () => {
    const id = await held('150.00', 'none')
    await book.document('receipt', `R-${code}`, { customerCode: code, lines: line('60.00') })
    expect((await part(id, { amount: CNY('60.01') }, manager)).body.code).toBe('part_too_much')
    expect((await part(id, {}, manager)).status).toBe(200)
    expect(await hold(id)).toMatchObject({ status: 'open', release: { maxAmount: CNY('60.00') } })
    await book.document('order', `SO-${code}`, { customerCode: code, lines: line('150.00') })
    const deliver = (number: string, amount: string) =>
      book.check(code, number, amount, {
        checkpoint: 'delivery',
        document: { source: 'erp', type: 'delivery', number, version: 1, orderNumber: `SO-${code}` },
      })
    expect((await deliver(`D1-${code}`, '40.00')).body.outcome).not.toBe('held')
    const from = { type: 'order', number: `SO-${code}`, lineNo: 1, amount: '40.00' }
    await book.document('delivery', `D1-${code}`, { customerCode: code, lines: line('40.00', from) })
    expect((await deliver(`D2-${code}`, '20.01')).body.outcome).toBe('held')
    expect((await deliver(`D3-${code}`, '20.00')).body.outcome).not.toBe('held')
  })

  it('beyond what is paid needs an authority that reaches', async () => {
    const id = await held()
    const refused = await part(id, { amount: CNY('90.00') }, manager)
    expect([refused.status, refused.body.code]).toEqual([403, 'part_beyond_authority'])
    expect((await part(id, { amount: CNY('90.00') })).status).toBe(200)
  })
})

describe('looking at holds again', () => {
  const auto = (on: boolean) =>
    app.request('PUT', '/api/v1/segments/CN01', { body: { name: '华东', currency: 'CNY', autoRelease: on } })

  it.each([
    ['a higher limit', 'limit'],
    ['a status', 'status'],
    ['the customer’s status', 'customer'],
    ['a rate', 'rate'],
    ['a rule', 'rule'],
  ] as const)('%s makes a held order ready', async (_, cause) => {
    await book.customer(code, cause === 'limit' ? '100.00' : '1000.00')
    const url = `/api/v1/customers/${code}/accounts/CN01`
    const account = { currency: 'CNY', limitMode: 'amount', limit: CNY('1000.00') }
    const frozen = () => app.request('PUT', url, { body: { ...account, status: 'frozen' } })
    if (cause === 'status' || cause === 'customer' || cause === 'rule') await frozen()
    const foreign = { amount: { amount: '10.00', currency: 'EUR' } }
    const checked = await book.check(code, `SO-${code}`, '150.00', cause === 'rate' ? foreign : {})
    const id = checked.body.hold.id as string
    await work()
    if (cause === 'limit' || cause === 'status')
      await app.request('PUT', url, { body: { ...account, status: 'active' } })
    if (cause === 'customer') {
      const body = { name: 'x', status: 'inactive' }
      await app.deps.db.run(
        sql`UPDATE credit_account SET status = 'active' WHERE id = (SELECT account_id FROM hold WHERE id = ${id})`,
      )
      await work()
      await app.request('PUT', `/api/v1/customers/${code}`, { body })
    }
    if (cause === 'rate')
      await app.request('PUT', '/api/v1/fx-rates', {
        body: { from: 'EUR', to: 'CNY', on: TODAY, rate: '7.8' },
      })
    if (cause === 'rule') {
      const rules = (await app.request('GET', '/api/v1/control-rules')).body.items[0].content.rules as {
        key: string
      }[]
      const without = { rules: rules.filter(({ key }) => key !== 'account_frozen') }
      expect((await app.request('POST', '/api/v1/control-rules', { body: without })).status).toBe(201)
      expect(await work()).toContain('evaluate-open-holds')
      await app.request('POST', '/api/v1/control-rules', { body: { rules } })
    } else expect((await work()).length).toBeGreaterThan(0)
    expect(await hold(id)).toMatchObject({ status: 'open', ready: true })
  })

  it('lets go by itself where the segment says so, oldest first, and never beyond the limit', async () => {
    await auto(true)
    await book.customer(code, '100.00')
    const ids: string[] = []
    for (const number of [1, 2])
      ids.push((await book.check(code, `SO-${code}-${number}`, '120.00')).body.hold.id)
    await book.customer(code, '150.00')
    await work()
    expect(await hold(ids[0] ?? '')).toMatchObject({ status: 'released', closed: { by: 'system' } })
    expect(await hold(ids[1] ?? '')).toMatchObject({ status: 'open', ready: false })
    await auto(false)
  })

  it('a rule that goes by itself does so where the segment does not, and a forced hold never', async () => {
    const { rules } = (await app.request('GET', '/api/v1/control-rules')).body.items[0].content as {
      rules: { key: string }[]
    }
    const ticked = rules.map((rule) => ({ ...rule, autoRelease: true }))
    await app.request('POST', '/api/v1/control-rules', { body: { rules: ticked } })
    const id = await held()
    await book.customer(code, '1000.00')
    await work()
    expect((await hold(id)).status).toBe('released')

    const forcedCode = `${code}F`
    await book.customer(forcedCode, '1000.00')
    const url = `/api/v1/customers/${forcedCode}/accounts/CN01/forced-hold`
    await app.request('PUT', url, { body: { reason: '核对中', until: '2026-11-25' } })
    const stopped = (await book.check(forcedCode, `SO-${forcedCode}`, '10.00')).body
    expect(stopped.reasons[0].code).toBe('forced_hold')
    await app.request('PUT', url, { body: { reason: null } })
    await work()
    expect(await hold(stopped.hold.id)).toMatchObject({ status: 'open', ready: true })
    await app.request('POST', '/api/v1/control-rules', { body: { rules } })
  })
})

describe('a forced hold', () => {
  const force = (body: object, as?: Caller) =>
    app.request('PUT', `/api/v1/forced-holds/erp/SO-${code}`, {
      body: { customerCode: code, segment: 'CN01', reason: '质量争议', ...body },
      ...(as ? { as } : {}),
    })

  it('stops an order that had passed and gives its room back; lifted, only a person lets it go', async () => {
    await book.customer(code, '1000.00')
    expect((await book.check(code, `SO-${code}`, '100.00')).body.outcome).toBe('approved')
    const { body } = await force({ until: null })
    expect(await hold(body.holdId)).toMatchObject({ status: 'open', reasons: [{ code: 'forced_hold' }] })
    expect((await book.exposure(code)).exposure.amount).toBe('0.00')
    expect((await app.request('DELETE', `/api/v1/forced-holds/erp/SO-${code}`)).status).toBe(204)
    await work()
    expect(await hold(body.holdId)).toMatchObject({ status: 'open', ready: true })
  })

  it('stops what was released before, also at the delivery, through its last day', async () => {
    const id = await held()
    expect((await post(`/api/v1/holds/${id}/release`, { reason: 'ok' })).status).toBe(200)
    expect((await force({ until: '2026-11-20' })).body.code).toBe('forced_hold_over')
    await force({ until: '2026-11-22' })
    const delivery = (number: string) =>
      book.check(code, number, '10.00', {
        checkpoint: 'delivery',
        document: { source: 'erp', type: 'delivery', number, version: 1, orderNumber: `SO-${code}` },
      })
    expect((await delivery(`D1-${code}`)).body.reasons[0]).toMatchObject({ code: 'forced_hold' })
  })
})

describe('a release', () => {
  const order = (amount: string, version: number, currency = 'CNY') =>
    book.check(code, `SO-${code}`, amount, {
      amount: { amount, currency },
      document: { source: 'erp', type: 'order', number: `SO-${code}`, version },
    })
  const delivery = (amount: string, number = `D-${code}`) =>
    book.check(code, number, amount, {
      checkpoint: 'delivery',
      document: { source: 'erp', type: 'delivery', number, version: 1, orderNumber: `SO-${code}` },
    })

  it('is void once the order has grown, also when it shrinks again', async () => {
    const id = await held()
    await post(`/api/v1/holds/${id}/release`, { reason: 'ok' })
    expect((await order('160.00', 2)).body.outcome).toBe('held')
    expect((await delivery('150.00')).body.outcome).toBe('held')
    expect((await order('150.00', 3)).body.outcome).toBe('held')
    const { events } = (await app.request('GET', `/api/v1/holds/${id}/work`)).body
    expect((events as object[]).at(-1)).toMatchObject({ kind: 'release_void', amount: CNY('160.00') })
  })

  it('does not cover an order that was recorded larger without a check', async () => {
    const id = await held()
    await post(`/api/v1/holds/${id}/release`, { reason: 'ok' })
    await book.document('order', `SO-${code}`, { customerCode: code, lines: line('400.00') })
    expect((await delivery('100.00')).body.outcome).toBe('held')
  })

  it('does not cover another currency', async () => {
    const id = await held()
    await post(`/api/v1/holds/${id}/release`, { reason: 'ok', maxAmount: CNY('5000.00') })
    await app.request('PUT', '/api/v1/fx-rates', { body: { from: 'USD', to: 'CNY', on: TODAY, rate: '7.1' } })
    expect((await order('150.00', 2, 'USD')).body.outcome).toBe('held')
  })

  it('covers split deliveries and their invoices together, up to its amount', async () => {
    const id = await held()
    await post(`/api/v1/holds/${id}/release`, { reason: 'ok' })
    await book.document('order', `SO-${code}`, { customerCode: code, lines: line('150.00') })
    const from = (type: string, number: string, amount: string) => ({ type, number, lineNo: 1, amount })
    for (const [number, amount] of [
      ['A', '90.00'],
      ['B', '60.00'],
    ] as const) {
      expect((await delivery(amount, `${number}-${code}`)).body.outcome).not.toBe('held')
      await book.document('delivery', `${number}-${code}`, {
        customerCode: code,
        lines: line(amount, from('order', `SO-${code}`, amount)),
      })
    }
    expect((await delivery('0.01', `C-${code}`)).body.outcome).toBe('held')
    const invoice = (number: string, amount: string) =>
      book.check(code, number, amount, {
        checkpoint: 'invoice',
        document: { source: 'erp', type: 'invoice', number, version: 1, orderNumber: `SO-${code}` },
      })
    expect((await invoice(`I1-${code}`, '90.00')).body.outcome).not.toBe('held')
    await book.document('invoice', `I1-${code}`, {
      customerCode: code,
      dueDate: '2026-12-31',
      lines: line('90.00', from('delivery', `A-${code}`, '90.00')),
    })
    expect((await invoice(`I2-${code}`, '60.01')).body.outcome).toBe('held')
    expect((await invoice(`I3-${code}`, '60.00')).body.outcome).not.toBe('held')
  })
})
