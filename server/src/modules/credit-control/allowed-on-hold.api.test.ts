import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from '../../../test/test-app.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { holdActs, type HoldAct } from './allowed-on-hold.js'

let app: TestApp
let book: CreditBook
let orders = 0
const people: Record<string, Caller> = {}

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(app)
  people['manager'] = await app.signIn('credit-manager', { username: 'wang', releaseAuthority: 'unlimited' })
  people['analyst'] = await app.signIn('credit-analyst', { username: 'zhao', releaseAuthority: null })
  people['owner'] = await app.signIn('sales', { username: 'li' })
  people['viewer'] = await app.signIn('viewer', { username: 'viewer' })
})
afterAll(async () => {
  expect((await verifyLedger(app.deps.db)).differences).toEqual([])
  await app.close()
})

const post = (path: string, body?: object, as?: Caller) =>
  app.request('POST', path, { ...(body ? { body } : {}), ...(as ? { as } : {}) })

/** A fresh customer of `li` with an order of 150 held above a limit of 100. */
async function held(as?: Caller): Promise<{ id: string; code: string; number: string }> {
  const code = `A${++orders}`
  await book.customer(code, '100.00')
  await app.request('PUT', `/api/v1/customers/${code}`, { body: { name: code, ownerUsername: 'li' } })
  const number = `SO-${code}`
  const { body } = await app.request('POST', '/api/v1/credit-checks', {
    ...(as ? { as } : {}),
    body: {
      ...{ checkpoint: 'order', customerCode: code, segment: 'CN01' },
      document: { source: 'erp', type: 'order', number, version: 1 },
      amount: { amount: '150.00', currency: 'CNY' },
    },
  })
  return { id: body.hold.id as string, code, number }
}

type Held = Awaited<ReturnType<typeof held>>

const acts: Readonly<Record<HoldAct, (hold: Held, as: Caller | undefined) => Promise<TestAnswer>>> = {
  release: ({ id }, as) => post(`/api/v1/holds/${id}/release`, { reason: '客户急需' }, as),
  reject: ({ id }, as) => post(`/api/v1/holds/${id}/reject`, { code: 'customer_risk' }, as),
  releasePart: ({ id }, as) =>
    post(
      `/api/v1/holds/${id}/release-part`,
      { reason: '已付', amount: { amount: '40.00', currency: 'CNY' } },
      as,
    ),
  claim: ({ id }, as) => post(`/api/v1/holds/${id}/claim`, undefined, as),
  assign: ({ id }, as) => post(`/api/v1/holds/${id}/assign`, { username: 'wang' }, as),
  leave: ({ id }, as) => post(`/api/v1/holds/${id}/leave`, undefined, as),
  requestPrepayment: ({ id }, as) =>
    post(
      `/api/v1/holds/${id}/prepayment`,
      { amount: { amount: '50.00', currency: 'CNY' }, dueDate: '2026-12-01' },
      as,
    ),
  withdrawPrepayment: ({ id }, as) => post(`/api/v1/holds/${id}/prepayment/withdraw`, undefined, as),
  force: ({ code, number }, as) =>
    app.request('PUT', `/api/v1/forced-holds/erp/${number}`, {
      ...(as ? { as } : {}),
      body: { customerCode: code, segment: 'CN01', reason: '法院查封' },
    }),
  liftForced: ({ number }, as) =>
    app.request('DELETE', `/api/v1/forced-holds/erp/${number}`, as ? { as } : {}),
  reEvaluate: ({ id }, as) => post(`/api/v1/holds/${id}/re-evaluate`, undefined, as),
  note: ({ id }, as) => post(`/api/v1/holds/${id}/notes`, { text: '已联系' }, as),
}

const states: Readonly<Record<string, (hold: Held) => Promise<unknown>>> = {
  open: () => Promise.resolve(),
  'claimed by somebody else': ({ id }) => post(`/api/v1/holds/${id}/assign`, { username: 'wang' }),
  'with a prepayment asked for': (hold) => acts.requestPrepayment(hold, undefined),
  'forced by name': (hold) => acts.force(hold, undefined),
  rejected: (hold) => acts.reject(hold, undefined),
}

describe('what may be done with a hold', () => {
  it.each(['manager', 'analyst', 'owner', 'viewer', 'key'])(
    'is told to the %s as the routes decide it, in every state',
    async (who) => {
      const as = people[who]
      const wrong: string[] = []
      for (const [state, prepare] of Object.entries(states)) {
        for (const act of holdActs) {
          const hold = await held()
          await prepare(hold)
          const seen = await app.request('GET', `/api/v1/holds/${hold.id}`, as ? { as } : {})
          const { allowed } = seen.body as { allowed: HoldAct[] }
          const answer = await acts[act](hold, as)
          if (allowed.includes(act) !== answer.status < 300)
            wrong.push(`${state}, ${act}: ${allowed.includes(act)} but ${answer.status} ${answer.text}`)
        }
      }
      expect(wrong).toEqual([])
    },
    60_000,
  )

  it('does not name the release of an order that one has submitted oneself', async () => {
    const manager = people['manager']
    const hold = await held(manager)
    const { body } = await app.request('GET', `/api/v1/holds/${hold.id}`, manager ? { as: manager } : {})
    expect(body.allowed).not.toContain('release')
    expect((await acts.release(hold, manager)).body.code).toBe('release_own_submission')
    const listed = await app.request('GET', `/api/v1/holds?customerCode=${hold.code}`)
    expect(listed.body.items[0].allowed).toContain('release')
  })
})

describe('a rejection', () => {
  it('says by code why, with words beside it where they are wanted, in both languages', async () => {
    const reasons = (await app.request('GET', '/api/v1/hold-reject-reasons')).body.items as { code: string }[]
    expect(reasons.map(({ code }) => code)).toContain('overdue_unpaid')
    const hold = await held()
    expect((await post(`/api/v1/holds/${hold.id}/reject`, {})).status).toBe(400)
    expect((await post(`/api/v1/holds/${hold.id}/reject`, { code: 'other' })).status).toBe(400)
    expect((await post(`/api/v1/holds/${hold.id}/reject`, { code: 'bad mood' })).status).toBe(400)
    const done = await post(`/api/v1/holds/${hold.id}/reject`, { code: 'overdue_unpaid', reason: '三笔未付' })
    expect(done.body.closed).toMatchObject({
      code: 'overdue_unpaid',
      codeText: { zh: '逾期款未结清', en: 'Overdue items are not paid' },
      reason: '三笔未付',
    })
    const worded = await held()
    const plain = await post(`/api/v1/holds/${worded.id}/reject`, { reason: '客户要求取消' })
    expect(plain.body.closed).toMatchObject({ code: 'other', reason: '客户要求取消' })
  })

  it('gives back the part that might have shipped, but not what was delivered of it', async () => {
    const hold = await held()
    expect((await acts.releasePart(hold, people['manager'])).status).toBe(200)
    const buckets = async () => (await book.exposure(hold.code)).buckets
    expect((await buckets())['reserved']?.amount).toBe('40.00')
    const order = { customerCode: hold.code, lines: [{ lineNo: 1, amount: '150.00' }] }
    await book.document('order', hold.number, order)
    const from = { type: 'order', number: hold.number, lineNo: 1, amount: '15.00' }
    const lines = [{ lineNo: 1, amount: '15.00', from }]
    await book.document('delivery', `D-${hold.code}`, { customerCode: hold.code, lines })
    const before = await buckets()
    expect((await acts.reject(hold, people['manager'])).status).toBe(200)
    expect(await buckets()).toMatchObject({
      reserved: { amount: '0.00' },
      deliveredNotBilled: before['deliveredNotBilled'],
    })
    const after = await app.request('GET', `/api/v1/holds/${hold.id}`)
    expect(after.body.release).toBeNull()
    const other = await book.check(hold.code, `${hold.number}-B`, '5.00')
    expect(other.status).toBe(201)
  })

  it('frees a part whose order was never recorded', async () => {
    const hold = await held()
    await acts.releasePart(hold, people['manager'])
    await acts.reject(hold, people['manager'])
    expect((await book.exposure(hold.code)).exposure.amount).toBe('0.00')
    expect((await book.check(hold.code, `${hold.number}-B`, '100.00')).body.outcome).toBe('warned')
  })
})

describe('a forced hold of a customer', () => {
  it('stops every order in every segment, also one opened later, until it is cleared', async () => {
    const { code } = await held()
    const url = `/api/v1/customers/${code}/forced-hold`
    const ask = (body: object, as?: Caller) => app.request('PUT', url, { body, ...(as ? { as } : {}) })
    expect((await ask({ reason: '诉讼中' }, people['owner'])).status).toBe(403)
    expect((await ask({ reason: '诉讼中', until: '2026-11-20' })).body.code).toBe('forced_hold_over')
    expect((await ask({ reason: '诉讼中' })).body).toEqual({ reason: '诉讼中', until: null })
    await app.request('PUT', '/api/v1/segments/CN02', { body: { name: '华南', currency: 'CNY' } })
    const account = { currency: 'CNY', limitMode: 'amount', limit: { amount: '1000.00', currency: 'CNY' } }
    await app.request('PUT', `/api/v1/customers/${code}/accounts/CN02`, { body: account })
    const outcome = async (segment: string, number: string) => {
      const { body } = await book.check(code, number, '1.00', { segment })
      return [body.outcome, (body.reasons as { code: string }[])[0]?.code]
    }
    expect(await outcome('CN01', `${code}-1`)).toEqual(['held', 'forced_hold'])
    expect(await outcome('CN02', `${code}-2`)).toEqual(['held', 'forced_hold'])
    const accounts = (await app.request('GET', `/api/v1/customers/${code}/accounts`)).body.items as object[]
    expect(accounts).toMatchObject([
      { forcedHold: '诉讼中', forcedBy: 'customer' },
      { forcedHold: '诉讼中', forcedBy: 'customer' },
    ])
    await ask({ reason: null })
    expect(await outcome('CN02', `${code}-3`)).toEqual(['approved', undefined])
  })

  it('ends after its last day', async () => {
    const { code } = await held()
    const body = { reason: '核查中', until: '2026-11-21' }
    await app.request('PUT', `/api/v1/customers/${code}/forced-hold`, { body })
    expect((await book.check(code, `${code}-1`, '1.00')).body.outcome).toBe('held')
    app.clock.set('2026-11-22T04:00:00Z')
    expect((await book.check(code, `${code}-2`, '1.00')).body.outcome).toBe('approved')
  })
})
