import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openModelDesk, smallBook, type ModelDesk } from '../../../../test/model-desk.js'
import { sql } from '../../../platform/db/sql.js'

let app: ModelDesk['app']
let analyst: ModelDesk['analyst']
let manager: ModelDesk['manager']
let upload: ModelDesk['upload']
let trained: ModelDesk['trained']
let get: ModelDesk['get']
let act: ModelDesk['act']
let approve: ModelDesk['approve']
let released: ModelDesk['released']
let desk: ModelDesk

beforeAll(async () => {
  desk = await openModelDesk()
  ;({ app, analyst, manager, upload, trained, get, act, approve, released } = desk)
})
afterAll(() => desk.app.close())

const kindsOf = (events: unknown) => (events as { kind: string }[]).map(({ kind }) => kind)

describe('a model', () => {
  it('becomes champion through validation and the approval of somebody else', async () => {
    const id = await trained()
    expect(await act(id, 'submit', { use: 'champion', note: '…' })).toMatchObject({
      status: 409,
      body: { code: 'model_status' },
    })
    expect((await act(id, 'validate', { note: '区分能力足够' })).body.status).toBe('validated')
    expect((await act(id, 'use', { use: 'champion' }, manager)).body.code).toBe('model_status')
    expect((await act(id, 'submit', { use: 'champion', note: '替换旧模型' })).status).toBe(202)
    expect((await act(id, 'submit', { use: 'champion', note: '再来' })).body.code).toBe('model_in_approval')
    await approve(id)
    const { body } = await get(id)
    expect(body).toMatchObject({
      status: 'champion',
      approvedFor: 'champion',
      approvedBy: 'credit-manager',
      askedUse: null,
    })
    expect(kindsOf(body.events)).toEqual(['activated', 'approved', 'submitted', 'validated', 'trained'])
  })

  it('sends the champion before it back among the challengers', async () => {
    const first = await released('champion')
    const second = await released('champion', { seed: 2 })
    expect((await get(first)).body.status).toBe('challenger')
    expect((await get(second)).body.status).toBe('champion')
  })

  it('approved as challenger is no champion without another approval', async () => {
    const id = await released('challenger', { seed: 3 })
    expect((await act(id, 'use', { use: 'champion' }, manager)).body.code).toBe('model_not_approved_for')
    expect((await act(id, 'submit', { use: 'champion', note: '表现更好' })).status).toBe(202)
    await approve(id)
    expect((await get(id)).body.status).toBe('champion')
  })

  it('planned for later begins at its hour', async () => {
    const id = await trained({ seed: 4 })
    await act(id, 'validate', { note: '好' })
    await act(id, 'submit', { use: 'champion', from: '2026-11-21T12:10:00+08:00', note: '稍后启用' })
    await approve(id)
    expect((await get(id)).body).toMatchObject({ status: 'approved', plannedUse: 'champion' })
    const due = desk.jobs()['use-planned-models']
    await due?.({})
    expect((await get(id)).body.status).toBe('approved')
    app.clock.set('2026-11-21T04:10:00Z')
    await due?.({})
    expect((await get(id)).body).toMatchObject({ status: 'champion', plannedUse: null })
  })

  it('is the only champion of its family, also when two are put to use at once', async () => {
    const ids = [await released('champion', { seed: 5 }), await released('champion', { seed: 6 })]
    for (const id of ids) {
      const { body } = await get(id)
      if (body.status === 'champion') await act(id, 'end', { to: 'challenger', note: '腾出位置' }, manager)
    }
    const answers = await Promise.all(ids.map((id) => act(id, 'use', { use: 'champion' }, manager)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const { body } = await app.request('GET', '/api/v1/models')
    const champions = (body.items as { code: string; status: string }[]).filter(
      ({ code, status }) => code === 'late' && status === 'champion',
    )
    expect(champions).toHaveLength(1)
  })

  it('is not changed by anybody, not even in the database', async () => {
    const id = await trained()
    const change = app.deps.db.transaction((tx) =>
      tx.run(sql`UPDATE rating_model SET document_sha256 = 'x' WHERE id = ${id}`),
    )
    await expect(change).rejects.toThrow('a model never changes')
  })

  it('retires for good', async () => {
    const id = await trained()
    expect((await act(id, 'end', { to: 'retired', note: '不用' }, manager)).body.status).toBe('retired')
    expect((await act(id, 'validate', { note: '好' })).body.code).toBe('model_status')
    expect((await act(id, 'end', { to: 'retired', note: '不用' }, manager)).body.code).toBe('model_status')
  })
})

describe('an exported model', () => {
  it.each(['scorecard', 'gbm'])('(%s) scores identically when it is imported', async (method) => {
    const id = await trained({ method })
    const { body: document } = await app.request('GET', `/api/v1/models/${id}/export`, { as: analyst })
    const {
      status,
      body: copy,
      text,
    } = await app.request('POST', '/api/v1/models/import', { as: analyst, body: document })
    expect(status, text).toBe(201)
    expect(copy).toMatchObject({
      source: 'imported',
      status: 'draft',
      documentSha256: document.documentSha256,
    })
    for (const values of [
      { ratio: 95, city: '西安' },
      { ratio: '12', city: null },
      { ratio: '', city: '拉萨', noise: 3 },
    ]) {
      const [a, b] = [await act(id, 'score', { values }), await act(copy.id as string, 'score', { values })]
      expect(a.status, a.text).toBe(200)
      expect(b.body).toEqual(a.body)
    }
  })

  it('is given as one SELECT over a table of features, named as asked', async () => {
    const id = await trained({ method: 'scorecard' })
    const { status, body } = await app.request('GET', `/api/v1/models/${id}/sql?table=book&key=customer`, {
      as: analyst,
    })
    expect(status).toBe(200)
    expect(body.sql).toContain('FROM "book" AS t')
    expect(body.sql).toContain('t."customer" AS key')
    const odd = await app.request('GET', `/api/v1/models/${id}/sql?table=${encodeURIComponent('a"; DROP')}`)
    expect(odd.body.sql).toContain('FROM "a""; DROP" AS t')
  })

  it('needs a report before it can be validated', async () => {
    const { body: document } = await app.request('GET', `/api/v1/models/${await trained()}/export`)
    const { body } = await app.request('POST', '/api/v1/models/import', { as: analyst, body: document })
    const answer = await act(body.id as string, 'validate', { note: '好' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'model_without_report' } })
  })

  it('that does not hold together is refused', async () => {
    const { body: document } = await app.request('GET', `/api/v1/models/${await trained()}/export`)
    const [feature] = document.document.features as { points: number[] }[]
    feature?.points.pop()
    const answer = await app.request('POST', '/api/v1/models/import', { as: analyst, body: document })
    expect(answer).toMatchObject({ status: 400, body: { code: 'model_import_invalid' } })
  })

  it('that somebody changed on the way is refused', async () => {
    const { body: document } = await app.request('GET', `/api/v1/models/${await trained()}/export`)
    document.document.intercept += 0.1
    const answer = await app.request('POST', '/api/v1/models/import', { as: analyst, body: document })
    expect(answer).toMatchObject({ status: 400, body: { code: 'model_import_invalid' } })
  })
})

describe('a score', () => {
  it('says why in both languages, and its parts sum to the log-odds', async () => {
    const id = await trained()
    const { body } = await act(id, 'score', { values: { ratio: 95, city: '西安' } })
    const sum =
      body.base +
      (body.contributions as { logOdds: number }[]).reduce((total, { logOdds }) => total + logOdds, 0)
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(body.pd, 12)
    expect(body.contributions[0].reason.zh).toMatch(/^ratio 95，使违约概率升高（扣 [\d.]+ 分）$/)
  })

  it('of customers is refused to a model that reads other things', async () => {
    const id = await trained()
    const unknown = await act(id, 'score', { customerCode: 'nobody' })
    expect(unknown).toMatchObject({ status: 404, body: { code: 'customer_not_found' } })
  })
})

describe('a comparison', () => {
  it('tests both models on the cases that neither was fitted on', async () => {
    const [a, b] = [await trained(), await trained({ method: 'gbm' })]
    const { status, body, text } = await app.request('GET', `/api/v1/models/compare?a=${a}&b=${b}`)
    expect(status, text).toBe(200)
    expect(body.paired.cases).toBe(120)
    expect(body.paired.test.aucA).toBeCloseTo(body.a.metrics.test.auc, 12)
    expect(body.paired.cutOffs[0].champion.badAvoided).toBeGreaterThan(0)
  })

  it('has no paired test where the data differ', async () => {
    const other = (await upload(`${smallBook()}400,2025-12-31,5,上海,1.00,1,0\n`)).body.id as string
    const [a, b] = [await trained(), await trained({}, { datasetId: other })]
    expect((await app.request('GET', `/api/v1/models/compare?a=${a}&b=${b}`)).body.paired).toBeNull()
  })
})
