import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'

let app: TestApp
let book: CreditBook
let analyst: Caller
let manager: Caller

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(app)
  analyst = await app.signIn('credit-analyst', { username: 'yi' })
  manager = await app.signIn('credit-manager', { username: 'mei' })
})
afterAll(() => app.close())

const put = (as: Caller, code: string, status: string, limitMode = 'unlimited') =>
  app.request('PUT', `/api/v1/customers/${code}/accounts/CN01`, {
    as,
    body: { currency: 'CNY', limitMode, status },
  })
const named = (as: Caller, code: string, status?: string) =>
  app.request('PUT', `/api/v1/customers/${code}`, { as, body: { name: `新名 ${code}`, status } })

describe('whoever keeps customers without granting credit', () => {
  it('may stop an account, but not let it go again', async () => {
    await book.customer('S1', 'unlimited')
    expect((await put(analyst, 'S1', 'frozen')).status).toBe(200)
    expect((await put(analyst, 'S1', 'blocked')).status).toBe(200)
    for (const status of ['frozen', 'active'])
      expect(await put(analyst, 'S1', status)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect((await book.check('S1', 'S1-1', '1.00')).body.outcome).toBe('rejected')
    expect((await put(manager, 'S1', 'active')).status).toBe(200)
    expect((await book.check('S1', 'S1-2', '1.00')).body.outcome).toBe('approved')
  })

  it('does not take a customer off the blacklist; everything else is stored, and said', async () => {
    await book.customer('S2', 'unlimited')
    expect((await named(analyst, 'S2', 'blacklisted')).body).toMatchObject({ warnings: [] })
    expect((await named(analyst, 'S2', 'active')).body).toMatchObject({
      ...{ name: '新名 S2', status: 'blacklisted', warnings: ['blacklist_kept'] },
    })
    expect((await named(analyst, 'S2')).body).toMatchObject({ status: 'blacklisted', warnings: [] })
    const items = [{ code: 'S2', name: 'S2', status: 'active' }]
    const bulk = await app.request('POST', '/api/v1/customers/bulk', { as: analyst, body: { items } })
    expect(bulk.body.items).toMatchObject([{ status: 200, warnings: ['blacklist_kept'] }])
    expect((await book.check('S2', 'S2-1', '1.00')).body.outcome).toBe('rejected')
    expect((await named(manager, 'S2', 'active')).body).toMatchObject({ status: 'active', warnings: [] })
  })
})
