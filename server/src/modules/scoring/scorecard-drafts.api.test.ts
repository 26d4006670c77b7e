import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from '../../../test/test-app.js'
import { textOfPdf } from '../../../test/pdf-text.js'
import { insertTraders, openInvoice, paidInvoice } from '../../../test/trading-book.js'
import { defaultScorecard } from './domain/default-scorecard.js'
import type { Scorecard } from './domain/scorecard.js'
import { scorecardSchema } from './scorecards-schemas.js'

const start = calendarDay('2025-12-01')
const prompt = Array.from({ length: 9 }, (_, month) => paidInvoice(addDays(start, month * 30), 500_000n, -2))
const broke = [...prompt.slice(0, 3), openInvoice(calendarDay('2026-02-01'), 900_000n)]

let api: TestApp
let analyst: Caller
let manager: Caller

beforeAll(async () => {
  api = await createTestApp()
  analyst = await api.signIn('credit-analyst', { username: 'ana' })
  manager = await api.signIn('credit-manager', { username: 'max' })
  await api.database.db.transaction((tx) =>
    insertTraders(tx, [
      { code: 'GOOD', invoices: prompt, orders: [] },
      { code: 'BROKE', invoices: broke, orders: [] },
    ]),
  )
  for (const code of ['GOOD', 'BROKE'])
    await api.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
})
afterAll(() => api.close())

const send = (
  method: 'POST' | 'PUT' | 'GET' | 'DELETE',
  path: string,
  body?: unknown,
  as: Caller = analyst,
) => api.request(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) })

/** The expert scorecard with points for paying on time taken away. */
function harsher(points: number): Scorecard {
  return {
    ...defaultScorecard,
    dimensions: defaultScorecard.dimensions.map((dimension) => ({
      ...dimension,
      indicators: dimension.indicators.map((indicator) =>
        indicator.feature === 'on_time_rate'
          ? { ...indicator, bins: indicator.bins.map((bin) => ({ ...bin, points })) }
          : indicator,
      ),
    })),
  }
}

async function draftOf(content: Scorecard): Promise<{ id: string; revision: number }> {
  const begun = await send('POST', '/scorecard-drafts', { name: '更严的付款要求', content })
  expect(begun.status, begun.text).toBe(201)
  return begun.body as { id: string; revision: number }
}

async function submitted(content: Scorecard, as = analyst): Promise<TestAnswer> {
  const { id, revision } = await draftOf(content)
  const validated = await send('POST', `/scorecard-drafts/${id}/validate`, { revision })
  expect(validated.status, validated.text).toBe(200)
  return send('POST', `/scorecard-drafts/${id}/submit`, { revision, reason: '坏账上升' }, as)
}

describe('a preview', () => {
  it('of the scorecard in force moves nobody', async () => {
    const { body, status, text } = await send('POST', '/scorecards/preview', { content: defaultScorecard })
    expect(status, text).toBe(200)
    expect(body).toMatchObject({ customers: 2, up: 0, down: 0, scoreOnly: 0, bad: 1, against: 1 })
  })

  it('shows who moves and why, and stores nothing', async () => {
    const { body } = await send('POST', '/scorecards/preview', { content: harsher(0) })
    expect(body.moversDown[0]).toMatchObject({ customerCode: 'GOOD' })
    expect(body.moversDown[0].reasons[0].zh).toContain('近12个月准时付款率')
    expect((await send('GET', '/scorecards')).body.items).toHaveLength(1)
  })

  it('follows the book: a rating made since is in the next preview', async () => {
    await api.database.db.transaction((tx) =>
      insertTraders(tx, [{ code: 'NEW', invoices: prompt, orders: [] }]),
    )
    expect((await send('POST', '/scorecards/preview', { content: defaultScorecard })).body).toMatchObject({
      customers: 2,
      unrated: 1,
    })
    await api.request('POST', '/api/v1/customers/NEW/ratings', { body: {} })
    expect((await send('POST', '/scorecards/preview', { content: defaultScorecard })).body).toMatchObject({
      customers: 3,
      unrated: 0,
    })
  })

  it('refuses a scorecard that cannot work, and who sees some customers only', async () => {
    const content = { ...defaultScorecard, dimensions: defaultScorecard.dimensions.slice(1) }
    expect((await send('POST', '/scorecards/preview', { content })).body.code).toBe('scorecard_invalid')
    const sales = await api.signIn('sales', { username: 'sam' })
    expect((await send('POST', '/scorecards/preview', { content }, sales)).status).toBe(403)
  })

  it('comes with how a feature spreads', async () => {
    const { body } = await send('GET', '/scorecard-features/on_time_rate/distribution')
    expect(body).toMatchObject({ customers: 3, unit: 'basis-points', missing: { customers: 0 } })
  })
})

describe('one customer', () => {
  it('is tried with other values; contributions sum to the score, and nothing is stored', async () => {
    const values = { on_time_rate: 0, litigation_count: 9 }
    const body = { content: defaultScorecard, customerCode: 'GOOD', values }
    const { body: tried } = await send('POST', '/scorecards/what-if', body)
    const { contributions } = tried.after as { contributions: { contribution: number }[] }
    const sum = contributions.reduce((total, one) => total + one.contribution, 0)
    expect(sum).toBeCloseTo(tried.after.score as number, 9)
    expect(tried.after.score).toBeLessThan(tried.now.score as number)
    const known = (tried.inputs as { feature: string; value: unknown; known: unknown }[]).find(
      ({ feature }) => feature === 'litigation_count',
    )
    expect(known).toMatchObject({ value: 9, known: null })
    const { body: ratings } = await send('GET', '/customers/GOOD/ratings')
    expect(ratings.items).toHaveLength(1)
  })

  it('that nobody has rated is refused, and one that does not exist is not found', async () => {
    await api.database.db.transaction((tx) =>
      insertTraders(tx, [{ code: 'FRESH', invoices: prompt, orders: [] }]),
    )
    const ask = (customerCode: string) =>
      send('POST', '/scorecards/what-if', { content: defaultScorecard, customerCode })
    expect((await ask('FRESH')).body.code).toBe('customer_unrated')
    expect((await ask('NOBODY')).body.code).toBe('customer_not_found')
  })
})

describe('the catalogue of features', () => {
  it('says of each what it means, how much it counts, and how much of the book knows it', async () => {
    const { body } = await send('GET', '/scorecard-features')
    const items = body.items as { code: string; weight: number; known: number; notForTraining: unknown }[]
    expect(items.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(100, 9)
    expect(items.find(({ code }) => code === 'on_time_rate')?.known).toBe(body.customers)
    expect(items.find(({ code }) => code === 'dispute_rate')?.notForTraining).not.toBeNull()
    expect(items.find(({ code }) => code === 'external_score')).toMatchObject({ known: 0, weight: 5 })
  })
})

describe('a draft', () => {
  it('keeps what is saved, says what differs, and is not saved over', async () => {
    const { id, revision } = await draftOf(defaultScorecard)
    const body = { revision, name: '第二稿', content: harsher(20) }
    const saved = await send('PUT', `/scorecard-drafts/${id}`, body)
    expect(saved.body).toMatchObject({ revision: 2, status: 'draft', name: '第二稿' })
    expect(saved.body.changes).toEqual([
      expect.objectContaining({ field: { zh: '分档', en: 'Bins' }, part: expect.anything() as unknown }),
    ])
    const late = await send('PUT', `/scorecard-drafts/${id}`, body)
    expect(late.body).toMatchObject({ status: 409, code: 'scorecard_draft_changed' })
    expect((await send('DELETE', `/scorecard-drafts/${id}`)).status).toBe(204)
    expect((await send('GET', `/scorecard-drafts/${id}`)).body.code).toBe('scorecard_draft_not_found')
  })

  it('cannot be submitted without the report of its very content', async () => {
    const { id, revision } = await draftOf(harsher(10))
    const early = await send('POST', `/scorecard-drafts/${id}/submit`, { revision })
    expect(early.body.code).toBe('scorecard_draft_unvalidated')
    await send('POST', `/scorecard-drafts/${id}/validate`, { revision })
    const saved = await send('PUT', `/scorecard-drafts/${id}`, { revision, name: 'x', content: harsher(11) })
    expect(saved.body).toMatchObject({ status: 'draft', report: null })
    const late = await send('POST', `/scorecard-drafts/${id}/submit`, { revision: saved.body.revision })
    expect(late.body.code).toBe('scorecard_draft_unvalidated')
    expect((await submitted(defaultScorecard)).body.code).toBe('scorecard_unchanged')
  })

  it('of an analyst goes live with the approval of somebody else, with its report, and ratings use it', async () => {
    const before = (await api.request('POST', '/api/v1/customers/GOOD/ratings', { body: {} })).body
    const asked = await submitted(harsher(0))
    expect(asked.status, asked.text).toBe(202)
    const detail = await send('GET', `/approval-cases/${asked.body.caseId}`, undefined, manager)
    expect(detail.body.dossier.revision).toHaveLength(1)
    expect(JSON.stringify(detail.body.dossier.request)).toContain('下调客户数')
    const { body: inbox } = await send('GET', '/inbox?subject=scorecard-publication', undefined, manager)
    const { id, stepId } = inbox.items[0] as { id: string; stepId: string }
    const action = { action: 'approve', stepId, comment: '同意' }
    const approved = await send('POST', `/approval-cases/${id}/actions`, action, manager)
    expect(approved.status, approved.text).toBe(200)
    const { body: version } = await send('GET', '/scorecards/2')
    expect(version).toMatchObject({ inForce: true, report: { against: 1, effect: { customers: 3 } } })
    const after = (await api.request('POST', '/api/v1/customers/GOOD/ratings', { body: {} })).body
    expect(after.model.version).toBe(2)
    expect(after.score).toBeLessThan(before.score)
    expect((await send('GET', '/scorecards/changes?from=1&to=2')).body.items).toHaveLength(1)
  })

  it('of a manager is published at once, from a day on', async () => {
    const { id, revision } = await draftOf(harsher(50))
    await send('POST', `/scorecard-drafts/${id}/validate`, { revision })
    const body = { revision, validFrom: '2027-01-01T00:00:00+08:00' }
    const published = await send('POST', `/scorecard-drafts/${id}/submit`, body, manager)
    expect(published).toMatchObject({ status: 201, body: { caseId: null } })
    const { body: versions } = await send('GET', '/scorecards')
    expect(versions.items[0]).toMatchObject({ version: published.body.version, inForce: false })
    const closed = await send('PUT', `/scorecard-drafts/${id}`, { revision, name: 'x', content: harsher(1) })
    expect(closed.body.code).toBe('scorecard_draft_closed')
    const version = published.body.version as number
    const paper = (of: number, language: string) => {
      const url = `/api/v1/scorecards/${of}/report.pdf?language=${language}`
      return api.app.inject({ method: 'GET', url, headers: analyst })
    }
    const english = await paper(version, 'en')
    expect(textOfPdf(english.rawPayload)).toContain('Validation report of the scorecard')
    expect(textOfPdf((await paper(version, 'zh-CN')).rawPayload)).toContain('对账簿的影响')
    // The first version comes with the program: it has no validation, and is a paper all the same.
    const first = textOfPdf((await paper(1, 'en')).rawPayload)
    expect(first).toContain('Validation report of the scorecard')
    expect(first).not.toContain('Effect on the book')
    expect((await paper(999, 'en')).statusCode).toBe(404)
  })

  it('of a version that has been replaced since must first be brought up to date', async () => {
    const { id, revision } = await draftOf(harsher(33))
    const answer = await api.request('POST', '/api/v1/scorecards', { body: { content: harsher(34) } })
    expect(answer.status, answer.text).toBe(201)
    expect((await send('GET', `/scorecard-drafts/${id}`)).body.outdated).toBe(true)
    const asked = await send('POST', `/scorecard-drafts/${id}/submit`, { revision })
    expect(asked.body.code).toBe('publication_outdated')
    const body = { revision, name: 'x', content: harsher(33), rebase: true }
    expect((await send('PUT', `/scorecard-drafts/${id}`, body)).body.outdated).toBe(false)
  })
})

describe('the document', () => {
  it('exported and imported again scores identically', async () => {
    const { body: exported } = await send('GET', '/scorecards/1/document')
    const again = scorecardSchema.parse(JSON.parse(JSON.stringify(exported)))
    expect(again).toEqual(defaultScorecard)
    const against = { content: again, against: 1 }
    const preview = await send('POST', '/scorecards/preview', against)
    expect(preview.body).toMatchObject({ up: 0, down: 0, scoreOnly: 0 })
  })

  it('has a JSON Schema that names every part', async () => {
    const { body } = await send('GET', '/scorecards/schema')
    expect(body).toMatchObject({ type: 'object', additionalProperties: false })
    expect(Object.keys(body.properties as object)).toEqual(Object.keys(scorecardSchema.shape))
  })
})
