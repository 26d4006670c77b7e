import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../test/credit-book.js'
import { multipartForm } from '../../test/multipart-form.js'
import { createTestApp, type Caller, type TestAnswer, type TestApp } from '../../test/test-app.js'

/** Roles of the people who try, with the customers they have: all, or those that they own. */
const people = ['admin', 'credit-manager', 'credit-analyst', 'finance', 'legal', 'sales', 'viewer'] as const

const nobody = '0190a000-0000-7000-8000-00000000ffff'

describe('what a resource says is allowed', () => {
  let api: TestApp
  const callers = new Map<string, Caller>()

  beforeAll(async () => {
    api = await createTestApp()
    const book = await openCreditBook(api)
    await book.customer('C1', '1000000.00')
    await api.request('POST', '/api/v1/api-keys', { body: { name: 'erp', scopes: ['checks:read'] } })
    const hook = { name: 'erp', url: 'https://erp.example.com/hook', events: ['hold.opened'] }
    await api.request('POST', '/api/v1/webhooks', { body: hook })
    for (const role of people) callers.set(role, await api.signIn(role, { username: `p.${role}` }))
    await api.request('PUT', '/api/v1/customers/C1', { body: { name: '客户', ownerUsername: 'p.sales' } })
  })
  afterAll(() => api.close())

  /** A file of customers, read but not imported; gives the id of the import. */
  async function uploadCustomers(): Promise<string> {
    const form = multipartForm(
      { name: 'c.csv', content: '客户编码,客户名称\nC9,九号' },
      { kind: 'customers' },
    )
    const { payload } = form
    const headers = { ...(await api.keyWith('*')), ...form.headers }
    const answer = await api.app.inject({ method: 'POST', url: '/api/v1/imports', headers, payload })
    return answer.json<{ id: string }>().id
  }

  const says = (allowed: readonly string[], act: string) => allowed.includes(act)
  const refused = ({ status }: TestAnswer) => status === 403 || status === 404
  const limitRequest = (as: Caller | undefined, amount: string) =>
    api.request('POST', '/api/v1/customers/C1/accounts/CN01/limit-lines', {
      ...(as ? { as } : {}),
      body: {
        kind: 'temporary',
        amount: { amount, currency: 'CNY' },
        validFrom: '2026-11-21',
        validTo: '2026-12-31',
        reason: '年末备货',
      },
    })

  describe.each(people)('to a %s', (role) => {
    it('of a customer succeeds, and nothing else does', async () => {
      const as = callers.get(role)
      if (!as) throw new Error('nobody tries')
      const customer = await api.request('GET', '/api/v1/customers/C1', { as })
      expect(customer.status).toBe(200)
      const attempts: Record<string, () => Promise<TestAnswer>> = {
        edit: () => api.request('PUT', '/api/v1/customers/C1', { as, body: { name: '客户' } }),
        addFacts: () => api.request('PUT', '/api/v1/customers/C1/facts', { as, body: { items: [] } }),
        rate: () => api.request('POST', '/api/v1/customers/C1/ratings', { as, body: {} }),
        check: () =>
          api.request('POST', '/api/v1/credit-checks', {
            as,
            body: {
              checkpoint: 'order',
              customerCode: 'C1',
              segment: 'CN01',
              reserve: false,
              document: { source: 'crm', type: 'order', number: `Q-${role}`, version: 1 },
              amount: { amount: '1.00', currency: 'CNY' },
            },
          }),
        requestLimit: () => limitRequest(as, '2000.00'),
      }
      for (const [act, attempt] of Object.entries(attempts)) {
        const answer = await attempt()
        expect({ act, refused: refused(answer) }).toEqual({
          act,
          refused: !says(customer.body.allowed, act),
        })
      }
    })

    it('of a user succeeds, and nothing else does', async () => {
      const as = callers.get(role)
      if (!as) throw new Error('nobody tries')
      const user = await api.request('GET', '/api/v1/users/p.viewer', { as })
      const edited = await api.request('PUT', '/api/v1/users/p.viewer', { as, body: { displayName: '查看' } })
      expect(refused(edited)).toBe(user.status !== 200 || !says(user.body.allowed, 'edit'))
    })

    it('of a limit proposal succeeds, and nothing else does', async () => {
      const as = callers.get(role)
      if (!as) throw new Error('nobody tries')
      const analyst = callers.get('credit-analyst')
      const asked = await limitRequest(analyst, '3000.00')
      expect(asked.status).toBeLessThan(300)
      const open = await api.request('GET', '/api/v1/limit-proposals?status=open&customerCode=C1', { as })
      const [proposal] = open.status === 200 ? open.body.items : []
      const id =
        proposal?.id ?? (await api.request('GET', '/api/v1/limit-proposals?status=open')).body.items[0].id
      const answer = await api.request('POST', '/api/v1/limit-proposals/reject', {
        as,
        body: { ids: [id], reason: '不需要' },
      })
      expect(refused(answer)).toBe(!says(proposal?.allowed ?? [], 'reject'))
    })

    it('of what is set up succeeds, and nothing else does', async () => {
      const as = callers.get(role)
      if (!as) throw new Error('nobody tries')
      const firstOf = async (url: string) => {
        const answer = await api.request('GET', url, { as })
        return answer.status === 200 ? (answer.body.items[0] as { allowed: string[] } | undefined) : undefined
      }
      const send = (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) =>
        api.request(method, `/api/v1/${url}`, { as, ...(body ? { body } : {}) })
      const attempts: [url: string, act: string, attempt: () => Promise<TestAnswer>][] = [
        ['control-rules', 'edit', () => send('POST', 'control-rules', {})],
        ['policies', 'edit', () => send('POST', 'policies', {})],
        ['scorecards', 'edit', () => send('POST', 'scorecards', {})],
        ['segments', 'edit', () => send('PUT', 'segments/CN01', {})],
        ['roles', 'copy', () => send('POST', 'roles', {})],
        ['api-keys', 'revoke', () => send('DELETE', `api-keys/${nobody}`)],
        ['webhooks', 'edit', () => send('PUT', `webhooks/${nobody}`, {})],
        ['webhooks', 'delete', () => send('DELETE', `webhooks/${nobody}`)],
        ['approval-flows', 'edit', () => send('POST', 'approval-flows', {})],
        ['approval-flows', 'switch', () => send('PATCH', 'approval-flows/none', {})],
        ['customers/C1/accounts', 'request', () => send('PUT', 'customers/C1/accounts/CN01', {})],
        ['customers/C1/accounts', 'hold', () => send('PUT', 'customers/C1/accounts/CN01/forced-hold', {})],
        [
          'customers/C1/accounts/CN01/limit-lines',
          'revoke',
          () => send('DELETE', `customers/C1/accounts/CN01/limit-lines/${nobody}`),
        ],
      ]
      for (const [url, act, attempt] of attempts) {
        const found = await firstOf(`/api/v1/${url}`)
        const { status } = await attempt()
        // What is refused for who asks is refused before what is sent is looked at.
        expect({ url, act, refused: status === 403 }).toEqual({
          url,
          act,
          refused: !says(found?.allowed ?? [], act),
        })
      }
    })

    it('of an import succeeds, and nothing else does', async () => {
      const as = callers.get(role)
      if (!as) throw new Error('nobody tries')
      const id = await uploadCustomers()
      const list = await api.request('GET', '/api/v1/imports', { as })
      const allowed = list.status === 200 ? (list.body.items[0].allowed as string[]) : []
      const answer = await api.request('POST', `/api/v1/imports/${id}/validate`, { as, body: {} })
      expect(refused(answer)).toBe(!says(allowed, 'validate'))
    })
  })
})
