import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  const book = await openCreditBook(app)
  await book.customer('S1', '1000.00')
  await book.customer('S12', '1000.00')
  await book.document('order', 'SO-2026-001', {
    customerCode: 'S1',
    lines: [{ lineNo: 1, amount: '10.00' }],
  })
  await book.check('S12', 'SO-2026-002', '5000.00')
})
afterAll(() => app.close())

async function search(q: string): Promise<{ kind: string; number: string | null; link: string }[]> {
  const { status, body } = await app.request('GET', `/api/v1/search?q=${encodeURIComponent(q)}`)
  expect(status).toBe(200)
  return (body as { items: { kind: string; number: string | null; link: string }[] }).items
}

describe('GET /search', () => {
  it('finds customers by part of what names them, the one with exactly this code first', async () => {
    expect((await search('s1')).map(({ link }) => link)).toEqual(['/customers/S1', '/customers/S12'])
    expect((await search('kh')).map(({ kind }) => kind)).toEqual(['customer', 'customer'])
  })

  it('finds holds and documents by the beginning of their number, decisions by all of it', async () => {
    const hits = await search('so-2026')
    expect(hits.map(({ kind, number }) => `${kind} ${String(number)}`).sort()).toEqual([
      'document SO-2026-001',
      'hold SO-2026-002',
    ])
    const exact = await search('SO-2026-002')
    expect(exact.map(({ kind }) => kind)).toEqual(['hold', 'decision'])
    for (const { kind, link } of exact)
      expect(link).toMatch(kind === 'hold' ? /^\/holds\/[0-9a-f-]{36}$/ : /^\/checks\/[0-9a-f-]{36}$/)
  })

  it('takes what was typed literally', async () => {
    expect(await search('%')).toEqual([])
    expect(await search('SO_2026')).toEqual([])
  })

  it('leaves out what the caller may not read', async () => {
    const reader = await app.keyWith('customers:read')
    const { body } = await app.request('GET', '/api/v1/search?q=SO-2026-002', { as: reader })
    expect(body).toEqual({ items: [] })
    const { body: customers } = await app.request('GET', '/api/v1/search?q=S12', { as: reader })
    expect(customers).toMatchObject({ items: [{ kind: 'customer', id: 'S12' }] })
  })
})
