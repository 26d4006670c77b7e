import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPromise } from 'yauzl'
import { openOwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { makeBatch } from './make-statement-batch.js'

let api: TestApp
let finance: Caller
const folder = mkdtempSync(join(tmpdir(), 'statements-'))

beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  const book = await openOwingBook(api)
  finance = await api.signIn('finance', { username: 'cai' })
  for (const code of ['B1', 'B2', 'B3']) {
    await book.customer(code, 'unlimited')
    if (code !== 'B3') await book.invoice(code, `${code}-1`, '100.00', '2026-10-01')
  }
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await api.close()
})

const ask = (body: object, as: Caller = finance) =>
  api.request('POST', '/api/v1/statement-batches', { as, body })
const zipOf = (id: string) => api.app.inject({ url: `/api/v1/statement-batches/${id}.zip`, headers: finance })

async function names(bytes: Buffer): Promise<string[]> {
  const path = join(folder, 'all.zip')
  writeFileSync(path, bytes)
  const zip = await openPromise(path)
  const found: string[] = []
  for await (const entry of zip.eachEntry()) found.push(entry.fileName)
  return found
}

describe('a batch of statements', () => {
  it('of everybody who owes is made in the background and taken away as one file', async () => {
    const { status, body } = await ask({ customerCodes: null })
    expect([status, body.customers, body.made, body.finishedAt]).toEqual([202, 2, 0, null])
    const early = await zipOf(body.id as string)
    expect([early.statusCode, early.json().code]).toEqual([409, 'statement_batch_unfinished'])
    await makeBatch(api.deps, body.id as string)
    await makeBatch(api.deps, body.id as string)
    const done = await api.request('GET', `/api/v1/statement-batches/${body.id}`, { as: finance })
    expect(done.body).toMatchObject({ made: 2, failed: [], asOf: '2026-11-21', from: '2026-08-21' })
    const taken = await zipOf(body.id as string)
    expect([taken.statusCode, taken.headers['content-type']]).toEqual([200, 'application/zip'])
    expect(await names(taken.rawPayload)).toEqual(['B1 客户 B1 2026-11-21.pdf', 'B2 客户 B2 2026-11-21.pdf'])
    expect(taken.rawPayload.includes(Buffer.from('%PDF-'))).toBe(true)
  })

  it('of named customers has those, also who owes nothing', async () => {
    const { body } = await ask({ customerCodes: ['B3', 'B1', 'B1'], language: 'en' })
    await makeBatch(api.deps, body.id as string)
    expect(await names((await zipOf(body.id as string)).rawPayload)).toEqual([
      'B1 客户 B1 2026-11-21.pdf',
      'B3 客户 B3 2026-11-21.pdf',
    ])
    expect((await ask({ customerCodes: ['B1', 'NOBODY'] })).body.code).toBe('customer_not_found')
    const turned = { customerCodes: null, from: '2026-11-21', asOf: '2026-11-20' }
    expect((await ask(turned)).body.code).toBe('invalid_period')
  })

  it('is nobody else’s: others do not see it, and only their own customers are in theirs', async () => {
    const { body } = await ask({ customerCodes: ['B1'] })
    const other = await api.signIn('finance', { username: 'li' })
    const url = `/api/v1/statement-batches/${body.id}`
    expect((await api.request('GET', url, { as: other })).body.code).toBe('statement_batch_not_found')
    expect((await api.request('GET', '/api/v1/statement-batches', { as: other })).body.items).toEqual([])
    const sales = await api.signIn('sales', { username: 'zhang' })
    expect((await ask({ customerCodes: null }, sales)).body.code).toBe('statement_batch_empty')
    expect((await ask({ customerCodes: ['B1'] }, sales)).body.code).toBe('customer_not_found')
  })

  it('makes room: of a person the ten newest are kept', async () => {
    const keeper = await api.signIn('finance', { username: 'wu' })
    for (let n = 0; n < 12; n++) await ask({ customerCodes: ['B1'] }, keeper)
    const list = await api.request('GET', '/api/v1/statement-batches', { as: keeper })
    expect(list.body.items).toHaveLength(10)
  })
})
