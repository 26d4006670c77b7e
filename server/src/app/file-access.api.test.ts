import type { OpenAPIV3_1 } from 'openapi-types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../test/credit-book.js'
import { runDunning } from '../modules/collections/run-dunning.js'
import { defaultPolicy } from '../modules/policy/domain/default-policy.js'
import { multipartForm } from '../../test/multipart-form.js'
import { createTestApp, type Caller, type TestApp } from '../../test/test-app.js'
import { makeBatch } from '../modules/receivables/make-statement-batch.js'
import { defaultScorecard } from '../modules/scoring/domain/default-scorecard.js'
import { modelJobs } from '../modules/scoring/models/jobs.js'
import { trainFromFile } from '../modules/scoring/train-from-file.js'
import { sql } from '../platform/db/sql.js'

/** Routes that answer no JSON and give away nothing of the book. */
const harmless = new Set(['/api/v1/events', '/api/v1/imports/templates/{kind}.{format}'])

/** Every documented route that answers a file: it describes no JSON, or its path ends like a file's name. */
function fileRoutes(document: OpenAPIV3_1.Document): string[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const answer = item?.get?.responses?.['200'] as OpenAPIV3_1.ResponseObject | undefined
    const isFile =
      answer !== undefined &&
      (answer.content?.['application/json'] === undefined || /\.(\w+|\{format\})$|export$/.test(path))
    return isFile && path !== '/api/v1/openapi.json' && !harmless.has(path) ? [path] : []
  })
}

interface Access {
  readonly actor: string
  readonly action: string
  readonly objectId: string
}

describe('a file that leaves the program', () => {
  let api: TestApp
  let manager: Caller
  const examples: Record<string, string> = {}

  async function send(url: string, file: string, fields: Record<string, string> = {}): Promise<string> {
    const form = multipartForm({ name: 'f.csv', content: file, type: 'text/csv' }, fields)
    const { payload } = form
    const headers = { ...manager, ...form.headers }
    const answer = await api.app.inject({ method: 'POST', url, headers, payload })
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json<{ id: string }>().id
  }

  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-23T02:00:00Z' })
    const book = await openCreditBook(api)
    await book.customer('C1', '100.00')
    manager = await api.signIn('credit-manager', { username: 'wang' })
    const held = await book.check('C1', 'SO-1', '80000.00')
    await api.request('POST', `/api/v1/holds/${held.body.hold.id}/release`, {
      as: manager,
      body: { reason: '客户急需' },
    })
    const cases = await api.request('GET', `/api/v1/approval-cases?objectId=${held.body.hold.id}`)
    const caseId = cases.body.items[0].id as string
    const attachment = await send(`/api/v1/approval-cases/${caseId}/attachments`, 'a,b')
    const evidence = await send('/api/v1/customers/C1/evidence', 'signed')
    const importId = await send('/api/v1/imports', '客户编码,客户名称\r\n,无名\r\n', { kind: 'customers' })
    const simulation = await api.request('POST', '/api/v1/simulations', {
      body: { kind: 'policy', content: defaultPolicy },
    })
    const modelId = await trainedModel()
    await api.request('POST', '/api/v1/scorecards', { body: { content: defaultScorecard } })
    const backTest = await api.request('POST', '/api/v1/back-tests', {
      body: { from: '2025-01-01', to: '2025-03-31' },
    })
    await book.document('invoice', 'INV-LATE', {
      ...{ customerCode: 'C1', date: '2026-08-01', dueDate: '2026-09-01' },
      lines: [{ lineNo: 1, amount: '50.00' }],
    })
    const letter = await api.request('POST', '/api/v1/customers/C1/claim-letters', {
      body: { payBy: '2026-12-01' },
    })
    const made = await api.request('POST', '/api/v1/statements/links', { body: { customerCode: 'C1' } })
    const token = String(made.body.path).split('token=')[1] ?? ''
    const batch = await api.request('POST', '/api/v1/statement-batches', {
      ...{ as: manager, body: { customerCodes: ['C1'] } },
    })
    await makeBatch(api.deps, String(batch.body.id))
    const proofFile = await send('/api/v1/statement-links/files', 'a,b', { token })
    const provision = await api.request('POST', '/api/v1/provision-runs', { body: { asOf: '2026-11-22' } })
    const simulationUrl = `/api/v1/simulations/${simulation.body.id}`
    await letterToPost(book)
    Object.assign(examples, {
      '/api/v1/dunning-letters.pdf': '/api/v1/dunning-letters.pdf',
      '/api/v1/approval-cases/{id}/attachments/{attachmentId}': `/api/v1/approval-cases/${caseId}/attachments/${attachment}`,
      '/api/v1/approval-cases/{id}/archive.pdf': `/api/v1/approval-cases/${caseId}/archive.pdf`,
      '/api/v1/evidence-files/{id}': `/api/v1/evidence-files/${evidence}`,
      '/api/v1/imports/{id}/errors.{format}': `/api/v1/imports/${importId}/errors.csv`,
      '/api/v1/simulations/{id}/accounts.csv': `${simulationUrl}/accounts.csv`,
      '/api/v1/simulations/{id}/checks.csv': `${simulationUrl}/checks.csv`,
      '/api/v1/back-tests/{id}/figures.csv': `/api/v1/back-tests/${backTest.body.id}/figures.csv`,
      '/api/v1/models/{id}/export': `/api/v1/models/${modelId}/export`,
      '/api/v1/models/{id}/report.pdf': `/api/v1/models/${modelId}/report.pdf?language=en`,
      '/api/v1/customers/{code}/statement.pdf': '/api/v1/customers/C1/statement.pdf',
      '/api/v1/claim-letters/{id}.pdf': `/api/v1/claim-letters/${letter.body.id}.pdf`,
      '/api/v1/statements/{id}.pdf': `/api/v1/statements/${made.body.id}.pdf`,
      '/api/v1/statement-batches/{id}.zip': `/api/v1/statement-batches/${batch.body.id}.zip`,
      '/api/v1/statements/{id}/files/{fileId}': `/api/v1/statements/${made.body.id}/files/${proofFile}`,
      '/api/v1/insight/expected-loss.csv': '/api/v1/insight/expected-loss.csv',
      '/api/v1/insight/risk-adjusted-margin.csv': '/api/v1/insight/risk-adjusted-margin.csv',
      '/api/v1/receipts.csv': '/api/v1/receipts.csv',
      '/api/v1/bills.csv': '/api/v1/bills.csv',
      '/api/v1/deductions.csv': '/api/v1/deductions.csv',
      '/api/v1/receivables.csv': '/api/v1/receivables.csv?bucket=notDue',
      '/api/v1/scorecards/{version}/report.pdf': '/api/v1/scorecards/1/report.pdf',
      '/api/v1/bad-debt-cases.csv': '/api/v1/bad-debt-cases.csv?cause=fraud',
      '/api/v1/rating-moves.csv': '/api/v1/rating-moves.csv',
      '/api/v1/customers.csv': '/api/v1/customers.csv?status=active',
      '/api/v1/aging-comparison.xlsx': '/api/v1/aging-comparison.xlsx?before=2026-10-31',
      '/api/v1/provision-runs/{id}/journal.{format}': `/api/v1/provision-runs/${provision.body.id}/journal.csv`,
      '/api/v1/aging.xlsx': '/api/v1/aging.xlsx?asOf=2026-11-20',
      '/api/v1/collections/team.xlsx': '/api/v1/collections/team.xlsx',
      '/api/v1/cash-forecast.xlsx': '/api/v1/cash-forecast.xlsx',
      '/api/v1/reports/releases/export': '/api/v1/reports/releases/export?from=2026-01-01&to=2026-11-23',
    })
  })
  afterAll(() => api.close())

  it('leaves an entry of who took it, whichever route gives it', async () => {
    const routes = fileRoutes(api.app.swagger() as OpenAPIV3_1.Document)
    expect(routes.length).toBeGreaterThanOrEqual(6)
    for (const route of routes) {
      const url = examples[route]
      expect(url, `no example for ${route}`).toBeDefined()
      const before = await accesses()
      const answer = await api.request('GET', url ?? '', { as: manager })
      expect({ route, status: answer.status }).toEqual({ route, status: 200 })
      expect(answer.headers['content-disposition'], route).toMatch(/^attachment/)
      const added = (await accesses()).slice(before.length)
      expect(added, route).toMatchObject([{ actor: 'wang' }])
    }
    const actions = (await accesses()).map(({ action }) => action)
    expect(new Set(actions).size).toBe(routes.length)
  })

  it('that is refused leaves none', async () => {
    const before = await accesses()
    const viewer = await api.signIn('viewer')
    for (const [route, url] of Object.entries(examples)) {
      if (!/approval-cases|imports/.test(route)) continue
      const answer = await api.request('GET', url, { as: viewer })
      expect({ route, refused: answer.status >= 400 }).toEqual({ route, refused: true })
    }
    expect(await accesses()).toEqual(before)
  })

  /** A model of rows of which the large ones are mostly bad. */
  async function trainedModel(): Promise<string> {
    const rows = Array.from(
      { length: 400 },
      (_, at) => `${at},${at % 7},${at + (at % 23) * 12 > 330 ? 1 : 0}`,
    )
    const datasetId = await send('/api/v1/model-datasets', `size,noise,target\n${rows.join('\n')}\n`)
    const training = await api.request('POST', '/api/v1/model-trainings', {
      body: { datasetId, code: 'm', name: '模型', settings: { method: 'scorecard', target: 'target' } },
    })
    const trainingId = String(training.body.id)
    await modelJobs(api.deps, '1.0', (request, { onProgress }) => trainFromFile(request, onProgress))[
      'train-model'
    ]?.({ trainingId })
    return String((await api.request('GET', `/api/v1/model-trainings/${trainingId}`)).body.modelId)
  }

  /** A customer so late that the standard strategies demand payment by letter. */
  async function letterToPost(book: CreditBook): Promise<void> {
    await book.customer('C2', '100.00')
    await book.document('invoice', 'INV-LETTER', {
      ...{ customerCode: 'C2', dueDate: '2026-10-15', lines: [{ lineNo: 1, amount: '500.00' }] },
    })
    await api.request('PUT', '/api/v1/dunning-settings', { body: { mode: 'live' } })
    const run = await api.request('POST', '/api/v1/dunning-runs', { body: { mode: 'live' } })
    await runDunning(api.deps, String(run.body.id))
  }

  async function accesses(): Promise<Access[]> {
    return api.database.db.rows<Access>(sql`
      SELECT actor, action, object_id AS "objectId" FROM audit_entry WHERE kind = 'access' ORDER BY id`)
  }
})
