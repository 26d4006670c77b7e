import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveNode, sequence } from '../../../test/approval-flows.js'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { scoringJobs } from '../scoring/jobs.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from '../../../test/test-app.js'

let app: TestApp
let book: CreditBook
let asker: Caller
let boss: Caller
let clerk: Caller

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-23T02:00:00Z' })
  book = await openCreditBook(app)
  asker = await app.signIn('credit-manager', { username: 'asker' })
  boss = await app.signIn('credit-manager', { username: 'boss', releaseAuthority: 'unlimited' })
  clerk = await app.signIn('credit-analyst', { username: 'clerk' })
  await app.signIn('admin', { username: 'root' })
  await book.customer('C1', '100.00')
})
afterAll(() => app.close())

const published = ['control-rules', 'policy']

async function drawFlow(subject: string): Promise<void> {
  const allow = { return: true, addSigner: true, delegate: true, conditional: !published.includes(subject) }
  const content = { ...sequence([approveNode('boss', ['boss'], { allow })]), subject }
  const { body } = await app.request('POST', '/api/v1/approval-flows', {
    body: { code: `f-${subject}`, content },
  })
  const url = `/api/v1/approval-flows/f-${subject}/publish`
  const answer = await app.request('POST', url, { body: { revision: body.draft.revision } })
  expect(answer.status, answer.text).toBe(201)
}

/** What waits for the boss of a subject. */
async function waiting(subject: string): Promise<{ id: string; stepId: string; objectId: string }> {
  const { body } = await app.request('GET', `/api/v1/inbox?subject=${subject}`, { as: boss })
  return body.items[0] as { id: string; stepId: string; objectId: string }
}

async function approve(subject: string, more: object = {}): Promise<TestAnswer> {
  const { id, stepId } = await waiting(subject)
  const answer = await app.request('POST', `/api/v1/approval-cases/${id}/actions`, {
    as: boss,
    body: { action: 'approve', stepId, comment: '同意', ...more },
  })
  expect(answer.status, answer.text).toBe(200)
  return answer
}

describe('without a flow of the organisation’s own', () => {
  const put = (amount: string) =>
    app.request('PUT', '/api/v1/customers/C0/accounts/CN01', {
      as: clerk,
      body: { currency: 'CNY', limitMode: 'amount', limit: { amount, currency: 'CNY' } },
    })

  it('a limit is decided by whoever may grant limits, while the authority table says nothing of limits', async () => {
    await book.customer('C0', '100.00')
    expect((await put('700.00')).status).toBe(202)
    await approve('limit-change')
    const { body: exposure } = await app.request('GET', '/api/v1/customers/C0/exposure?segment=CN01')
    expect(exposure.limit.amount).toBe('700.00')
  })

  it('and by nobody whose authority does not reach once it does', async () => {
    const url = '/api/v1/authorities/0f9d3a52-5b0c-4c57-9d2a-0a8a3f1d0001'
    const small = { username: 'boss', kind: 'limit-change', amount: { amount: '800.00', currency: 'CNY' } }
    const saved = await app.request('PUT', url, { body: small })
    expect(saved.status, saved.text).toBe(200)
    expect((await put('900.00')).status).toBe(202)
    expect(await waiting('limit-change')).toBeUndefined()
    expect((await app.request('DELETE', url)).status).toBe(204)
  })
})

describe('by approval', () => {
  it('credit is granted in the act of the last signature, less than asked where the approver says so', async () => {
    await drawFlow('limit-change')
    const url = '/api/v1/customers/C1/accounts/CN01'
    const body = { currency: 'CNY', limitMode: 'amount', limit: { amount: '5000.00', currency: 'CNY' } }
    expect((await app.request('PUT', url, { as: asker, body })).status).toBe(202)
    const conditions = { amount: { amount: '3000.00', currency: 'CNY' } }
    const done = await approve('limit-change', { conditions })
    expect(done.body).toMatchObject({ status: 'approved', conditions: { amount: { amount: '3000.00' } } })
    const { body: exposure } = await app.request('GET', '/api/v1/customers/C1/exposure?segment=CN01')
    expect(exposure.limit.amount).toBe('3000.00')
  })

  it('more than was asked is not granted', async () => {
    const url = '/api/v1/customers/C1/accounts/CN01'
    const body = { currency: 'CNY', limitMode: 'amount', limit: { amount: '9000.00', currency: 'CNY' } }
    await app.request('PUT', url, { as: asker, body })
    const { id, stepId } = await waiting('limit-change')
    const answer = await app.request('POST', `/api/v1/approval-cases/${id}/actions`, {
      as: boss,
      body: { action: 'approve', stepId, conditions: { amount: { amount: '9500.00', currency: 'CNY' } } },
    })
    expect(answer.body.code).toBe('approval_conditions_invalid')
    await app.request('POST', `/api/v1/approval-cases/${id}/actions`, {
      as: boss,
      body: { action: 'reject', stepId, comment: '额度过高' },
    })
    const { body: exposure } = await app.request('GET', '/api/v1/customers/C1/exposure?segment=CN01')
    expect(exposure.limit.amount).toBe('3000.00')
  })

  it('a temporary limit and the first credit of an account are subjects of their own', async () => {
    await drawFlow('temporary-limit')
    await drawFlow('credit-opening')
    await book.customer('C2', 'none')
    const line = {
      kind: 'temporary',
      amount: { amount: '800.00', currency: 'CNY' },
      validFrom: '2026-11-23',
      validTo: '2026-12-23',
      reason: '旺季备货',
    }
    const lines = '/api/v1/customers/C1/accounts/CN01/limit-lines'
    expect((await app.request('POST', lines, { as: clerk, body: line })).status).toBe(202)
    const body = { currency: 'CNY', limitMode: 'amount', limit: { amount: '700.00', currency: 'CNY' } }
    const opening = await app.request('PUT', '/api/v1/customers/C2/accounts/CN01', { as: clerk, body })
    expect(opening.status).toBe(202)
    await approve('temporary-limit')
    await approve('credit-opening')
    const limitOf = async (code: string) =>
      (await app.request('GET', `/api/v1/customers/${code}/exposure?segment=CN01`)).body.limit
        .amount as string
    expect([await limitOf('C1'), await limitOf('C2')]).toEqual(['3800.00', '700.00'])
  })

  it('the base does not rise unasked into what a temporary limit adds', async () => {
    const url = '/api/v1/customers/C1/accounts/CN01'
    const body = { currency: 'CNY', limitMode: 'amount', limit: { amount: '3500.00', currency: 'CNY' } }
    expect((await app.request('PUT', url, { as: clerk, body })).status).toBe(202)
    const { id } = await waiting('limit-change')
    await app.request('POST', `/api/v1/approval-cases/${id}/actions`, {
      as: clerk,
      body: { action: 'withdraw' },
    })
  })

  it('control rules are published as they were submitted, once, and not over a newer version', async () => {
    await drawFlow('control-rules')
    const { body: before } = await app.request('GET', '/api/v1/control-rules')
    const { content, version } = before.items[0]
    const submit = () => app.request('POST', '/api/v1/control-rules', { as: asker, body: content })
    expect((await submit()).status).toBe(202)
    expect((await submit()).status).toBe(202)
    await approve('control-rules')
    const { body: after } = await app.request('GET', '/api/v1/control-rules')
    expect(after.items[0]).toMatchObject({ version: version + 1, createdBy: 'asker', inForce: true })
    const { id, stepId } = await waiting('control-rules')
    const late = await app.request('POST', `/api/v1/approval-cases/${id}/actions`, {
      as: boss,
      body: { action: 'approve', stepId },
    })
    expect(late).toMatchObject({ status: 409, body: { code: 'publication_outdated' } })
  })

  it('a policy is published when the flow says so', async () => {
    await drawFlow('policy')
    const { body: before } = await app.request('GET', '/api/v1/policies')
    const { content, version } = before.items[0]
    const asked = await app.request('POST', '/api/v1/policies', { as: asker, body: { content } })
    expect(asked.status, asked.text).toBe(202)
    await approve('policy')
    expect((await app.request('GET', '/api/v1/policies')).body.items[0].version).toBe(version + 1)
  })

  it('a grade is overridden until its last day, and then is the scorecard’s again', async () => {
    const rated = await app.request('POST', '/api/v1/customers/C1/ratings', { body: {} })
    const model = rated.body.grade as string
    const grade = model === 'B' ? 'A' : 'B'
    await drawFlow('rating-override')
    const url = '/api/v1/customers/C1/rating-overrides'
    const body = { grade, reason: '集团担保，母公司财务稳健', validUntil: '2026-12-31' }
    const asked = await app.request('POST', url, { as: clerk, body })
    expect(asked.status, asked.text).toBe(202)
    await approve('rating-override')
    const gradeOf = async () =>
      (await app.request('GET', '/api/v1/customers?search=C1')).body.items[0].grade as string
    expect(await gradeOf()).toBe(grade)
    await app.request('POST', '/api/v1/customers/C1/ratings', { body: {} })
    expect(await gradeOf()).toBe(grade)
    app.clock.set('2027-01-01T02:00:00Z')
    await scoringJobs(app.deps)['end-rating-overrides']?.({})
    expect(await gradeOf()).toBe(model)
    expect((await app.request('GET', url)).body.items[0]).toMatchObject({
      status: 'ended',
      modelGrade: model,
    })
  })
})
