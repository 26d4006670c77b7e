import type { OpenAPIV3_1 } from 'openapi-types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../test/test-app.js'

/** Parameters without which a list cannot be asked for. */
const needed: Readonly<Record<string, string>> = { '/api/v1/aging-comparison': 'before=2026-10-31' }

describe('a list that is read by page or by cursor', () => {
  let api: TestApp
  let lists: string[]
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    const book = await openCreditBook(api)
    for (const number of [1, 2, 3, 4, 5]) {
      await book.customer(`C${number}`, '100.00')
      await book.document('invoice', `INV-${number}`, {
        ...{ customerCode: `C${number}`, date: `2026-0${number}-01` },
        lines: [{ lineNo: 1, amount: `${number}0.00` }],
      })
      await book.check(`C${number}`, `SO-${number}`, '9000.00')
    }
    const { paths = {} } = (await api.request('GET', '/api/v1/openapi.json')).body as OpenAPIV3_1.Document
    lists = Object.entries(paths).flatMap(([path, item]) => {
      const names = (item?.get?.parameters ?? []).map((one) => ('name' in one ? one.name : ''))
      return names.includes('pageSize') ? [path] : []
    })
  })
  afterAll(() => api.close())

  const read = (path: string, query: string) => {
    const own = needed[path]
    return api.request('GET', `${path}?${own === undefined ? query : `${own}&${query}`}`)
  }
  /** Those that need no id; the others read their part in the same way. */
  const free = () => lists.filter((path) => !path.includes('{'))

  it('takes either, and refuses both at once and the cursor of another list', async () => {
    expect(lists.length).toBeGreaterThan(24)
    const foreign = Buffer.from(JSON.stringify(['/api/v1/elsewhere', '1'])).toString('base64url')
    for (const path of free()) {
      const { status, body, text } = await read(path, 'limit=1')
      expect(status, `${path} ${text}`).toBe(200)
      expect(body.items.length, path).toBeLessThanOrEqual(1)
      for (const query of ['limit=1&page=1', 'limit=1&pageSize=1'])
        expect((await read(path, query)).body, path).toMatchObject({ status: 400, code: 'page_or_cursor' })
      for (const cursor of [foreign, 'x', 'WyIxIl0x'])
        expect((await read(path, `cursor=${cursor}`)).status, `${path} ${cursor}`).toBe(400)
    }
  })

  it('gives every item once, in the same order by page and by cursor', async () => {
    const long: string[] = []
    for (const path of free()) {
      const whole = (await read(path, 'pageSize=500')).body.items as unknown[]
      if (whole.length > 2) long.push(path)
      for (const [way, size] of [
        ['limit', 2],
        ['pageSize', 2],
      ] as const) {
        const found: unknown[] = []
        let next: string | null = `${way}=${size}`
        for (let part = 1; next !== null; part += 1) {
          const { body } = await read(path, next)
          const { items, nextCursor } = body as { items: unknown[]; nextCursor: string | null }
          found.push(...items)
          const more =
            way === 'limit' ? `limit=${size}&cursor=${nextCursor}` : `pageSize=${size}&page=${part + 1}`
          next = nextCursor === null ? null : more
        }
        expect(found, `${path} ${way}`).toEqual(whole)
      }
    }
    const expected = ['aging', 'customers', 'holds', 'invoices'].map((name) => `/api/v1/${name}`)
    expect(long).toEqual(expect.arrayContaining(expected))
  })
})
