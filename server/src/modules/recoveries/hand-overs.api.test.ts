import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { uploadEvidence } from '../../../test/evidence-upload.js'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'

let app: TestApp
let book: OwingBook
let collector: Caller
let next = 0
let code = ''

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  collector = await app.signIn('finance', { username: 'zhou' })
  await app.signIn('finance', { username: 'qian' })
})
beforeEach(async () => {
  code = `H${++next}`
  await later('2026-11-21T04:00:00Z')
  await book.customer(code, '100000.00')
  await book.invoice(code, `${code}-1`, '1000.00', '2026-05-01')
  await book.invoice(code, `${code}-2`, '500.00', '2026-06-01')
})
afterAll(() => app.close())

/** The days pass, and with them the collector's session. */
const later = async (instant: string) => {
  app.clock.set(instant)
  collector = await app.signInAgain('zhou')
}

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const items = (...numbers: number[]) =>
  numbers.map((number) => ({ source: 'erp', number: `${code}-${number}`, itemNo: 1 }))
const handOver = (more: object = {}) =>
  app.request('POST', `/api/v1/customers/${code}/hand-overs`, {
    as: collector,
    body: { kind: 'lawsuit', handler: 'zhou', reason: '多次催收无果', items: items(1), ...more },
  })
const opened = async (more: object = {}): Promise<string> => {
  const answer = await handOver(more)
  expect(answer.status, answer.text).toBe(201)
  return answer.body.id as string
}
const step = (id: string, body: object) =>
  app.request('POST', `/api/v1/hand-overs/${id}/stages`, { as: collector, body })
const paused = () =>
  app.deps.db.rows<{ number: string; reason: string; minor: bigint }>(sql`
    SELECT d.number, p.reason, p.paused_minor AS minor FROM paused_items('2026-11-21') p
    JOIN document d ON d.id = p.document_id WHERE d.number LIKE ${`${code}-%`} ORDER BY d.number`)

describe('a debt that is handed over', () => {
  it('is asked for by nobody else while the case is open, and again once it is closed', async () => {
    const id = await opened()
    expect(await paused()).toEqual([{ number: `${code}-1`, reason: 'handed_over', minor: 100_000n }])
    const closed = await step(id, { stage: 'closed', on: '2026-11-21', outcome: 'withdrawn' })
    expect(closed.body).toMatchObject({ stage: 'closed', outcome: 'withdrawn', nextStages: [] })
    expect(await paused()).toEqual([])
    expect((await handOver()).status).toBe(201)
  })

  it('comes before a promise on the same instalment, and never pauses more than is open', async () => {
    await app.request('POST', `/api/v1/customers/${code}/promises`, {
      as: collector,
      body: { payOn: '2026-12-01', items: [{ ...items(1)[0], amount: CNY('400.00') }] },
    })
    expect(await paused()).toMatchObject([{ reason: 'promised', minor: 40_000n }])
    await opened()
    expect(await paused()).toEqual([{ number: `${code}-1`, reason: 'handed_over', minor: 100_000n }])
  })

  it('is with one case at a time, whoever hands it over first', async () => {
    const answers = await Promise.all([handOver(), handOver()])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('item_handed_over')
  })

  it('goes from stage to stage by days that do not run back, and may pass stages over', async () => {
    const id = await opened()
    const filed = await step(id, { stage: 'filed', on: '2026-11-21', reference: '(2026)浙01民初1号' })
    expect(filed.body).toMatchObject({ stage: 'filed', reference: '(2026)浙01民初1号' })
    await later('2026-12-20T04:00:00Z')
    expect((await step(id, { stage: 'judged', on: '2026-11-20' })).body.code).toBe('hand_over_day')
    expect((await step(id, { stage: 'prepared', on: '2026-12-20' })).body.code).toBe('hand_over_stage')
    expect((await step(id, { stage: 'closed', on: '2026-12-20' })).body.code).toBe('hand_over_outcome')
    const judged = await step(id, { stage: 'judged', on: '2026-12-20', note: '胜诉' })
    expect(judged.body.steps).toMatchObject([
      { stage: 'prepared', on: '2026-11-21' },
      { stage: 'filed', on: '2026-11-21' },
      { stage: 'judged', on: '2026-12-20', note: '胜诉', notedBy: 'zhou' },
    ])
    expect(judged.body.nextStages).toEqual(['enforcement', 'closed'])
  })

  it('is the work of legal staff, who neither book money nor approve what is given up', async () => {
    const legal = await app.signIn('legal', { username: `legal${next}` })
    const as = (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) =>
      app.request(method, url, { as: legal, ...(body ? { body } : {}) })
    const asked = await as('POST', `/api/v1/customers/${code}/hand-overs`, {
      ...{ kind: 'lawsuit', handler: `legal${next}`, reason: '起诉', items: items(1) },
    })
    expect(asked.status, asked.text).toBe(201)
    const id = String(asked.body.id)
    const evidence = await uploadEvidence(app, legal, code, 'contract')
    const attached = { kind: 'contract', fileIds: [evidence] }
    expect((await as('POST', `/api/v1/hand-overs/${id}/evidence`, attached)).status).toBeLessThan(300)
    expect(
      (await as('POST', `/api/v1/hand-overs/${id}/stages`, { stage: 'filed', on: '2026-11-21' })).status,
    ).toBe(200)
    expect((await as('GET', `/api/v1/hand-overs?handler=legal${next}`)).body.items).toMatchObject([{ id }])
    expect((await as('GET', `/api/v1/customers/${code}/claims`)).status).toBe(200)
    expect(
      (await as('POST', `/api/v1/customers/${code}/claim-letters`, { payBy: '2026-12-05' })).status,
    ).toBe(201)
    for (const [method, url] of [
      ['POST', '/api/v1/matching-runs'],
      ['PUT', `/api/v1/customers/${code}`],
      ['PUT', `/api/v1/documents/erp/receipt/R-${code}`],
      ['POST', `/api/v1/customers/${code}/ratings`],
      ['PUT', '/api/v1/matching-settings'],
    ] as const)
      expect({ url, status: (await as(method, url, {})).status }).toEqual({ url, status: 403 })
  })

  it('with an agency knows no court: it is given, and closed', async () => {
    const id = await opened({ kind: 'agency', firm: '诚信催收' })
    expect((await step(id, { stage: 'accepted', on: '2026-11-21' })).body.code).toBe('hand_over_stage')
    expect((await step(id, { stage: 'filed', on: '2026-11-21' })).body.nextStages).toEqual(['closed'])
  })

  it('begins the limitation period anew when it is filed with a court', async () => {
    const clock = async () => {
      const rows = await app.deps.db.rows<{ kind: string; on: string }>(sql`
        SELECT e.kind, e.on_day AS "on" FROM limitation_event e JOIN document d ON d.id = e.document_id
        WHERE d.number = ${`${code}-1`} ORDER BY e.recorded_at, e.kind`)
      return rows
    }
    const id = await opened()
    expect(await clock()).toEqual([])
    await step(id, { stage: 'filed', on: '2026-11-21' })
    expect(await clock()).toEqual([{ kind: 'suit', on: '2026-11-21' }])
    await later('2026-12-20T04:00:00Z')
    await step(id, { stage: 'closed', on: '2026-12-20', outcome: 'settled' })
    expect(await clock()).toEqual([
      { kind: 'suit', on: '2026-11-21' },
      { kind: 'suit_ended', on: '2026-12-20' },
    ])
  })

  it('shows what came in since, what it cost, and what is still open', async () => {
    const id = await opened({ items: items(1, 2) })
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '600.00' }, '2026-11-21')
    const cost = (amount: string) =>
      app.request('POST', `/api/v1/hand-overs/${id}/costs`, {
        as: collector,
        body: { on: '2026-11-21', kind: 'court-fee', amount: CNY(amount) },
      })
    await cost('50.00')
    expect((await cost('0.00')).body.code).toBe('hand_over_cost')
    const { body } = await cost('-10.00')
    expect(body).toMatchObject({ amount: CNY('1500.00'), received: CNY('600.00'), open: CNY('900.00') })
    expect(body.costs).toMatchObject([{ amount: CNY('50.00') }, { amount: CNY('-10.00') }])
    const figures = await app.request('GET', '/api/v1/recovery-figures', { as: collector })
    expect(figures.body.figures[0].handedOver).toBeGreaterThan(0)
  })

  it('lists what proves it: attached, in the books only, or missing', async () => {
    const id = await opened()
    const read = async () => {
      const { body } = await app.request('GET', `/api/v1/hand-overs/${id}`, { as: collector })
      const rows = body.evidence as { kind: string; state: string; files: { name: string }[] }[]
      return new Map(rows.map((row) => [row.kind, row]))
    }
    const before = await read()
    expect(before.get('invoice')).toMatchObject({ state: 'recorded' })
    expect(before.get('contract')).toMatchObject({ state: 'missing', files: [] })
    expect(before.get('demand')).toMatchObject({ state: 'missing' })
    const fileId = await uploadEvidence(app, collector, code, '合同')
    const attach = (fileIds: string[]) =>
      app.request('POST', `/api/v1/hand-overs/${id}/evidence`, {
        as: collector,
        body: { kind: 'contract', fileIds },
      })
    expect((await attach([fileId])).status).toBe(200)
    expect((await read()).get('contract')).toMatchObject({ state: 'on_file', files: [{ name: '合同.pdf' }] })
    await book.customer(`${code}X`, '1.00')
    const foreign = await uploadEvidence(app, collector, `${code}X`, '别人的')
    expect((await attach([foreign])).body.code).toBe('evidence_not_found')
  })

  it('may be given to another colleague while it is open', async () => {
    const id = await opened()
    const give = (handler: string) =>
      app.request('PUT', `/api/v1/hand-overs/${id}/handler`, {
        as: collector,
        body: { handler, firm: '正义律师事务所' },
      })
    expect((await give('nobody')).body.code).toBe('user_not_found')
    expect((await give('qian')).body).toMatchObject({ handler: 'qian', firm: '正义律师事务所' })
    const mine = await app.request('GET', `/api/v1/hand-overs?handler=qian&customerCode=${code}`)
    expect(mine.body).toMatchObject({ total: 1, items: [{ id, customerCode: code }] })
  })
})
