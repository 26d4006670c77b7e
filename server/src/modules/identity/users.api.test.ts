import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, TEST_PASSWORD, type TestApp } from '../../../test/test-app.js'
import { registerAuditRoutes } from '../audit/routes.js'

const users = '/api/v1/users'
const keys = '/api/v1/api-keys'
const nowhere = '01a20092-b09a-77a6-bcb4-d6b6384558c8'

describe('users', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [registerAuditRoutes], poolSize: 12 })
  })
  afterAll(() => api.close())

  const draft = (username: string, extra: object = {}) => ({
    username,
    displayName: '王芳',
    role: 'credit-manager',
    password: TEST_PASSWORD,
    ...extra,
  })

  it('are created with a release authority, listed in pages and audited without their password', async () => {
    const releaseAuthority = { amount: '500000.00', currency: 'CNY' }
    const created = await api.request('POST', users, { body: draft('wang.fang', { releaseAuthority }) })
    expect(created).toMatchObject({
      status: 201,
      body: { username: 'wang.fang', releaseAuthority, active: true },
    })
    await api.request('POST', users, { body: draft('zhao.lei') })
    const first = await api.request('GET', `${users}?limit=1`)
    const second = await api.request('GET', `${users}?limit=1&cursor=${String(first.body.nextCursor)}`)
    expect([first.body.items[0].username, second.body.items[0].username]).toEqual(['wang.fang', 'zhao.lei'])
    const audit = await api.request('GET', '/api/v1/audit?objectType=user&objectId=wang.fang')
    expect(audit.body.items).toContainEqual(
      expect.objectContaining({ action: 'user.created', actor: 'key:test' }),
    )
    expect(audit.text).not.toMatch(/argon2|correct horse/)
  })

  it('keep what a change leaves out', async () => {
    await api.request('POST', users, { body: draft('li.na', { releaseAuthority: 'unlimited' }) })
    const changed = await api.request('PUT', `${users}/li.na`, { body: { displayName: '李娜' } })
    expect(changed.body).toMatchObject({
      displayName: '李娜',
      role: 'credit-manager',
      releaseAuthority: 'unlimited',
    })
    const none = await api.request('PUT', `${users}/li.na`, { body: { releaseAuthority: 'none' } })
    expect(none.body.releaseAuthority).toBe('none')
    expect((await api.request('GET', `${users}/li.na`)).body).toEqual(none.body)
  })

  it.each([
    ['a taken username', { username: 'taken' }, 409, 'username_taken'],
    ['a short password', { password: 'short' }, 400, 'password_too_weak'],
    [
      'the username as password',
      { username: 'aboutthislong', password: 'aboutthislong' },
      400,
      'password_too_weak',
    ],
    ['a username in capitals', { username: 'Taken' }, 400, 'validation_failed'],
    ['an unknown role', { role: 'king' }, 404, 'role_not_found'],
    ['an unknown field', { isAdmin: true }, 400, 'validation_failed'],
    [
      'a negative authority',
      { releaseAuthority: { amount: '-1', currency: 'CNY' } },
      400,
      'validation_failed',
    ],
  ])('are refused with %s', async (_, fault, status, code) => {
    await api.request('POST', users, { body: draft('taken') })
    const refused = await api.request('POST', users, { body: draft('fresh', fault) })
    expect(refused.body).toMatchObject({ status, code })
    expect((await api.request('GET', `${users}/fresh`)).body.code).toBe('user_not_found')
  })

  it('never lose their last administrator, not even to two who remove each other', async () => {
    await api.request('POST', users, { body: draft('one', { role: 'admin' }) })
    await api.request('POST', users, { body: draft('two', { role: 'admin' }) })
    const answers = await Promise.all([
      api.request('PUT', `${users}/two`, { body: { role: 'viewer' } }),
      api.request('PUT', `${users}/one`, { body: { active: false } }),
    ])
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409])
  })

  it('are signed out when their role changes', async () => {
    const caller = await api.signIn('finance', { username: 'mover' })
    await api.request('PUT', `${users}/mover`, { body: { role: 'viewer' } })
    expect((await api.request('GET', '/api/v1/session', { as: caller })).status).toBe(401)
  })

  it('do not include strangers', async () => {
    expect((await api.request('PUT', `${users}/nobody`, { body: { active: false } })).body.code).toBe(
      'user_not_found',
    )
  })
})

describe('an API key', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
  })
  afterAll(() => api.close())

  const create = (body: object, as?: Record<string, string>) =>
    api.request('POST', keys, {
      body: { name: 'erp', scopes: ['users:read'], ...body },
      ...(as ? { as } : {}),
    })
  const callerOf = (key: unknown) => ({ authorization: `Bearer ${String(key)}` })

  it('is shown once, works, and is found again by its first characters only', async () => {
    const { status, body } = await create({})
    expect(status).toBe(201)
    expect(body.key).toMatch(/^xh_[\w-]{43}$/)
    expect((await api.request('GET', users, { as: callerOf(body.key) })).status).toBe(200)
    const list = await api.request('GET', keys)
    expect(list.text).not.toContain(body.key)
    expect(String(body.key).startsWith(String(body.hint))).toBe(true)
    expect(list.body.items[0]).toMatchObject({ id: body.id, createdBy: 'key:test' })
    expect(list.body.items[0].lastUsedAt).not.toBeNull()
    const { rows } = await api.database.pool.query<{ all: string }>(
      'SELECT api_key::text AS all FROM api_key',
    )
    expect(rows.some((row) => row.all.includes(body.key))).toBe(false)
  })

  it('ends at once when it is revoked, for good', async () => {
    const { body } = await create({})
    const caller = callerOf(body.key)
    expect((await api.request('GET', users, { as: caller })).status).toBe(200)
    for (let n = 0; n < 2; n++) expect((await api.request('DELETE', `${keys}/${body.id}`)).status).toBe(204)
    expect((await api.request('GET', users, { as: caller })).status).toBe(401)
    expect((await api.request('DELETE', `${keys}/${nowhere}`)).body.code).toBe('api_key_not_found')
  })

  it('ends at its time', async () => {
    const { body } = await create({ expiresAt: '2026-11-21T03:00:00Z' })
    expect((await api.request('GET', users, { as: callerOf(body.key) })).status).toBe(200)
    api.clock.advance({ hours: 2 })
    api.forgetCallers()
    expect((await api.request('GET', users, { as: callerOf(body.key) })).status).toBe(401)
  })

  it('cannot be given more than its maker may do', async () => {
    const maker = await api.keyWith('api-keys:write', 'users:read')
    expect((await create({}, maker)).status).toBe(201)
    expect((await create({ scopes: ['users:write'] }, maker)).body.code).toBe('scope_exceeds_own')
    expect((await create({ scopes: ['*'] }, maker)).body.code).toBe('scope_exceeds_own')
  })

  it.each(['Basic dXNlcjpwdw==', 'Bearer', 'Bearer xh_invented', 'xh_x', `Bearer ${'x'.repeat(5000)}`])(
    'is not %s',
    async (authorization) => {
      const refused = await api.request('GET', users, { as: { authorization } })
      expect(refused.body).toMatchObject({ status: 401, code: 'unauthenticated' })
    },
  )

  it('costs no query once it is known', async () => {
    const caller = callerOf((await create({})).body.key)
    await api.request('GET', '/api/v1/organisation', { as: caller })
    const queries = async (count: number) => {
      const before = await statements(api)
      for (let n = 0; n < count; n++) await api.request('GET', '/api/v1/organisation', { as: caller })
      return (await statements(api)) - before
    }
    // Each answer reads the organisation once; nothing else may be asked.
    expect(await queries(20)).toBe(20)
  })
})

let counted: { pool: unknown; count: number } | undefined

/** How many statements went through the application's pool so far. */
function statements(api: TestApp): Promise<number> {
  const { pool } = api.database
  if (counted?.pool !== pool) {
    const mine = { pool, count: 0 }
    counted = mine
    const original = pool.query.bind(pool) as (...args: unknown[]) => unknown
    Object.assign(pool, {
      query: (...args: unknown[]) => {
        mine.count++
        return original(...args)
      },
    })
  }
  return Promise.resolve(counted.count)
}
