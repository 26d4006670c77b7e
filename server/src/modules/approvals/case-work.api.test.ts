import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveNode, sequence } from '../../../test/approval-flows.js'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { textOfPdf } from '../../../test/pdf-text.js'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import type { FlowNode } from './domain/flow.js'

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
  people['viewer'] = await app.signIn('viewer', { username: 'viewer' })
  await app.signIn('admin', { username: 'root' })
  await book.customer('C1', '100.00')
  await app.request('POST', '/api/v1/customers/C1/ratings', { body: {} })
})
afterAll(() => app.close())

/** Publishes a flow of these nodes for a subject; the one before serves no more. */
async function publish(subject: string, nodes: readonly FlowNode[]): Promise<void> {
  const old = inForce[subject]
  if (old !== undefined)
    await app.request('PATCH', `/api/v1/approval-flows/${old}`, { body: { active: false } })
  const code = `${subject}-${(count += 1)}`
  inForce = { ...inForce, [subject]: code }
  const content = { ...sequence(nodes), subject }
  const created = await app.request('POST', '/api/v1/approval-flows', { body: { code, content } })
  const body = { revision: created.body.draft.revision }
  const done = await app.request('POST', `/api/v1/approval-flows/${code}/publish`, { body })
  expect(done.status, done.text).toBe(201)
}

const action = (id: string, name: string, days?: number): FlowNode => ({
  ...{ kind: 'action', id, name: { zh: '自动冻结', en: 'Hold' }, position: { x: 0, y: 0 }, action: name },
  ...(days === undefined ? {} : { days }),
})

async function askLimit(amount: string): Promise<void> {
  const answer = await app.request('PUT', '/api/v1/customers/C1/accounts/CN01', {
    as: people['asker'] ?? null,
    body: { currency: 'CNY', limitMode: 'amount', limit: { amount, currency: 'CNY' } },
  })
  expect(answer.status, answer.text).toBe(202)
}

const askGrade = (validUntil = '2026-12-31') =>
  app.request('POST', '/api/v1/customers/C1/rating-overrides', {
    as: people['asker'] ?? null,
    body: { grade: 'A', reason: '集团担保，母公司财务稳健', validUntil },
  })

interface Waiting {
  readonly id: string
  readonly stepId: string
}

async function waiting(subject: string, name = 'boss'): Promise<Waiting> {
  const answer = await app.request('GET', `/api/v1/inbox?subject=${subject}`, { as: people[name] ?? null })
  return answer.body.items[0] as Waiting
}

function act(caseId: string, name: string, body: object): Promise<TestAnswer> {
  const url = `/api/v1/approval-cases/${caseId}/actions`
  return app.request('POST', url, { as: people[name] ?? null, body })
}

const caseOf = async (id: string) => (await app.request('GET', `/api/v1/approval-cases/${id}`)).body

describe('an automatic action', () => {
  it('holds the account for so many days, sets the review and tells subscribed systems when the case passes', async () => {
    await app.request('POST', '/api/v1/webhooks', {
      body: { name: 'erp', url: 'http://127.0.0.1:9/erp', events: ['approval.reached'] },
    })
    await publish('limit-change', [
      approveNode('boss', ['boss']),
      action('hold', 'hold-account', 10),
      action('review', 'set-review', 90),
      action('tell', 'notify-systems'),
    ])
    await askLimit('5000.00')
    const { id, stepId } = await waiting('limit-change')
    const done = await act(id, 'boss', { action: 'approve', stepId, comment: '同意' })
    expect(done.body, done.text).toMatchObject({ status: 'approved' })
    const [account] = await app.deps.db.rows<Record<string, string>>(
      sql`SELECT forced_hold, forced_hold_until, review_on FROM credit_account`,
    )
    expect(account).toMatchObject({ forced_hold_until: '2026-12-03', review_on: '2027-02-21' })
    expect(account?.['forced_hold']).toContain('自动冻结')
    expect((await book.check('C1', 'SO-1', '10.00')).body).toMatchObject({ outcome: 'held' })
    const told = await app.deps.db.rows<{ payload: object }>(
      sql`SELECT payload FROM webhook_delivery WHERE event = 'approval.reached'`,
    )
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).toContain('"customerCode":"C1"')
    await publish('limit-change', [approveNode('boss', ['boss']), action('free', 'lift-hold')])
    await askLimit('5100.00')
    const next = await waiting('limit-change')
    await act(next.id, 'boss', { action: 'approve', stepId: next.stepId, comment: '同意' })
    expect((await book.check('C1', 'SO-2', '10.00')).body).toMatchObject({ outcome: 'approved' })
  })

  it('is not published without its days, nor where the subject has no account', async () => {
    const faultsOf = async (subject: string, node: FlowNode) => {
      const content = { ...sequence([approveNode('boss', ['boss']), node]), subject }
      const { body } = await app.request('POST', '/api/v1/approval-flows/validate', { body: { content } })
      return (body.faults as { code: string }[]).map(({ code }) => code)
    }
    expect(await faultsOf('limit-change', action('hold', 'hold-account'))).toContain('action_days')
    expect(await faultsOf('policy', action('hold', 'hold-account', 5))).toContain('unknown_action')
  })
})

describe('a condition bounds what is granted', () => {
  it('of a temporary limit: amount and last day', async () => {
    await publish('temporary-limit', [approveNode('boss', ['boss'])])
    const line = {
      ...{ kind: 'temporary', amount: { amount: '800.00', currency: 'CNY' }, reason: '旺季备货' },
      ...{ validFrom: '2026-11-23', validTo: '2026-12-23' },
    }
    const lines = '/api/v1/customers/C1/accounts/CN01/limit-lines'
    await app.request('POST', lines, { as: people['asker'] ?? null, body: line })
    const { id, stepId } = await waiting('temporary-limit')
    const longer = { action: 'approve', stepId, conditions: { validUntil: '2027-01-31' } }
    expect((await act(id, 'boss', longer)).body.code).toBe('approval_conditions_invalid')
    const conditions = {
      ...{ amount: { amount: '300.00', currency: 'CNY' }, validUntil: '2026-12-01' },
    }
    const done = await act(id, 'boss', { action: 'approve', stepId, comment: '同意', conditions })
    expect(done.body, done.text).toMatchObject({ status: 'approved' })
    const [granted] = await app.deps.db.rows(sql`
      SELECT amount_minor, valid_to FROM limit_line WHERE kind = 'temporary' ORDER BY created_at DESC LIMIT 1`)
    expect(granted).toMatchObject({ amount_minor: 30000n, valid_to: '2026-12-01' })
  })

  it('of a first credit: amount', async () => {
    await publish('credit-opening', [approveNode('boss', ['boss'])])
    await book.customer('C2', 'none')
    await app.request('PUT', '/api/v1/customers/C2/accounts/CN01', {
      as: people['asker'] ?? null,
      body: { currency: 'CNY', limitMode: 'amount', limit: { amount: '700.00', currency: 'CNY' } },
    })
    const { id, stepId } = await waiting('credit-opening')
    const conditions = { amount: { amount: '200.00', currency: 'CNY' } }
    await act(id, 'boss', { action: 'approve', stepId, comment: '先小额', conditions })
    const { body } = await app.request('GET', '/api/v1/customers/C2/exposure?segment=CN01')
    expect(body.limit.amount).toBe('200.00')
  })

  it('of a release: the last day', async () => {
    await publish('hold-release', [approveNode('second', ['second'])])
    await book.customer('C3', '100.00')
    const holdId = (await book.check('C3', 'SO-9', '90000.00')).body.hold.id as string
    const body = { reason: '客户急需', validUntil: '2026-12-20' }
    const asked = await app.request('POST', `/api/v1/holds/${holdId}/release`, {
      as: people['boss'] ?? null,
      body,
    })
    expect(asked.status, asked.text).toBe(202)
    const { id, stepId } = await waiting('hold-release', 'second')
    const conditions = { validUntil: '2026-11-30' }
    const done = await act(id, 'second', { action: 'approve', stepId, comment: '同意', conditions })
    expect(done.status, done.text).toBe(200)
    const [hold] = await app.deps.db.rows(
      sql`SELECT released_until, close_reason FROM hold WHERE id = ${holdId}`,
    )
    expect(hold).toMatchObject({ released_until: '2026-11-30', close_reason: '同意' })
  })

  it('of a grade: the last day', async () => {
    await publish('rating-override', [approveNode('boss', ['boss'])])
    await askGrade()
    const { id, stepId } = await waiting('rating-override')
    const conditions = { validUntil: '2026-12-05' }
    await act(id, 'boss', { action: 'approve', stepId, comment: '短期', conditions })
    const { body } = await app.request('GET', '/api/v1/customers/C1/rating-overrides')
    expect(body.items[0]).toMatchObject({ status: 'active', validUntil: '2026-12-05' })
  })
})

describe('the figures of a case', () => {
  it('are kept on submission for a limit, compared with now, and stay as they were when it ended', async () => {
    await publish('limit-change', [approveNode('boss', ['boss'])])
    await askLimit('6000.00')
    const { id, stepId } = await waiting('limit-change')
    const before = (await caseOf(id)).dossier
    const keys = (before.figures as { key: string }[]).map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['limit', 'exposure', 'overdue', 'notDue', 'grade', 'owner']))
    expect(before.changes).toEqual([])
    await book.check('C1', 'SO-20', '20.00')
    const changed = (await caseOf(id)).dossier.changes as { key: string; before: object; now: object }[]
    expect(changed.find(({ key }) => key === 'exposure')).toMatchObject({
      before: { kind: 'money' },
      now: { kind: 'money' },
    })
    await act(id, 'boss', { action: 'approve', stepId, comment: '同意' })
    const ended = (await caseOf(id)).dossier
    await book.check('C1', 'SO-21', '30.00')
    const later = (await caseOf(id)).dossier
    expect(later.figures).toEqual(ended.figures)
    expect(later.asOf).toBe('2026-11-23T02:00:00.000Z')
  })

  it('stand in the archive as text, with path and comments, in both languages', async () => {
    await askLimit('6100.00')
    const { id, stepId } = await waiting('limit-change')
    await act(id, 'boss', { action: 'approve', stepId, comment: '额度合理，同意' })
    const pdfOf = async (language: string) => {
      const url = `/api/v1/approval-cases/${id}/archive.pdf?language=${language}`
      const headers = people['boss'] ?? {}
      const answer = await app.app.inject({ method: 'GET', url, headers })
      return textOfPdf(answer.rawPayload)
    }
    const zh = await pdfOf('zh')
    for (const text of ['额度调整', '提交时', '结束时', '信用占用', 'boss', '额度合理，同意', 'CNY 6,100.00'])
      expect(zh).toContain(text)
    const en = await pdfOf('en')
    for (const text of ['Limit change', 'On submission', 'At the end', 'Exposure']) expect(en).toContain(text)
  })

  it('of control rules name what the new document changes', async () => {
    await publish('control-rules', [
      approveNode('boss', ['boss'], {
        allow: { return: true, addSigner: true, delegate: true, conditional: false },
      }),
    ])
    const { body } = await app.request('GET', '/api/v1/control-rules')
    const { content } = body.items[0] as { content: { rules: { key: string; effect: object }[] } }
    const [first, ...rest] = content.rules
    const rules = [{ ...first, effect: { kind: 'blocking', strength: 'warn' } }, ...rest.slice(0, -1)]
    await app.request('POST', '/api/v1/control-rules', { as: people['second'] ?? null, body: { rules } })
    const { id } = await waiting('control-rules')
    const { revision } = (await caseOf(id)).dossier as {
      revision: { part: { zh: string }; field: { en: string }; before: object | null; after: object | null }[]
    }
    expect(revision[0]).toEqual({
      part: { zh: '黑名单客户', en: 'Blacklisted customer' },
      field: { zh: '效果', en: 'Effect' },
      before: { zh: '拦截', en: 'block' },
      after: { zh: '预警', en: 'warn' },
    })
    expect(revision.slice(1).every(({ after }) => after === null)).toBe(true)
    expect(revision.length).toBeGreaterThan(1)
  })
})

describe('files, batches', () => {
  it('a file is given by those who take part, and read by them only', async () => {
    await askGrade('2026-12-30')
    const { id } = await waiting('rating-override')
    const upload = (name: string, content: string) => {
      const { payload, headers } = multipartForm({ name: '担保函.txt', content, type: 'text/plain' })
      const url = `/api/v1/approval-cases/${id}/attachments`
      return app.app.inject({ method: 'POST', url, headers: { ...people[name], ...headers }, payload })
    }
    expect((await upload('viewer', 'x')).statusCode).toBe(404)
    expect((await upload('asker', '')).statusCode).toBe(400)
    const stored = await upload('asker', '担保至年底')
    expect(stored.statusCode, stored.body).toBe(201)
    const { id: fileId, name } = stored.json<{ id: string; name: string }>()
    expect(name).toBe('担保函.txt')
    const said = await act(id, 'asker', { action: 'comment', comment: '见附件', attachments: [fileId] })
    expect(said.status, said.text).toBe(200)
    const url = `/api/v1/approval-cases/${id}/attachments/${fileId}`
    const read = await app.request('GET', url, { as: people['boss'] ?? null })
    expect([read.status, read.text]).toEqual([200, '担保至年底'])
    expect((await app.request('GET', url, { as: people['viewer'] ?? null })).status).toBe(404)
    const foreign = { action: 'comment', comment: '…', attachments: ['01a201ef-efb4-7420-91ed-940be3bf59c8'] }
    expect((await act(id, 'asker', foreign)).body.code).toBe('approval_attachment_not_found')
  })

  it('many are approved with one reason; what one refuses does not touch the others', async () => {
    await askLimit('6200.00')
    const limit = await waiting('limit-change')
    const grade = await waiting('rating-override')
    const steps = [limit, grade].map(({ id, stepId }) => ({ caseId: id, stepId }))
    await act(grade.id, 'asker', { action: 'withdraw' })
    const body = { decision: 'approve', comment: '批量同意', steps }
    const answer = await app.request('POST', '/api/v1/inbox/decide', { as: people['boss'] ?? null, body })
    expect(answer.body).toMatchObject({
      decided: 1,
      failed: [{ caseId: grade.id, code: 'approval_case_closed' }],
    })
    expect(await caseOf(limit.id)).toMatchObject({ status: 'approved' })
    const own = { ...body, steps: [{ caseId: limit.id, stepId: limit.stepId }] }
    const foreign = await app.request('POST', '/api/v1/inbox/decide', {
      as: people['viewer'] ?? null,
      body: own,
    })
    expect(foreign.body).toMatchObject({ decided: 0, failed: [{ code: 'approval_case_not_found' }] })
  })
})

describe('at the same moment', () => {
  // A grade has no lock of its own: the lock of the case alone keeps these apart. Without FOR UPDATE in lockCase the
  // first test stores several signatures or answers 500: seen to fail.
  it('of two signers of an any-of step one signs; a repeated click answers as the first', async () => {
    await publish('rating-override', [approveNode('both', ['boss', 'second'])])
    for (let round = 0; round < 4; round++) {
      await askGrade('2026-12-29')
      const [mine, other] = [await waiting('rating-override'), await waiting('rating-override', 'second')]
      const clicks = ['boss', 'second', 'boss', 'second', 'boss', 'second'].map((name) =>
        act(mine.id, name, { action: 'approve', stepId: (name === 'boss' ? mine : other).stepId }),
      )
      const codes = (await Promise.all(clicks)).map(({ status }) => status)
      expect(codes.filter((code) => code === 200)).toHaveLength(3)
      expect(codes.filter((code) => code === 409)).toHaveLength(3)
      const [row] = await app.deps.db.rows<{ signed: bigint; granted: bigint }>(sql`
        SELECT (SELECT count(*) FROM approval_step WHERE case_id = ${mine.id} AND status = 'approved') AS signed,
          (SELECT count(*) FROM approval_event WHERE case_id = ${mine.id} AND kind = 'approved') AS granted`)
      expect(row).toEqual({ signed: 1n, granted: 1n })
    }
  })

  it('a withdrawal and an approval leave the outcome of one of them', async () => {
    for (let round = 0; round < 6; round++) {
      await askGrade('2026-12-28')
      const mine = await waiting('rating-override')
      const both = await Promise.all([
        act(mine.id, 'boss', { action: 'approve', stepId: mine.stepId }),
        act(mine.id, 'asker', { action: 'withdraw' }),
      ])
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]))
      const { status, objectId } = await caseOf(mine.id)
      const [override] = await app.deps.db.rows<{ status: string }>(
        sql`SELECT status FROM rating_override WHERE id = ${String(objectId)}`,
      )
      expect(status === 'approved' ? ['active', 'ended'] : ['rejected', 'withdrawn']).toContain(
        override?.status,
      )
    }
  })
})
