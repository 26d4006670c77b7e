import type { OpenAPIV3_1 } from 'openapi-types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../test/credit-book.js'
import { createTestApp, TEST_PASSWORD, type Caller, type TestApp } from '../../test/test-app.js'
import { wholeBookPermissions } from '../kernel/access.js'
import { rolePermissions, roles, type Role } from '../modules/identity/domain/roles.js'
import { scopeKinds, type ScopeKind } from '../modules/identity/domain/scope-kind.js'

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly permission: readonly string[]
}

/** A word in every text of the foreign customer: its name, its documents, its holds. */
const FOREIGN = 'ZZFOREIGN'

/** These end the caller's own session or account, or hand out what is made for the caller. */
const leftOut = new Set(['DELETE /api/v1/session', 'PUT /api/v1/session/password'])

describe('every route, for every role and scope', () => {
  let api: TestApp
  let book: CreditBook
  let routes: Route[]
  const ids: string[] = []
  beforeAll(async () => {
    api = await createTestApp()
    book = await openCreditBook(api)
    await api.request('PUT', '/api/v1/segments/CN02', { body: { name: '华南', currency: 'CNY' } })
    await api.signIn('sales', { username: 'elsewhere' })
    // Somebody has to remain administrator while the roles of others are narrowed.
    await api.signIn('admin', { username: 'root' })
    await book.customer(FOREIGN, '100.00')
    const body = { name: `${FOREIGN} 公司`, ownerUsername: 'elsewhere' }
    await api.request('PUT', `/api/v1/customers/${FOREIGN}`, { body })
    const decision = await book.check(FOREIGN, `SO-${FOREIGN}`, '900.00')
    ids.push(String(decision.body.id), String(decision.body.hold.id))
    await book.document('invoice', `INV-${FOREIGN}`, {
      customerCode: FOREIGN,
      dueDate: '2026-10-01',
      lines: [{ lineNo: 1, amount: '50.00' }],
    })
    const [contact, account] = [crypto.randomUUID(), crypto.randomUUID()]
    await api.request('PUT', `/api/v1/customers/${FOREIGN}/contacts/${contact}`, {
      body: { name: `${FOREIGN} 王`, phone: '13812345678' },
    })
    await api.request('PUT', `/api/v1/customers/${FOREIGN}/bank-accounts/${account}`, {
      body: { holder: FOREIGN, bank: '工商银行', currency: 'CNY', number: '6222021234567890123' },
    })
    ids.push(contact, account)
    const items = [
      { source: 'erp', number: `INV-${FOREIGN}`, itemNo: 1, amount: { amount: '10.00', currency: 'CNY' } },
    ]
    const promised = await api.request('POST', `/api/v1/customers/${FOREIGN}/contact-log`, {
      body: {
        ...{ channel: 'phone', outcome: 'promised', note: `${FOREIGN} 月底付款` },
        promise: { payOn: api.clock.now().toISOString().slice(0, 10), items },
      },
    })
    const disputed = await api.request('POST', `/api/v1/customers/${FOREIGN}/disputes`, {
      body: { reasonCode: 'price', description: `${FOREIGN} 单价`, items },
    })
    ids.push(String(promised.body.id), String(disputed.body.id))
    const rating = await api.request('POST', `/api/v1/customers/${FOREIGN}/ratings`, { body: {} })
    ids.push(String(rating.body.id))
    routes = routesOf(api.app.swagger() as OpenAPIV3_1.Document)
  })
  afterAll(() => api.close())

  /** Each documented route with the foreign customer in its address; routes of one id once for each id of that customer. */
  function routesOf(document: OpenAPIV3_1.Document): Route[] {
    return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      (['get', 'post', 'put', 'delete'] as const).flatMap((method) => {
        const operation = item?.[method] as { 'x-permission'?: string | string[] } | undefined
        const permission = [operation?.['x-permission'] ?? 'public'].flat()
        // The live events never end; their own test listens to them.
        if (!operation || path === '/api/v1/events' || !path.startsWith('/api/v1')) return []
        if (permission.includes('public')) return []
        const named = path
          .replace('/customers/{code}', `/customers/${FOREIGN}`)
          .replaceAll('{segment}', 'CN01')
        const urls = named.includes('{id}') ? ids.map((id) => named.replaceAll('{id}', id)) : [named]
        return urls.map((url) => ({
          method: method.toUpperCase() as Route['method'],
          url: url.replaceAll(/\{[^}]+\}/g, 'none'),
          permission,
        }))
      }),
    )
  }

  async function callerOf(role: Role, scope: ScopeKind): Promise<Caller> {
    const username = `${role}.${scope}`
    await api.signIn(role, { username })
    const segmentCodes = scope === 'segment' ? ['CN02'] : []
    const assignment = { roleCode: role, scope, segmentCodes, main: true }
    await api.request('PUT', `/api/v1/users/${username}/roles`, { body: { roles: [assignment] } })
    const body = { username, password: TEST_PASSWORD }
    const session = await api.request('POST', '/api/v1/session', { as: null, body })
    const cookie = /^[^;]+/.exec(String(session.headers['set-cookie']))?.[0] ?? ''
    return { cookie, 'x-csrf-token': (session.body as { csrfToken: string }).csrfToken }
  }

  const cases = roles.flatMap((role) => scopeKinds.map((scope) => [role, scope] as const))

  it.each(cases)('a %s with the scope %s gets what is declared, and nothing foreign', async (role, scope) => {
    const as = await callerOf(role, scope)
    const has = new Set<string>(
      rolePermissions[role].filter((one) => scope === 'all' || !wholeBookPermissions.has(one)),
    )
    for (const route of routes) {
      if (leftOut.has(`${route.method} ${route.url}`) || route.url.startsWith('/api/v1/session')) continue
      // What a caller of all customers may write is tried elsewhere: here it would change the book.
      if (scope === 'all' && route.method !== 'GET') continue
      const body = route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} }
      const { status, text } = await api.request(route.method, route.url, { as, ...body })
      const may = route.permission.includes('any') || route.permission.some((one) => has.has(one))
      const where = `${route.method} ${route.url}`
      expect(status, where).toBeLessThan(500)
      if (!may) expect({ where, status }).toEqual({ where, status: 403 })
      if (scope === 'all') continue
      const echoed = text.replaceAll(/"(detail|title|message|zh|en|instance)":"[^"]*"/g, '')
      expect({ where, foreign: status < 300 && echoed.includes(FOREIGN) }).toEqual({ where, foreign: false })
    }
  })

  it('has something foreign to find for those who see everything', async () => {
    const list = await api.request('GET', '/api/v1/customers')
    const holds = await api.request('GET', '/api/v1/holds?status=open')
    expect([list.text, holds.text].every((text) => text.includes(FOREIGN))).toBe(true)
  })
})
