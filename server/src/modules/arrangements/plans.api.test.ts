import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { judgeArrangements } from './jobs.js'

let app: TestApp
let book: OwingBook
let manager: Caller
let collector: Caller
let next = 0
let code = ''

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  manager = await app.signIn('credit-manager', { username: 'wang', releaseAuthority: null })
  collector = await app.signIn('finance', { username: 'zhou' })
})
beforeEach(async () => {
  code = `I${++next}`
  app.clock.set('2026-11-21T04:00:00Z')
  await book.customer(code, '100000.00')
  await book.invoice(code, `${code}-1`, '1000.00', '2026-10-01')
})
afterAll(() => app.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const rates = [
  { dueOn: '2026-12-01', amount: CNY('400.00') },
  { dueOn: '2027-01-01', amount: CNY('600.00') },
]
const ask = (more: object = {}, as = collector) =>
  app.request('POST', `/api/v1/customers/${code}/instalment-plans`, {
    as,
    body: {
      ...{ reason: '资金周转困难', items: [{ source: 'erp', number: `${code}-1`, itemNo: 1 }], rates },
      ...more,
    },
  })
const plan = async () =>
  (await app.request('GET', `/api/v1/instalment-plans?customerCode=${code}`)).body.items[0]
const paused = (day: string) =>
  app.deps.db.rows<{ reason: string; minor: bigint; until: string }>(sql`
    SELECT p.reason, p.paused_minor AS minor, p.until_on AS until FROM paused_items(${day}::date) p
    JOIN document d ON d.id = p.document_id WHERE d.number = ${`${code}-1`}`)

async function upload(content: string, customer = code): Promise<{ id: string; sha256: string }> {
  const form = multipartForm({ name: '承诺书.pdf', content })
  const { payload } = form
  const headers = { ...collector, ...form.headers }
  const url = `/api/v1/customers/${customer}/evidence`
  const answer = await app.app.inject({ method: 'POST', url, headers, payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

async function approve(caseId: string): Promise<void> {
  const inbox = await app.request('GET', '/api/v1/inbox?subject=instalment-plan', { as: manager })
  const found = (inbox.body.items as { id: string; stepId: string }[]).find(({ id }) => id === caseId)
  const answer = await app.request('POST', `/api/v1/approval-cases/${caseId}/actions`, {
    ...{ as: manager, body: { action: 'approve', stepId: found?.stepId, comment: '同意' } },
  })
  expect(answer.status, answer.text).toBe(200)
}

async function approved(): Promise<string> {
  const { body } = await ask()
  await approve(body.approvalCaseId as string)
  return body.plan.id as string
}

async function active(): Promise<string> {
  const id = await approved()
  const { id: commitmentId } = await upload('承诺分期付款')
  const answer = await activate(id, { commitmentId, guarantorConsent: 'no_guarantee' })
  expect(answer.status, answer.text).toBe(200)
  return id
}

const activate = (id: string, body: object) =>
  app.request('POST', `/api/v1/instalment-plans/${id}/activate`, { as: collector, body })

describe('an instalment plan', () => {
  it('is asked for by the collector, approved by somebody else, and pauses nothing before it is in force', async () => {
    const { status, body } = await ask()
    expect(status).toBe(202)
    expect(body.plan).toMatchObject({
      status: 'requested',
      amount: CNY('1000.00'),
      rates: [{ no: 1 }, { no: 2 }],
    })
    expect(await paused('2026-11-21')).toEqual([])
    await approve(body.approvalCaseId as string)
    expect(await plan()).toMatchObject({ status: 'approved' })
    expect(await paused('2026-11-21')).toEqual([])
  })

  it('comes into force with the written commitment, by its hash, and then pauses its items to the last rate', async () => {
    const id = await approved()
    const file = await upload('承诺分期付款')
    expect(file.sha256).toBe(createHash('sha256').update('承诺分期付款').digest('hex'))
    const { body } = await activate(id, { commitmentId: file.id, guarantorConsent: 'no_guarantee' })
    expect(body).toMatchObject({ status: 'active', commitmentId: file.id, activatedBy: 'zhou' })
    expect(await paused('2026-11-21')).toEqual([{ reason: 'planned', minor: 100_000n, until: '2027-01-06' }])
    const listed = await app.request('GET', `/api/v1/customers/${code}/evidence`)
    expect(listed.body.items).toMatchObject([{ id: file.id, objects: [{ type: 'instalment-plan', id }] }])
    const download = await app.request('GET', `/api/v1/evidence-files/${file.id}`)
    expect([download.status, download.text]).toEqual([200, '承诺分期付款'])
  })

  it('takes more files later, of its own customer only', async () => {
    const { body } = await ask()
    const file = await upload('客户来函')
    const attach = (id: string, evidence: string[], type = 'instalment-plan') =>
      app.request('POST', '/api/v1/evidence-links', { as: collector, body: { type, id, evidence } })
    const id = body.plan.id as string
    expect((await attach(id, [file.id])).status).toBe(204)
    expect((await attach(id, [file.id])).status).toBe(204)
    const listed = await app.request('GET', `/api/v1/customers/${code}/evidence`)
    expect(listed.body.items).toMatchObject([{ id: file.id, objects: [{ type: 'instalment-plan', id }] }])
    expect((await attach(id, [file.id], 'dispute')).body.code).toBe('dispute_not_found')
    const other = `${code}Y`
    await book.customer(other, '1.00')
    expect((await attach(id, [(await upload('别人的', other)).id])).body.code).toBe('evidence_not_found')
  })

  it('wants an answer about guarantors: their written consent, or why they are not asked', async () => {
    const id = await approved()
    const { id: commitmentId } = await upload('承诺')
    const refused = async (body: object) => (await activate(id, { commitmentId, ...body })).body.code
    expect(await refused({ guarantorConsent: 'consented' })).toBe('plan_consent_needed')
    expect(await refused({ guarantorConsent: 'not_asked' })).toBe('plan_note_needed')
    const other = `${code}X`
    await book.customer(other, '1.00')
    const foreign = await upload('别人的', other)
    expect(await refused({ guarantorConsent: 'consented', consentId: foreign.id })).toBe('evidence_not_found')
    const consent = await upload('保证人同意')
    const done = await activate(id, { commitmentId, guarantorConsent: 'consented', consentId: consent.id })
    expect(done.body).toMatchObject({ status: 'active', guarantorConsent: 'consented' })
  })

  it('fills its rates with what comes in, and completes', async () => {
    await active()
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '500.00' }, '2026-11-30')
    app.clock.set('2026-12-20T04:00:00Z')
    await judgeArrangements(app.deps)
    expect(await plan()).toMatchObject({
      ...{ status: 'active', received: CNY('500.00') },
      rates: [{ received: CNY('400.00') }, { received: CNY('100.00') }],
    })
    await book.receipt(code, `R2-${code}`, { [`${code}-1`]: '500.00' }, '2026-12-20')
    await judgeArrangements(app.deps)
    expect(await plan()).toMatchObject({ status: 'completed', endedOn: '2026-12-20', allowed: [] })
  })

  it('breaks by a missed rate once its grace is over: all that is left is asked for again', async () => {
    await active()
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '399.99' }, '2026-12-01')
    app.clock.set('2026-12-06T04:00:00Z')
    await judgeArrangements(app.deps)
    expect(await plan()).toMatchObject({ status: 'active' })
    app.clock.set('2026-12-07T04:00:00Z')
    await judgeArrangements(app.deps)
    expect(await plan()).toMatchObject({ status: 'broken', endedOn: '2026-12-07' })
    expect(await paused('2026-12-07')).toEqual([])
    const again = await app.signIn('finance', { username: 'qian' })
    const rest = [{ dueOn: '2027-02-01', amount: CNY('600.01') }]
    expect((await ask({ rates: rest }, again)).status).toBe(202)
  })

  it('may be taken back; its approval ends with it', async () => {
    const { body } = await ask()
    const end = () =>
      app.request('POST', `/api/v1/instalment-plans/${body.plan.id}/end`, { body: { reason: '已一次付清' } })
    expect((await end()).body).toMatchObject({ status: 'withdrawn' })
    const running = await app.request('GET', `/api/v1/approval-cases/${body.approvalCaseId}`, { as: manager })
    expect(running.body.status).not.toBe('running')
    expect((await end()).body.code).toBe('plan_ended')
  })

  it.each([
    ['days that do not rise', { rates: [...rates].reverse() }, 400, 'plan_days'],
    [
      'a first day that has passed',
      { rates: [{ dueOn: '2026-11-20', amount: CNY('1000.00') }] },
      400,
      'plan_days',
    ],
    ['a sum that is not what is open', { rates: rates.slice(0, 1) }, 400, 'plan_sum'],
  ])('refuses %s', async (_, more, status, refused) => {
    const answer = await ask(more)
    expect([answer.status, answer.body.code]).toEqual([status, refused])
  })

  it('asked for by two people at once is asked for once', async () => {
    const answers = await Promise.all([ask(), ask()])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([202, 409])
  })

  it('cannot come into force before it is approved', async () => {
    const { body } = await ask()
    const { id: commitmentId } = await upload('承诺')
    const answer = await activate(body.plan.id as string, { commitmentId, guarantorConsent: 'no_guarantee' })
    expect([answer.status, answer.body.code]).toEqual([409, 'plan_not_approved'])
  })
})
