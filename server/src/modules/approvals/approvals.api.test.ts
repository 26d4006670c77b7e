import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { approveNode, sequence } from '../../../test/approval-flows.js'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from '../../../test/test-app.js'
import { approvals } from '../../app/approval-subjects.js'
import { listen } from '../../platform/db/listen.js'
import { sql } from '../../platform/db/sql.js'
import type { Flow } from './domain/flow.js'
import { runDueTimers } from './run-timers.js'

let app: TestApp
let book: CreditBook
let orders = 0
const people: Record<string, Caller> = {}

const yuan = (minor: bigint) => ({ minor, currency: 'CNY' as never })

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-23T02:00:00Z' })
  book = await openCreditBook(app)
  people['asker'] = await app.signIn('credit-manager', { username: 'asker', releaseAuthority: yuan(1000n) })
  people['boss'] = await app.signIn('credit-manager', { username: 'boss', releaseAuthority: 'unlimited' })
  people['second'] = await app.signIn('credit-manager', { username: 'second', releaseAuthority: 'unlimited' })
  people['third'] = await app.signIn('credit-manager', { username: 'third', releaseAuthority: 'unlimited' })
  people['admin'] = await app.signIn('admin', { username: 'root' })
  people['viewer'] = await app.signIn('viewer', { username: 'viewer' })
  people['owner'] = await app.signIn('sales', { username: 'owner' })
  await book.customer('C1', '100.00')
  const owned = { name: '客户 C1', ownerUsername: 'owner' }
  await app.request('PUT', '/api/v1/customers/C1', { body: owned })
})
afterAll(() => app.close())

async function hold(): Promise<string> {
  orders += 1
  const answer = await book.check('C1', `SO-${orders}`, '80000.00')
  return answer.body.hold.id as string
}

function release(id: string, as: Caller | undefined): Promise<TestAnswer> {
  return app.request('POST', `/api/v1/holds/${id}/release`, { as: as ?? null, body: { reason: '客户急需' } })
}

async function inbox(as: Caller | undefined, box = 'todo') {
  const answer = await app.request('GET', `/api/v1/inbox?box=${box}`, { as: as ?? null })
  return answer.body.items as { id: string; stepId: string; objectId: string }[]
}

async function caseOf(holdId: string): Promise<{ id: string; status: string }> {
  const answer = await app.request('GET', `/api/v1/approval-cases?objectId=${holdId}`)
  return answer.body.items[0]
}

function act(caseId: string, as: Caller | undefined, body: object): Promise<TestAnswer> {
  return app.request('POST', `/api/v1/approval-cases/${caseId}/actions`, { as: as ?? null, body })
}

async function holdStatus(id: string): Promise<string> {
  return (await app.request('GET', `/api/v1/holds/${id}`)).body.status as string
}

/** Publishes a flow for releases from `amount` yuan on. */
async function publish(code: string, flow: Flow, amount: string): Promise<void> {
  const startWhen = { match: 'all', tests: [{ field: 'amount', operator: 'gte', value: amount }] }
  const content = { ...flow, subject: 'hold-release', startWhen }
  const created = await app.request('POST', '/api/v1/approval-flows', { body: { code, content } })
  expect(created.status, created.text).toBe(201)
  const { revision } = created.body.draft
  const published = await app.request('POST', `/api/v1/approval-flows/${code}/publish`, {
    body: { revision },
  })
  expect(published.status, published.text).toBe(201)
}

describe('a release beyond the authority', () => {
  it('opens a case that somebody with enough authority decides, and releases in the same act', async () => {
    const id = await hold()
    expect((await release(id, people['asker'])).status).toBe(202)
    const mine = (await inbox(people['boss'])).find(({ objectId }) => objectId === id)
    const done = await act(mine?.id ?? '', people['boss'], {
      action: 'approve',
      stepId: mine?.stepId,
      comment: '同意',
    })
    expect(done.status, done.text).toBe(200)
    expect(done.body).toMatchObject({ status: 'approved', subject: 'hold-release' })
    expect(await holdStatus(id)).toBe('released')
    expect((await inbox(people['boss'])).filter(({ objectId }) => objectId === id)).toEqual([])
    expect((await inbox(people['boss'], 'done')).map(({ objectId }) => objectId)).toContain(id)
    expect((await inbox(people['asker'], 'started')).map(({ objectId }) => objectId)).toContain(id)
    const pdf = await app.request('GET', `/api/v1/approval-cases/${mine?.id ?? ''}/archive.pdf`, {
      as: people['boss'] ?? null,
    })
    expect(pdf).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } })
    expect(pdf.text.startsWith('%PDF-1.')).toBe(true)
    expect(pdf.text.length).toBeGreaterThan(5_000)
  })

  it('is told to open browsers when it starts and when it ends', async () => {
    const heard: string[] = []
    const listener = await listen(
      app.deps.db,
      'xinheng_live',
      (topic) => heard.push(topic),
      () => undefined,
    )
    const approvalsHeard = () => heard.filter((topic) => topic === 'approvals').length
    const id = await hold()
    await release(id, people['asker'])
    await vi.waitFor(() => expect(approvalsHeard()).toBe(1), 20_000)
    await release(id, people['second'])
    await vi.waitFor(() => expect(approvalsHeard()).toBe(2), 20_000)
    await listener.close()
  })

  it('is signed by the release itself when somebody who is asked releases', async () => {
    const id = await hold()
    await release(id, people['asker'])
    expect((await release(id, people['second'])).status).toBe(200)
    expect(await caseOf(id)).toMatchObject({ status: 'approved' })
  })

  it('is never decided by whoever asked, and not seen by those who have no part in it', async () => {
    const id = await hold()
    await release(id, people['asker'])
    const { id: caseId } = await caseOf(id)
    const { body } = await app.request('GET', `/api/v1/approval-cases/${caseId}`)
    const path = body.path as { nodeId: string; steps: { id: string }[] }[]
    const stepId = path.at(-1)?.steps[0]?.id
    const own = await act(caseId, people['asker'], { action: 'approve', stepId })
    expect(own).toMatchObject({ status: 403, body: { code: 'approval_not_yours' } })
    expect((await act(caseId, people['viewer'], { action: 'approve', stepId })).status).toBe(404)
    expect((await act(caseId, null as never, { action: 'approve', stepId })).status).toBe(401)
    expect(await holdStatus(id)).toBe('open')
  })

  it('becomes void when the order is refused outside of it', async () => {
    const id = await hold()
    await release(id, people['asker'])
    await app.request('POST', `/api/v1/holds/${id}/reject`, {
      as: people['boss'] ?? null,
      body: { reason: '不放' },
    })
    expect(await caseOf(id)).toMatchObject({ status: 'void' })
  })

  it('can be withdrawn; a click after that is refused and releases nothing', async () => {
    const id = await hold()
    await release(id, people['asker'])
    const mine = (await inbox(people['boss'])).find(({ objectId }) => objectId === id)
    const { id: caseId } = await caseOf(id)
    expect((await act(caseId, people['asker'], { action: 'withdraw' })).body.status).toBe('withdrawn')
    const late = await act(caseId, people['boss'], { action: 'approve', stepId: mine?.stepId })
    expect(late).toMatchObject({ status: 409, body: { code: 'approval_case_closed' } })
    expect(await holdStatus(id)).toBe('open')
    expect((await app.request('GET', `/api/v1/holds/${id}`)).body.releaseRequest).toBeNull()
  })
})

describe('of many who click at once', () => {
  it('one releases; the others are told, and the order is let go once', async () => {
    const id = await hold()
    await release(id, people['asker'])
    const { id: caseId } = await caseOf(id)
    const steps = await Promise.all(
      ['boss', 'second', 'third'].map(async (name) => {
        const mine = (await inbox(people[name])).find(({ objectId }) => objectId === id)
        return { as: people[name], stepId: mine?.stepId }
      }),
    )
    const clicks = Array.from({ length: 24 }, (_, index) => steps[index % 3])
    const answers = await Promise.all(
      clicks.map((click) => act(caseId, click?.as, { action: 'approve', stepId: click?.stepId })),
    )
    const codes = answers.map(({ status }) => status)
    // Eight clicks are repetitions of the one that counted.
    expect(codes.filter((code) => code === 200)).toHaveLength(8)
    expect(codes.filter((code) => code === 409)).toHaveLength(16)
    const [count] = await app.deps.db.rows<{ signed: bigint; released: bigint }>(sql`
      SELECT (SELECT count(*) FROM approval_step WHERE case_id = ${caseId} AND status = 'approved') AS signed,
             (SELECT count(*) FROM credit_decision WHERE hold_id = ${id} AND trigger = 'release') AS released`)
    expect(count?.signed).toBe(1n)
    expect(await holdStatus(id)).toBe('released')
  })

  it('an approval and a withdrawal at once leave one outcome that fits the order', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await hold()
      await release(id, people['asker'])
      const { id: caseId } = await caseOf(id)
      const mine = (await inbox(people['boss'])).find(({ objectId }) => objectId === id)
      await Promise.all([
        act(caseId, people['boss'], { action: 'approve', stepId: mine?.stepId }),
        act(caseId, people['asker'], { action: 'withdraw' }),
        release(id, people['third']),
      ])
      const { status } = await caseOf(id)
      expect(status).not.toBe('running')
      if (status === 'approved') expect(await holdStatus(id)).toBe('released')
    }
  })
})

describe('a flow that is drawn', () => {
  it('is not passed by even by full authority, and asks for every signature', async () => {
    const flow = sequence([
      approveNode('credit', ['boss', 'second', 'owner'], { mode: { kind: 'all' } }),
      approveNode('final', ['third']),
    ])
    await publish('large', flow, '70000')
    const id = await hold()
    expect((await release(id, people['boss'])).status).toBe(202)
    const { id: caseId } = await caseOf(id)
    const open = async (name: string) =>
      (await inbox(people[name])).find(({ objectId }) => objectId === id)?.stepId
    // Who asked is not asked: `boss` is left out of the countersign.
    expect(await open('boss')).toBeUndefined()
    await act(caseId, people['owner'], { action: 'approve', stepId: await open('owner') })
    expect(await open('third')).toBeUndefined()
    await act(caseId, people['second'], { action: 'approve', stepId: await open('second') })
    const back = { action: 'return', stepId: await open('third'), toNodeId: 'credit', comment: '请复核' }
    const { path } = (await act(caseId, people['third'], back)).body as { path: object[] }
    expect(path.at(-1)).toMatchObject({
      nodeId: 'credit',
      round: 2,
    })
    for (const name of ['second', 'owner', 'third']) {
      const answer = await act(caseId, people[name], { action: 'approve', stepId: await open(name) })
      expect(answer.status, answer.text).toBe(200)
    }
    expect(await caseOf(id)).toMatchObject({ status: 'approved' })
    expect(await holdStatus(id)).toBe('released')
  })

  it('keeps its version in a running case when it is changed', async () => {
    const id = await hold()
    await release(id, people['boss'])
    const flow = await app.request('GET', '/api/v1/approval-flows/large')
    const content = { ...flow.body.content, name: { zh: '大额', en: 'Large' } }
    const { draft } = (
      await app.request('PUT', '/api/v1/approval-flows/large/draft', {
        body: { content, revision: 0 },
      })
    ).body
    const url = '/api/v1/approval-flows/large/publish'
    expect((await app.request('POST', url, { body: { revision: draft.revision } })).body.runningOnOld).toBe(1)
    const { id: caseId } = await caseOf(id)
    expect((await app.request('GET', `/api/v1/approval-cases/${caseId}`)).body.flow).toMatchObject({
      version: 1,
      newest: false,
    })
  })

  it('that has faults is not published', async () => {
    const flow = sequence([approveNode('credit', [{ kind: 'role', role: 'nobody-has-it' }])])
    const content = { ...flow, subject: 'hold-release' }
    const { body } = await app.request('POST', '/api/v1/approval-flows', {
      body: { code: 'faulty', content },
    })
    const url = '/api/v1/approval-flows/faulty/publish'
    expect((await app.request('POST', url, { body: { revision: body.draft.revision } })).body.code).toBe(
      'flow_invalid',
    )
  })
})

describe('a time limit', () => {
  it('counts working hours, reminds, and rejects when it has run out', async () => {
    const limit = { workingHours: 8, remindBefore: 2, onTimeout: 'reject', escalateTo: null } as const
    const flow = sequence([approveNode('quick', ['boss', 'second'], { timeLimit: limit })])
    await app.request('PATCH', '/api/v1/approval-flows/large', { body: { active: false } })
    await publish('timed', flow, '70000')
    const id = await hold()
    await release(id, people['asker'])
    const { id: caseId } = await caseOf(id)
    const { body } = await app.request('GET', `/api/v1/approval-cases/${caseId}`)
    // 10:00 in Shanghai, eight working hours of 9:00–12:00 and 13:30–18:30: one hour of the next morning.
    expect(body.dueAt).toBe('2026-11-24T02:00:00.000Z')
    app.clock.set('2026-11-23T09:40:00Z')
    expect(await runDueTimers(app.deps, approvals)).toBe(1)
    expect(await runDueTimers(app.deps, approvals)).toBe(0)
    app.clock.set('2026-11-24T02:00:01Z')
    await Promise.all(Array.from({ length: 4 }, () => runDueTimers(app.deps, approvals)))
    expect(await caseOf(id)).toMatchObject({ status: 'rejected' })
    expect(await holdStatus(id)).toBe('open')
  })
})
