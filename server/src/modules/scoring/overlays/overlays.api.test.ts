import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type Caller, type TestApp } from '../../../../test/test-app.js'
import { openCreditBook } from '../../../../test/credit-book.js'
import { defaultScorecard } from '../domain/default-scorecard.js'

interface RatingBody {
  readonly id: string
  readonly score: number
  readonly grade: string
  readonly contributions: readonly { contribution: number }[]
  readonly overlays: readonly {
    name: string
    contribution: number
    notches: number
    reason: { zh: string }
  }[]
}

let app: TestApp
let manager: Caller
let analyst: Caller
const autumn = {
  kind: 'seasonal',
  validFrom: '2026-11-21',
  validUntil: '2026-12-31',
  reason: '季节性回款放慢',
}

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  const book = await openCreditBook(app)
  for (const code of ['MACHINE', 'CHEMIE']) await book.customer(code, '1000.00')
  for (const [code, industry] of [
    ['MACHINE', '机械'],
    ['CHEMIE', '化工'],
  ])
    await app.request('PUT', `/api/v1/customers/${code}`, {
      body: { name: `客户 ${code}`, industry, region: '华东' },
    })
  const known = {
    current_assets: '3000000',
    current_liabilities: '2000000',
    tax_rating: 'A',
    external_score: '80',
  }
  const facts = Object.entries(known).map(([item, value]) => ({
    ...{ item, value, source: 'audited', validOn: '2026-10-31' },
  }))
  for (const code of ['MACHINE', 'CHEMIE'])
    expect((await app.request('PUT', `/api/v1/customers/${code}/facts`, { body: { facts } })).status).toBe(
      200,
    )
  manager = await app.signIn('credit-manager', { username: 'wang' })
  analyst = await app.signIn('credit-analyst', { username: 'li' })
})
afterAll(() => app.close())

const propose = (body: object, as: Caller) => app.request('POST', '/api/v1/rating-overlays', { body, as })
async function rate(code: string): Promise<RatingBody> {
  const { body, text, status } = await app.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
  expect(status, text).toBe(201)
  return body as RatingBody
}

describe('a rating overlay', () => {
  let before: RatingBody
  it('waits for an approval when somebody asks who may not decide, and adjusts nothing until then', async () => {
    before = await rate('MACHINE')
    expect(before.overlays).toEqual([])
    const asked = await propose({ ...autumn, name: '机械淡季', industries: ['机械'], points: -3.5 }, analyst)
    expect(asked.status, asked.text).toBe(202)
    expect(asked.body).toMatchObject({ state: 'requested', points: -3.5, effect: { zh: '得分 −3.5' } })
    expect((await rate('MACHINE')).score).toBe(before.score)

    const caseUrl = `/api/v1/approval-cases/${asked.body.caseId as string}`
    const waiting = await app.request('GET', caseUrl, { as: manager })
    expect((waiting.body.dossier.request as { key: string }[]).map(({ key }) => key)).toContain('industries')
    const inbox = await app.request('GET', '/api/v1/inbox?subject=rating-overlay', { as: manager })
    const { stepId } = inbox.body.items[0] as { stepId: string }
    const approved = await app.request('POST', `${caseUrl}/actions`, {
      as: manager,
      body: { action: 'approve', stepId, comment: '同意' },
    })
    expect(approved.status, approved.text).toBeLessThan(300)
  })

  it('adds a contribution of its own to the ratings in its scope, and to no others', async () => {
    const rating = await rate('MACHINE')
    expect(rating.score).toBeCloseTo(before.score - 3.5, 10)
    expect(rating.overlays).toMatchObject([{ name: '机械淡季', contribution: -3.5, notches: 0 }])
    const sum = [...rating.contributions, ...rating.overlays].reduce((all, one) => all + one.contribution, 0)
    expect(sum).toBeCloseTo(rating.score, 10)
    expect((await rate('CHEMIE')).overlays).toEqual([])
  })

  it('is recorded with the rating, so that a replay agrees long after it is over', async () => {
    const rating = await rate('MACHINE')
    const [overlay] = (await app.request('GET', '/api/v1/rating-overlays')).body.items as { id: string }[]
    const ended = await app.request('POST', `/api/v1/rating-overlays/${overlay?.id ?? ''}/end`, {
      as: manager,
      body: { reason: '旺季提前' },
    })
    expect(ended.body).toMatchObject({ state: 'over', endedOn: '2026-11-21', endedBy: 'wang' })
    const { body } = await app.request('POST', `/api/v1/ratings/${rating.id}/replay`, { body: {} })
    expect(body).toMatchObject({ agrees: true, recomputed: { score: rating.score, grade: rating.grade } })
    expect((await rate('MACHINE')).score).toBe(before.score)
    const again = await app.request('POST', `/api/v1/rating-overlays/${overlay?.id ?? ''}/end`, {
      as: manager,
      body: { reason: '再次' },
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'overlay_not_running' } })
  })

  it('is put in force at once by who may decide, and is gone after its last day', async () => {
    const short = { ...autumn, name: '价格战', kind: 'market', notches: -1, validUntil: '2026-11-22' }
    const direct = await propose({ ...short, regions: ['华东'] }, manager)
    expect(direct).toMatchObject({ status: 201, body: { state: 'in-force', decidedBy: 'wang' } })
    const hit = await rate('CHEMIE')
    expect(hit.overlays).toMatchObject([{ notches: -1, contribution: 0 }])
    expect(hit.overlays[0]?.reason.zh).toBe('价格战：等级下调 1 级')
    app.clock.set('2026-11-22T17:00:00Z')
    expect((await rate('CHEMIE')).overlays).toEqual([])
    // As of its last day it still counts: that is what was known then.
    const back = await app.request('POST', '/api/v1/customers/CHEMIE/ratings', {
      body: { asOf: '2026-11-22' },
    })
    expect(back.body.overlays).toHaveLength(1)
    app.clock.set('2026-11-21T04:00:00Z')
  })

  it('is part of previews and of what-if as long as it is in force', async () => {
    const body = { content: defaultScorecard }
    const preview = async () => {
      const answer = await app.request('POST', '/api/v1/scorecards/preview', { as: analyst, body })
      expect(answer.status, answer.text).toBe(200)
      expect(answer.body).toMatchObject({ up: 0, down: 0, scoreOnly: 0 })
      return answer.body.now.meanScore as number
    }
    const whatIf = async (customerCode: string) => {
      const asked = { ...body, customerCode }
      return (await app.request('POST', '/api/v1/scorecards/what-if', { as: analyst, body: asked })).body
        .after
    }
    const plain = { mean: await preview(), one: await whatIf('MACHINE') }
    const made = await propose({ ...autumn, name: '化工下行', industries: ['化工'], points: -5 }, manager)
    expect(made.status, made.text).toBe(201)
    expect(await preview()).toBeCloseTo(plain.mean - 2.5, 9)
    const lowered = await whatIf('CHEMIE')
    expect(lowered.overlays).toMatchObject([{ name: '价格战' }, { name: '化工下行', contribution: -5 }])
    const parts = [...lowered.contributions, ...lowered.overlays] as { contribution: number }[]
    expect(parts.reduce((all, one) => all + one.contribution, 0)).toBeCloseTo(lowered.score as number, 9)
    expect(lowered.score).toBe((await rate('CHEMIE')).score)
    expect(await whatIf('MACHINE')).toEqual(plain.one)
    await app.request('POST', `/api/v1/rating-overlays/${made.body.id as string}/end`, {
      as: manager,
      body: { reason: '需求回升' },
    })
    expect(await preview()).toBeCloseTo(plain.mean, 9)
  })

  it('tells how many customers lie in a scope', async () => {
    const { body } = await app.request('POST', '/api/v1/rating-overlays/scope', {
      as: analyst,
      body: { industries: ['机械'] },
    })
    expect(body.customers).toBe(1)
  })

  it('refuses both or neither of points and notches, days in the past, and more than a year', async () => {
    const base = { ...autumn, name: 'x' }
    expect((await propose({ ...base, points: 1, notches: 1 }, manager)).status).toBe(400)
    expect((await propose(base, manager)).status).toBe(400)
    for (const dates of [
      { validFrom: '2026-11-20' },
      { validUntil: '2028-01-01' },
      { validFrom: '2027-01-01' },
    ]) {
      const refused = await propose({ ...base, notches: -1, ...dates }, manager)
      expect(refused).toMatchObject({ status: 400, body: { code: 'overlay_period' } })
    }
  })
})
