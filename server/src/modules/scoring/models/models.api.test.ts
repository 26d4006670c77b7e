import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOfPdf } from '../../../../test/pdf-text.js'
import { createTestApp, type Caller, type TestApp } from '../../../../test/test-app.js'
import { sql } from '../../../platform/db/sql.js'
import { trainFromFile } from '../train-from-file.js'
import { modelJobs } from './jobs.js'
import type { Train } from './run-training.js'

/** As the worker thread does it, in this thread. */
const train: Train = (request, { onProgress }) => trainFromFile(request, onProgress)

let app: TestApp
let analyst: Caller
let manager: Caller
let datasetId: string

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  analyst = await app.signIn('credit-analyst')
  manager = await app.signIn('credit-manager')
  datasetId = (await upload(book())).body.id as string
})
afterAll(() => app.close())

/** A small book in which a high ratio and the city of Xi'an are bad. */
function book(): string {
  const lines = Array.from({ length: 400 }, (_, at) => {
    const ratio = (at * 37) % 100
    const city = ['上海', '西安', '成都'][at % 3] ?? ''
    const day = `2025-${String(1 + Math.floor(at / 34)).padStart(2, '0')}-15`
    const bad = ratio + (city === '西安' ? 25 : 0) > 80 + (at % 23) ? 1 : 0
    return `${at},${day},${ratio},${city},${(at % 7) * 100 + 50}.25,${at % 11},${bad}`
  })
  return `row_id,observed,ratio,city,amount,noise,target\n${lines.join('\n')}\n`
}

function upload(text: string, as: Caller = analyst) {
  const boundary = 'xinheng-test'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="样本.csv"\r\n`
  const payload = Buffer.from(`${head}Content-Type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`)
  return app.request('POST', '/api/v1/model-datasets', {
    as: { ...as, 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: payload,
  })
}

const start = (settings: object, more: object = {}) =>
  app.request('POST', '/api/v1/model-trainings', {
    as: analyst,
    body: {
      ...{ datasetId, code: 'late', name: '逾期模型', ...more },
      settings: { method: 'scorecard', target: 'target', ...settings },
    },
  })

async function work(trainingId: string): Promise<void> {
  await modelJobs(app.deps, '1.0', train)['train-model']?.({ trainingId })
}

/** A new draft, trained. */
async function trained(settings: object = {}, more: object = {}): Promise<string> {
  const { status, body, text } = await start(settings, more)
  expect(status, text).toBe(202)
  await work(body.id as string)
  const done = await app.request('GET', `/api/v1/model-trainings/${body.id as string}`)
  expect(done.body, done.text).toMatchObject({ status: 'done' })
  return done.body.modelId as string
}

const kindsOf = (events: unknown) => (events as { kind: string }[]).map(({ kind }) => kind)
const get = (id: string, as: Caller = analyst) => app.request('GET', `/api/v1/models/${id}`, { as })
const act = (id: string, what: string, body: object, as: Caller = analyst) =>
  app.request('POST', `/api/v1/models/${id}/${what}`, { as, body })

async function approve(id: string): Promise<void> {
  const { body } = await app.request('GET', '/api/v1/inbox?subject=model-release', { as: manager })
  const item = (body.items as { id: string; stepId: string; objectId: string }[]).find(
    (one) => one.objectId === id,
  )
  const answer = await app.request('POST', `/api/v1/approval-cases/${item?.id ?? ''}/actions`, {
    as: manager,
    body: { action: 'approve', stepId: item?.stepId, comment: '同意' },
  })
  expect(answer.status, answer.text).toBe(200)
}

async function released(use: 'champion' | 'challenger', settings: object = {}): Promise<string> {
  const id = await trained(settings)
  expect((await act(id, 'validate', { note: '区分能力足够' })).status).toBe(200)
  expect((await act(id, 'submit', { use, note: '请批准' })).status).toBe(202)
  await approve(id)
  return id
}

describe('bins before training', () => {
  const bins = (body: object, as: Caller = analyst) =>
    app.request('POST', `/api/v1/model-datasets/${datasetId}/bins`, {
      as,
      body: { target: 'target', ...body },
    })

  it('are those that the training then has, found or by hand', async () => {
    const found = await bins({ feature: 'ratio', timeColumn: 'observed' })
    expect(found.status, found.text).toBe(200)
    const id = await trained({ timeColumn: 'observed' })
    const { report } = (await get(id)).body
    const inModel = (report.variables as { feature: string; bins: { woe: number; count: number }[] }[]).find(
      ({ feature }) => feature === 'ratio',
    )
    expect((found.body.bins as { woe: number }[]).map(({ woe }) => woe)).toEqual(
      inModel?.bins.map(({ woe }) => woe),
    )
    const byHand = await bins({ feature: 'ratio', bins: { breaks: [50] } })
    expect(byHand.body).toMatchObject({ trend: 'manual', breaks: [50], runs: 'ascending', kind: 'number' })
    const grouped = await bins({ feature: 'city', bins: { groups: [['西安'], ['上海']] } })
    expect(grouped.body.unseen).toBeGreaterThan(0)
    expect(grouped.body.levels).toHaveLength(3)
  })

  it('are refused for what is no feature, with the reason', async () => {
    expect(await bins({ feature: 'row_id' })).toMatchObject({
      ...{ status: 400, body: { code: 'training_no_binned_feature' } },
    })
    expect(await bins({ feature: 'city', bins: { breaks: [1] } })).toMatchObject({
      ...{ status: 400, body: { code: 'training_bins' } },
    })
    expect(await bins({ feature: 'none' })).toMatchObject({ body: { code: 'training_column_missing' } })
  })
})

describe('training', () => {
  it('makes a draft with a report, a recipe and a history', async () => {
    const id = await trained({
      ...{ timeColumn: 'observed', segmentColumn: 'city', amountColumn: 'amount' },
      excluded: ['noise'],
    })
    const { body } = await get(id)
    expect(body).toMatchObject({ status: 'draft', method: 'scorecard', source: 'trained', name: '逾期模型' })
    expect(body.recipe).toMatchObject({
      dataSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      seed: 1,
      program: '1.0',
    })
    expect(kindsOf(body.events)).toEqual(['trained'])
    const { report } = body
    expect(report.split).toMatchObject({ kind: 'time', column: 'observed', from: '2025-09-15' })
    expect(report.metrics.test.auc).toBeGreaterThan(0.85)
    expect(report.crossValidation.foldAucs).toHaveLength(5)
    expect((report.segments.figures as { segment: string }[]).map(({ segment }) => segment).sort()).toEqual([
      '上海',
      '成都',
      '西安',
    ])
    expect(report.dropped).toContainEqual({ feature: 'noise', reason: 'excluded', detail: {} })
    const [worst] = report.cutOffs
    expect(worst.model.badAmountAvoided).toMatch(/^\d+\.\d\d$/)
    expect(body.may).toEqual({ validate: true, ask: [], use: [], standDown: false, retire: false })
  })

  it('has its report on paper too: figures, charts, every variable and what was left out', async () => {
    const id = await trained({ segmentColumn: 'city', amountColumn: 'amount', excluded: ['noise'] })
    const { report } = (await get(id)).body
    const paper = (language: string) => {
      const url = `/api/v1/models/${id}/report.pdf?language=${language}`
      return app.app.inject({ method: 'GET', url, headers: analyst })
    }
    const pdf = await paper('zh-CN')
    expect(pdf.statusCode, pdf.payload.slice(0, 300)).toBe(200)
    if (process.env['PDF_OUT']) writeFileSync(process.env['PDF_OUT'], pdf.rawPayload)
    const text = textOfPdf(pdf.rawPayload)
    const auc = (report.metrics.test.auc as number).toFixed(3)
    for (const word of ['模型验证报告', '逾期模型', 'ROC 曲线', 'KS 曲线', '被排除', '上海', auc])
      expect(text).toContain(word)
    expect(textOfPdf((await paper('en')).rawPayload)).toContain('Model validation report')
  })

  it('gives the same document for the same data and settings', async () => {
    const [a, b] = [await trained({ method: 'gbm' }), await trained({ method: 'gbm' })]
    const hash = async (id: string) => (await get(id)).body.documentSha256 as string
    expect(a).not.toBe(b)
    expect(await hash(a)).toBe(await hash(b))
  })

  it('honours bins, trends, weights and exclusions, records them, and gives the same model by the recipe again', async () => {
    const deep = {
      manualBins: { ratio: { breaks: [33.3, 66.6] }, city: { groups: [['西安'], ['上海', '成都']] } },
      ...{ trends: { amount: 'descending' }, weightColumn: 'noise_weight', rejects: 'fuzzy', worseBy: 1.5 },
      exclusions: [{ column: 'noise', test: 'above', value: '9' }],
      selection: { ivMin: 0.01, correlationMax: 0.8, vifMax: 6, pValueMax: 0.1 },
    }
    const text = book()
      .split('\n')
      .map((line, at) => (at === 0 ? `${line},noise_weight` : line === '' ? '' : `${line},${1 + (at % 3)}`))
      .join('\n')
    const weighted = (await upload(text)).body.id as string
    const first = (await get(await trained(deep, { datasetId: weighted }))).body
    const settings = first.recipe.settings as object
    expect(settings).toMatchObject(deep)
    expect(first.recipe.exclusions).toEqual([{ column: 'noise', test: 'above', value: '9', rows: 36 }])
    const again = (await get(await trained(settings, { datasetId: weighted }))).body
    expect(again.documentSha256).toBe(first.documentSha256)
    const ratio = (first.report.variables as { feature: string; bins: { label: string }[] }[]).find(
      ({ feature }) => feature === 'ratio',
    )
    expect(ratio?.bins.map(({ label }) => label)).toEqual(['[-inf,33.3)', '[33.3,66.6)', '[66.6,inf)'])
    const plain = (await get(await trained({}, { datasetId: weighted }))).body
    expect(plain.documentSha256).not.toBe(first.documentSha256)
  })

  it('refuses bins that are none, and weights that are no numbers above 0', async () => {
    const bins = await start({ manualBins: { ratio: { breaks: [5, 5] } } })
    expect(bins).toMatchObject({ status: 400, body: { code: 'training_bins' } })
    const { body } = await start({ weightColumn: 'noise' })
    await work(body.id as string)
    const { body: after } = await app.request('GET', `/api/v1/model-trainings/${body.id as string}`)
    expect(after.failure.en).toContain('no number above 0')
  })

  it('fails with the reason in both languages, and stays failed when the job comes again', async () => {
    const { body } = await start({ target: 'ratio' })
    for (let attempt = 0; attempt < 2; attempt++) await work(body.id as string)
    const { body: after } = await app.request('GET', `/api/v1/model-trainings/${body.id as string}`)
    expect(after).toMatchObject({ status: 'failed', modelId: null })
    expect(after.failure.en).toContain('The target ratio must hold 0 (good) and 1 (bad)')
    expect(after.failure.zh).toContain('目标列 ratio')
  })

  it('can be cancelled once, and leaves no model', async () => {
    const { body } = await start({})
    const url = `/api/v1/model-trainings/${body.id as string}`
    expect((await app.request('POST', `${url}/cancel`, { as: analyst })).body.status).toBe('cancelled')
    await work(body.id as string)
    expect((await app.request('GET', url)).body).toMatchObject({ status: 'cancelled', modelId: null })
    const again = await app.request('POST', `${url}/cancel`, { as: analyst })
    expect(again).toMatchObject({ status: 409, body: { code: 'training_over' } })
  })

  it('refuses columns that are not there, a target used twice, and unknown data', async () => {
    const refused = async (settings: object, more: object = {}) =>
      (await start(settings, more)).body.code as string
    expect(await refused({ segmentColumn: 'branch' })).toBe('training_column_missing')
    expect(await refused({ segmentColumn: 'target' })).toBe('training_target_reused')
    expect(await refused({}, { datasetId: '00000000-0000-4000-8000-000000000000' })).toBe('dataset_not_found')
    const byNoise = await start({ timeColumn: 'noise' })
    await work(byNoise.body.id as string)
    const { body } = await app.request('GET', `/api/v1/model-trainings/${byNoise.body.id as string}`)
    expect(body.failure.en).toContain('is no date')
  })

  it('is not for people who may only look', async () => {
    const viewer = await app.signIn('viewer')
    expect((await upload(book(), viewer)).status).toBe(403)
    expect((await app.request('GET', '/api/v1/models', { as: viewer })).status).toBe(200)
  })
})

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

  it('planned for later begins on its day', async () => {
    const id = await trained({ seed: 4 })
    await act(id, 'validate', { note: '好' })
    await act(id, 'submit', { use: 'champion', from: '2026-12-01T00:00:00+08:00', note: '月初启用' })
    await approve(id)
    expect((await get(id)).body).toMatchObject({ status: 'approved', plannedUse: 'champion' })
    const due = modelJobs(app.deps, '1.0', train)['use-planned-models']
    await due?.({})
    expect((await get(id)).body.status).toBe('approved')
    app.clock.set('2026-11-30T16:00:00Z')
    await due?.({})
    expect((await get(id)).body).toMatchObject({ status: 'champion', plannedUse: null })
    app.clock.set('2026-11-21T04:00:00Z')
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
    const other = (await upload(`${book()}400,2025-12-31,5,上海,1.00,1,0\n`)).body.id as string
    const [a, b] = [await trained(), await trained({}, { datasetId: other })]
    expect((await app.request('GET', `/api/v1/models/compare?a=${a}&b=${b}`)).body.paired).toBeNull()
  })
})
