import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOfPdf } from '../../../../test/pdf-text.js'
import { openModelDesk, smallBook, type ModelDesk } from '../../../../test/model-desk.js'
import type { Caller } from '../../../../test/test-app.js'

let app: ModelDesk['app']
let analyst: ModelDesk['analyst']
let datasetId: ModelDesk['datasetId']
let upload: ModelDesk['upload']
let start: ModelDesk['start']
let work: ModelDesk['work']
let trained: ModelDesk['trained']
let get: ModelDesk['get']
let desk: ModelDesk

beforeAll(async () => {
  desk = await openModelDesk()
  ;({ app, analyst, datasetId, upload, start, work, trained, get } = desk)
})
afterAll(() => desk.app.close())

const kindsOf = (events: unknown) => (events as { kind: string }[]).map(({ kind }) => kind)

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
    expect(body.may).toEqual({ try: true, validate: true, ask: [], use: [], standDown: false, retire: false })
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
    const text = smallBook()
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
    expect((await upload(smallBook(), viewer)).status).toBe(403)
    expect((await app.request('GET', '/api/v1/models', { as: viewer })).status).toBe(200)
  })
})
