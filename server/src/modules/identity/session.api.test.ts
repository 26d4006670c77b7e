import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, TEST_PASSWORD, type TestApp } from '../../../test/test-app.js'
import { systemPrincipal } from '../../kernel/access.js'
import { createDemoUsers } from './create-user.js'
import { demoOffice } from './domain/demo-accounts.js'
import { makeSetupToken } from './first-admin.js'

const tags = '/api/v1/session'

describe('a session', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [], poolSize: 12 })
  })
  afterAll(() => api.close())

  const signInAs = (username: string, password = TEST_PASSWORD) =>
    api.request('POST', tags, { as: null, body: { username, password } })

  it('is opened with a password and kept in a cookie that scripts cannot read', async () => {
    await api.signIn('viewer', { username: 'kept' })
    const answer = await signInAs('KEPT')
    expect(answer.status).toBe(200)
    expect(answer.body.user).toMatchObject({ username: 'kept', role: 'viewer', locale: 'en' })
    expect(answer.body.user.permissions).toContain('customers:read')
    expect(answer.headers['set-cookie']).toMatch(
      /^xinheng_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  it('records what a sign-in changes on behalf of the person who signed in', async () => {
    await api.signIn('viewer', { username: 'named' })
    await signInAs('named', 'not the password')
    await signInAs('named')
    const { rows } = await api.database.pool.query<{ actor: string; table: string; action: string }>(`
      SELECT actor, table_name AS table, action FROM audit_entry
      WHERE xid = (SELECT max(xid) FROM audit_entry WHERE action = 'session.opened') ORDER BY id`)
    expect(rows.map(({ table, action }) => table ?? action)).toEqual(
      expect.arrayContaining(['session.opened', 'user_session']),
    )
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(['named']))
  })

  it('tells who is signed in, with the same CSRF token', async () => {
    const caller = await api.signIn('finance', { username: 'who' })
    const answer = await api.request('GET', tags, { as: caller })
    expect(answer.body).toMatchObject({ user: { username: 'who' }, csrfToken: caller['x-csrf-token'] })
    expect((await api.request('GET', tags, { as: null })).status).toBe(401)
    expect((await api.request('GET', tags)).status).toBe(401)
  })

  it('refuses writes without its CSRF token or with another one', async () => {
    const caller = await api.signIn('admin', { username: 'csrf' })
    const cookie = { cookie: caller['cookie'] ?? '' }
    const body = { locale: 'en' }
    const without = await api.request('PUT', `${tags}/locale`, { as: cookie, body })
    expect(without.body).toMatchObject({ status: 403, code: 'csrf_failed' })
    const foreign = { ...cookie, 'x-csrf-token': 'x'.repeat(43) }
    expect((await api.request('PUT', `${tags}/locale`, { as: foreign, body })).status).toBe(403)
    expect((await api.request('PUT', `${tags}/locale`, { as: caller, body })).status).toBe(204)
  })

  it('does not tell an unknown user from a wrong password', async () => {
    await api.signIn('viewer', { username: 'known' })
    const wrong = await signInAs('known', 'wrong password')
    const unknown = await signInAs('unknown', 'wrong password')
    expect(wrong.body).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect(unknown.body).toEqual(wrong.body)
  })

  it('ends by signing out', async () => {
    const caller = await api.signIn('viewer', { username: 'leaver' })
    expect((await api.request('DELETE', tags, { as: caller })).status).toBe(204)
    expect((await api.request('GET', tags, { as: caller })).status).toBe(401)
  })

  it('ends after twelve idle hours', async () => {
    const caller = await api.signIn('viewer', { username: 'sleeper' })
    const present = async () => {
      api.forgetCallers()
      return (await api.request('GET', tags, { as: caller })).status
    }
    api.clock.advance({ hours: 11 })
    expect(await present()).toBe(200)
    api.clock.advance({ hours: 11 })
    expect(await present()).toBe(200)
    api.clock.advance({ hours: 13 })
    expect(await present()).toBe(401)
  })

  it('ends after seven days, however busy it was', async () => {
    const caller = await api.signIn('viewer', { username: 'busy' })
    const statuses: number[] = []
    for (let hours = 0; hours <= 7 * 24; hours += 8) {
      api.forgetCallers()
      statuses.push((await api.request('GET', tags, { as: caller })).status)
      api.clock.advance({ hours: 8 })
    }
    expect(statuses).toEqual([...Array<number>(21).fill(200), 401])
  })

  it('of a deactivated user is over at once', async () => {
    const caller = await api.signIn('viewer', { username: 'gone' })
    const change = { body: { active: false } }
    expect((await api.request('PUT', '/api/v1/users/gone', change)).status).toBe(200)
    expect((await api.request('GET', tags, { as: caller })).status).toBe(401)
    expect((await signInAs('gone')).status).toBe(401)
  })

  it('lets its user choose a new password, which ends the other sessions', async () => {
    const first = await api.signIn('viewer', { username: 'changer' })
    const second = await signInAs('changer')
    const cookie = /^[^;]+/.exec(String(second.headers['set-cookie']))?.[0] ?? ''
    const put = (currentPassword: string, newPassword: string) =>
      api.request('PUT', `${tags}/password`, { as: first, body: { currentPassword, newPassword } })
    expect((await put('not the password', 'a better password')).body.code).toBe('wrong_password')
    expect((await put(TEST_PASSWORD, 'short')).body.code).toBe('password_too_weak')
    expect((await put(TEST_PASSWORD, 'a better password')).status).toBe(204)
    expect((await api.request('GET', tags, { as: first })).status).toBe(200)
    expect((await api.request('GET', tags, { as: { cookie } })).status).toBe(401)
    expect((await signInAs('changer')).status).toBe(401)
    expect((await signInAs('changer', 'a better password')).status).toBe(200)
  })

  it('lets five of twenty parallel guesses through, and then makes even the right password wait', async () => {
    await api.signIn('viewer', { username: 'victim' })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => signInAs('victim', `guess ${n}`)))
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
    const right = await signInAs('victim')
    expect(right.body.code).toBe('rate_limited')
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(800)
    api.clock.advance({ minutes: 15 })
    expect((await signInAs('victim')).status).toBe(200)
  })

  it('hints at nothing but the accounts of the demo book', async () => {
    const hints = async () => (await api.request('GET', `${tags}/hints`, { as: null })).body
    expect(await hints()).toEqual({
      ...{ setupNeeded: false, singleSignOn: null, passwordMin: 10, passwordReset: false, accounts: [] },
    })
    await api.deps.db.transaction((tx) =>
      createDemoUsers(tx, systemPrincipal, demoOffice.slice(1, 2), api.clock.now()),
    )
    expect(await hints()).toEqual({
      setupNeeded: false,
      ...{ singleSignOn: null, passwordMin: 10, passwordReset: false },
      accounts: [
        { username: 'manager', password: 'xinheng-demo', displayName: '陈敏', role: 'credit-manager' },
      ],
    })
    await api.request('PUT', '/api/v1/users/manager', { body: { password: 'no longer known' } })
    expect((await hints()).accounts).toEqual([])
  })
})

describe('the one-time link of a new installation', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
  })
  afterAll(() => api.close())

  const setUp = (token: string, password = TEST_PASSWORD) =>
    api.request('POST', '/api/v1/setup', { as: null, body: { token, username: 'boss', password } })

  it('makes one administrator, once', async () => {
    const stale = (await makeSetupToken(api.deps.db, api.clock.now())) ?? ''
    const token = (await makeSetupToken(api.deps.db, api.clock.now())) ?? ''
    expect((await setUp('invented')).body.code).toBe('setup_link_invalid')
    expect((await setUp(stale)).body.code).toBe('setup_link_invalid')
    expect((await setUp(token, 'short')).body.code).toBe('password_too_weak')
    const answers = await Promise.all([setUp(token), setUp(token)])
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 403])
    const done = answers.find((answer) => answer.status === 201)
    expect(done?.body.user).toMatchObject({ username: 'boss', role: 'admin' })
    expect(await makeSetupToken(api.deps.db, api.clock.now())).toBeUndefined()
  })

  it('expires', async () => {
    await api.database.pool.query('TRUNCATE app_user CASCADE')
    const token = (await makeSetupToken(api.deps.db, api.clock.now())) ?? ''
    api.clock.advance({ hours: 25 })
    expect((await setUp(token)).body.code).toBe('setup_link_invalid')
  })
})
