import type { OpenAPIV3_1 } from 'openapi-types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type Caller, type TestApp } from '../../test/test-app.js'
import { permissions } from '../kernel/access.js'
import { rolePermissions, roles, type Role } from '../modules/identity/domain/roles.js'

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  /** One of these is enough. */
  readonly permission: readonly string[]
}

const someId = '01a20092-b09a-77a6-bcb4-d6b6384558c8'
const open = new Set([
  'POST /api/v1/session',
  'POST /api/v1/setup',
  'GET /api/v1/session/hints',
  'GET /api/v1/session/single-sign-on',
  'GET /api/v1/session/single-sign-on/callback',
  'POST /api/v1/password-resets',
  'POST /api/v1/password-resets/use',
  'POST /api/v1/statement-links/open',
  'POST /api/v1/statement-links/paper',
  'POST /api/v1/statement-links/answer',
  'POST /api/v1/statement-links/files',
  `POST /api/v1/sms-receipts/${someId}/${someId}`,
  'GET /health/live',
  'GET /health/ready',
])

/** Every documented route with the permission that it names. */
function routesOf(document: OpenAPIV3_1.Document): Route[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'delete'] as const).flatMap((method) => {
      const operation = item?.[method] as { 'x-permission'?: string | string[] } | undefined
      // The live events never end; their own test listens to them.
      if (!operation || path === '/api/v1/events') return []
      const url = path.replaceAll(/\{[^}]+\}/g, someId)
      return [
        {
          method: method.toUpperCase() as Route['method'],
          url,
          permission: [operation['x-permission'] ?? 'public'].flat(),
        },
      ]
    }),
  )
}

describe('access', () => {
  let api: TestApp
  let routes: Route[]
  beforeAll(async () => {
    api = await createTestApp()
    routes = routesOf(api.app.swagger() as OpenAPIV3_1.Document)
  })
  afterAll(() => api.close())

  const statusOf = async (route: Route, as: Caller | null) => {
    const body = route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} }
    const answer = await api.request(route.method, route.url, { as, ...body })
    return { status: answer.status, code: (answer.body as { code?: string } | undefined)?.code }
  }

  it('is public for signing in, set-up and probes, and for nothing else', () => {
    const found = routes.filter((route) => route.permission.includes('public'))
    expect(new Set(found.map((route) => `${route.method} ${route.url}`))).toEqual(open)
  })

  it('needs a caller everywhere else', async () => {
    for (const route of routes.filter(({ permission }) => !permission.includes('public')))
      expect({ route, ...(await statusOf(route, null)) }).toMatchObject({
        status: 401,
        code: 'unauthenticated',
      })
  })

  it.each(roles)('of a %s is what the permission table says, on every route', async (role: Role) => {
    const caller = await api.signIn(role)
    for (const route of routes) {
      if (route.permission.includes('public') || `${route.method} ${route.url}` === 'DELETE /api/v1/session')
        continue
      const may =
        route.permission.includes('any') ||
        route.permission.some((one) => (rolePermissions[role] as string[]).includes(one))
      const { status, code } = await statusOf(route, caller)
      expect({ role, route, refused: status === 403 && code === 'forbidden' }).toEqual({
        role,
        route,
        refused: !may,
      })
      expect({ route, status: status < 500 }).toEqual({ route, status: true })
    }
  })

  it('of a key is what its scopes say', async () => {
    const caller = await api.keyWith('users:read')
    for (const route of routes.filter(
      ({ permission }) => !permission.includes('public') && !permission.includes('any'),
    )) {
      const { code } = await statusOf(route, caller)
      expect({ route, refused: code === 'forbidden' }).toEqual({
        route,
        refused: !route.permission.includes('users:read'),
      })
    }
  })

  it('lets a viewer write nothing but notes; a replay or a score only computes', () => {
    const writes = routes.filter(({ method, permission }) => method !== 'GET' && !permission.includes('any'))
    const allowed = writes.filter(({ permission }) =>
      permission.some((one) => (rolePermissions.viewer as string[]).includes(one)),
    )
    const harmless = /\/(replay|simulate|score|validate|notes)$/
    expect(allowed.filter(({ url }) => !harmless.test(url))).toEqual([])
  })

  it('uses every permission that exists, so that none is a promise without a route', () => {
    const used = new Set(routes.flatMap(({ permission }) => permission))
    expect(permissions.filter((permission) => !used.has(permission))).toEqual([])
  })
})
