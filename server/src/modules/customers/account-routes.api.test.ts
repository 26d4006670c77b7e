import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders } from '../../../test/trading-book.js'
import { registerAccountReadRoutes } from './account-routes.js'

describe('the credit accounts of a customer', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [registerAccountReadRoutes] })
    await api.deps.db.transaction((tx) => insertTraders(tx, [{ code: 'C1', invoices: [], orders: [] }]))
  })
  afterAll(() => api.close())

  it('name their segment and say what may be bought', async () => {
    const { status, body } = await api.request('GET', '/api/v1/customers/C1/accounts')
    expect(status).toBe(200)
    expect(body.nextCursor).toBeNull()
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({
      limitMode: 'none',
      status: 'active',
      terms: null,
      forcedHold: null,
    })
    expect(body.items[0].segmentName).not.toBe('')
  })

  it('are refused for an unknown customer, for a salesperson of others, and without the permission', async () => {
    expect((await api.request('GET', '/api/v1/customers/NOBODY/accounts')).body.code).toBe(
      'customer_not_found',
    )
    const sales = await api.signIn('sales')
    expect((await api.request('GET', '/api/v1/customers/C1/accounts', { as: sales })).status).toBe(404)
    const key = await api.keyWith('holds:read')
    expect((await api.request('GET', '/api/v1/customers/C1/accounts', { as: key })).status).toBe(403)
  })
})
