import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveNode, sequence } from '../../../test/approval-flows.js'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from '../../../test/test-app.js'
import { approvals } from '../../app/approval-subjects.js'
import { sql } from '../../platform/db/sql.js'
import type { Flow, FlowNode } from './domain/flow.js'
import { runDueTimers } from './run-timers.js'

let app: TestApp
let book: CreditBook
let inForce: Record<string, string> = {}
let count = 0
const people: Record<string, Caller> = {}

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-23T02:00:00Z' })
  book = await openCreditBook(app)
  people['asker'] = await app.signIn('credit-analyst', { username: 'asker' })
  for (const username of ['boss', 'second'])
    people[username] = await app.signIn('credit-manager', { username, releaseAuthority: 'unlimited' })
  people['cashier'] = await app.signIn('finance', { username: 'cashier' })
  people['viewer'] = await app.signIn('viewer', { username: 'viewer' })
  await app.signIn('admin', { username: 'root' })
  await book.customer('C1', '100.00')
  await book.customer('C3', '100.00')
})
afterAll(() => app.close())

async function publish(subject: string, nodes: readonly FlowNode[], more: Partial<Flow> = {}): Promise<void> {
  const old = inForce[subject]
  if (old !== undefined)
    await app.request('PATCH', `/api/v1/approval-flows/${old}`, { body: { active: false } })
  const code = `${subject}-${(count += 1)}`
  inForce = { ...inForce, [subject]: code }
  const content = { ...sequence(nodes), subject, ...more }
  const created = await app.request('POST', '/api/v1/approval-flows', { body: { code, content } })
  const body = { revision: created.body.draft.revision }
  const done = await app.request('POST', `/api/v1/approval-flows/${code}/publish`, { body })
  expect(done.status, done.text).toBe(201)
}

const as = (name: string) => ({ as: people[name] ?? null })

async function askLimit(amount: string): Promise<{ id: string; stepId: string }> {
  const answer = await app.request('PUT', '/api/v1/customers/C1/accounts/CN01', {
    ...as('asker'),
    body: { currency: 'CNY', limitMode: 'amount', limit: { amount, currency: 'CNY' } },
  })
  expect(answer.status, answer.text).toBe(202)
  return waiting('limit-change', 'boss')
}

async function waiting(subject: string, name: string): Promise<{ id: string; stepId: string }> {
  const answer = await app.request('GET', `/api/v1/inbox?subject=${subject}`, as(name))
  return answer.body.items[0] as { id: string; stepId: string }
}

function act(caseId: string, name: string, body: object): Promise<TestAnswer> {
  return app.request('POST', `/api/v1/approval-cases/${caseId}/actions`, { ...as(name), body })
}

const limitOf = async (code: string) =>
  (await app.request('GET', `/api/v1/customers/${code}/exposure?segment=CN01`)).body.limit.amount as string

const pledge = {
  kind: 'pledge',
  amount: { amount: '500.00', currency: 'CNY' },
  dueOn: '2026-12-10',
  note: '票据质押',
}
const confirm = (stepId: string, reference = 'ZY-2026-018') => ({
  action: 'confirm-security',
  stepId,
  reference,
})

describe('a limit approved against security', () => {
  it('is not in force before somebody with the permission confirms it, and once after that', async () => {
    await publish('limit-change', [approveNode('boss', ['boss'])])
    const { id, stepId } = await askLimit('5000.00')
    const conditions = { amount: { amount: '3000.00', currency: 'CNY' }, security: pledge }
    const signed = await act(id, 'boss', { action: 'approve', stepId, comment: '同意', conditions })
    expect(signed.body, signed.text).toMatchObject({
      status: 'running',
      waitsForSecurity: true,
      conditions: {
        securities: [{ kind: 'pledge', status: 'awaited', dueOn: '2026-12-10', confirmed: null }],
      },
    })
    expect(await limitOf('C1')).toBe('100.00')

    const told = await app.request('GET', '/api/v1/inbox?box=copied', as('cashier'))
    expect((told.body.items as { id: string }[]).map((one) => one.id)).toContain(id)
    const listed = await app.request('GET', '/api/v1/awaited-securities', as('cashier'))
    expect((listed.body.items as { id: string }[]).map((one) => one.id)).toEqual([id])
    expect((await app.request('GET', '/api/v1/awaited-securities', as('asker'))).status).toBe(403)
    const seen = await app.request('GET', `/api/v1/approval-cases/${id}`, as('cashier'))
    expect(seen.body.mine.actions).toContain('confirm-security')
    expect((await act(id, 'cashier', confirm('0190a000-0000-7000-8000-000000000000'))).body.code).toBe(
      'approval_security_not_awaited',
    )
    expect((await act(id, 'asker', confirm(stepId))).body.code).toBe('forbidden')
    expect((await act(id, 'viewer', confirm(stepId))).status).toBe(404)

    const answers = await Promise.all([1, 2, 3].map(() => act(id, 'cashier', confirm(stepId))))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers[0]?.body).toMatchObject({
      status: 'approved',
      waitsForSecurity: false,
      conditions: {
        securities: [
          { status: 'confirmed', confirmed: { by: { username: 'cashier' }, reference: 'ZY-2026-018' } },
        ],
      },
    })
    const left = await app.request('GET', '/api/v1/awaited-securities', as('cashier'))
    expect(left.body.items).toEqual([])
    expect(await limitOf('C1')).toBe('3000.00')
    const lines = await app.deps.db.rows(
      sql`SELECT reason FROM limit_line WHERE kind = 'base' AND amount_minor = 300000`,
    )
    expect(lines).toEqual([{ reason: '票据质押（ZY-2026-018）' }])
    const [trail] = await app.deps.db.rows(sql`
      SELECT actor FROM audit_entry WHERE after::text LIKE '%ZY-2026-018%' AND table_name = 'approval_step' LIMIT 1`)
    expect(trail).toBeDefined()
  })

  it('is not put in force by a colleague who could grant it alone', async () => {
    await app.request('PATCH', `/api/v1/approval-flows/${inForce['limit-change'] ?? ''}`, {
      body: { active: false },
    })
    inForce = {}
    const { id, stepId } = await askLimit('7000.00')
    const signed = await act(id, 'boss', { action: 'approve', stepId, conditions: { security: pledge } })
    expect(signed.body.waitsForSecurity, signed.text).toBe(true)
    const accepted = await app.request('POST', '/api/v1/limit-proposals/accept', {
      ...as('second'),
      body: { ids: [signed.body.objectId as string], reason: '直接接受' },
    })
    expect(accepted.text).toContain('in_approval')
    expect(await limitOf('C1')).toBe('3000.00')
    await act(id, 'asker', { action: 'withdraw' })
  })

  it('lapses when nobody confirms it by its day: nothing of it was in force', async () => {
    await publish('limit-change', [approveNode('boss', ['boss'])])
    const { id, stepId } = await askLimit('8000.00')
    await act(id, 'boss', { action: 'approve', stepId, conditions: { security: pledge } })
    app.clock.set('2026-12-10T15:59:00Z')
    await runDueTimers(app.deps, approvals)
    const still = await app.request('GET', `/api/v1/approval-cases/${id}`)
    expect(still.body.status).toBe('running')
    app.clock.set('2026-12-10T16:00:00Z')
    await runDueTimers(app.deps, approvals)
    const after = await app.request('GET', `/api/v1/approval-cases/${id}`)
    expect(after.body).toMatchObject({
      status: 'rejected',
      conditions: { securities: [{ status: 'lapsed' }] },
    })
    for (const name of Object.keys(people)) people[name] = await app.signInAgain(name)
    expect((await act(id, 'cashier', confirm(stepId))).body.code).toBe('approval_case_closed')
    expect(await limitOf('C1')).toBe('3000.00')
  })

  it('cannot be due before today', async () => {
    const { id, stepId } = await askLimit('8100.00')
    const security = { kind: 'deposit', dueOn: '2026-12-09' }
    const answer = await act(id, 'boss', { action: 'approve', stepId, conditions: { security } })
    expect(answer.body.code).toBe('approval_conditions_invalid')
    await act(id, 'asker', { action: 'withdraw' })
  })
})

describe('a release approved with conditions', () => {
  async function held(number: string, amount: string): Promise<string> {
    return (await book.check('C3', number, amount)).body.hold.id as string
  }
  async function askRelease(holdId: string): Promise<{ id: string; stepId: string }> {
    const body = { reason: '客户急需', validUntil: '2026-12-31' }
    const asked = await app.request('POST', `/api/v1/holds/${holdId}/release`, { ...as('boss'), body })
    expect(asked.status, asked.text).toBe(202)
    return waiting('hold-release', 'second')
  }
  const deliver = (number: string, orderNumber: string, amount: string) =>
    app.request('POST', '/api/v1/credit-checks', {
      body: {
        ...{ checkpoint: 'delivery', customerCode: 'C3', segment: 'CN01', reserve: true },
        document: { source: 'erp', type: 'delivery', number, version: 1, orderNumber },
        amount: { amount, currency: 'CNY' },
      },
    })

  it('for a smaller amount covers only that amount; the rest stays held', async () => {
    await publish('hold-release', [approveNode('second', ['second'])])
    const holdId = await held('SO-30', '9000.00')
    const { id, stepId } = await askRelease(holdId)
    const conditions = { amount: { amount: '4000.00', currency: 'CNY' } }
    const done = await act(id, 'second', { action: 'approve', stepId, comment: '先发一半', conditions })
    expect(done.body.status, done.text).toBe('approved')
    const { body: hold } = await app.request('GET', `/api/v1/holds/${holdId}`)
    expect(hold.status).toBe('open')
    const [row] = await app.deps.db.rows(
      sql`SELECT released_minor, released_until, release_requested_by FROM hold WHERE id = ${holdId}`,
    )
    expect(row).toEqual({
      released_minor: 400000n,
      released_until: '2026-12-31',
      release_requested_by: null,
    })
    const within = await deliver('DN-1', 'SO-30', '4000.00')
    expect(within.body.outcome, within.text).not.toBe('held')
    expect((await deliver('DN-2', 'SO-30', '4000.01')).body.outcome).toBe('held')
  })

  it('against security frees nothing before it is confirmed', async () => {
    const holdId = await held('SO-31', '8000.00')
    const { id, stepId } = await askRelease(holdId)
    const security = { kind: 'deposit', dueOn: '2026-12-20' }
    await act(id, 'second', { action: 'approve', stepId, conditions: { security } })
    expect((await app.request('GET', `/api/v1/holds/${holdId}`)).body.status).toBe('open')
    const done = await act(id, 'cashier', confirm(stepId, '收据 20261211-3'))
    expect(done.body.status, done.text).toBe('approved')
    expect((await app.request('GET', `/api/v1/holds/${holdId}`)).body.status).toBe('released')
  })
})

describe('somebody who has approved already', () => {
  const nodes = [
    approveNode('first', ['boss']),
    approveNode('next', ['boss', 'second'], { mode: { kind: 'all' } }),
  ]

  it('is passed over at the next node, by name, and the others are asked', async () => {
    await publish('limit-change', nodes)
    const { id, stepId } = await askLimit('8200.00')
    const after = await act(id, 'boss', { action: 'approve', stepId, comment: '同意' })
    const steps = (after.body.path as { steps: Record<string, unknown>[] }[]).at(-1)?.steps
    expect(steps).toMatchObject([
      { assignee: { username: 'boss' }, status: 'approved', earlierStepId: stepId, decidedBy: null },
      { assignee: { username: 'second' }, status: 'open', earlierStepId: null },
    ])
    const { stepId: own } = await waiting('limit-change', 'second')
    const back = { action: 'return', stepId: own, toNodeId: 'first', comment: '请复核' }
    expect((await act(id, 'second', back)).status).toBe(200)
    const again = await waiting('limit-change', 'boss')
    expect(again).toMatchObject({ id })
    await act(id, 'boss', { action: 'approve', stepId: again.stepId, comment: '已复核' })
    const { stepId: last } = await waiting('limit-change', 'second')
    const done = await act(id, 'second', { action: 'approve', stepId: last, comment: '同意' })
    expect(done.body.status, done.text).toBe('approved')
    expect(await limitOf('C1')).toBe('8200.00')
  })

  it('is asked again where the flow says so', async () => {
    await publish('limit-change', nodes, { repeatedSigner: 'ask' })
    const { id, stepId } = await askLimit('8300.00')
    await act(id, 'boss', { action: 'approve', stepId, comment: '同意' })
    expect(await waiting('limit-change', 'boss')).toMatchObject({ id })
    await act(id, 'asker', { action: 'withdraw' })
  })
})
