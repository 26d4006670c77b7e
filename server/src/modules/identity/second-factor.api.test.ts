import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, TEST_PASSWORD, type Caller, type TestApp } from '../../../test/test-app.js'
import { registerAuditRoutes } from '../audit/routes.js'

const own = '/api/v1/session/second-factor'

describe('the second factor', () => {
  let api: TestApp
  let counter = 0
  beforeAll(async () => {
    api = await createTestApp({ routes: [registerAuditRoutes] })
  })
  afterAll(() => api.close())

  const codeFor = (secret: string) => generateSync({ secret, epoch: api.clock.now().getTime() / 1000 })
  const signIn = (username: string, code?: string, password = TEST_PASSWORD) =>
    api.request('POST', '/api/v1/session', {
      as: null,
      body: { username, password, ...(code ? { code } : {}) },
    })

  /** A new user with the second factor on, and the clock one step later, so that a fresh code exists. */
  const protectedUser = async () => {
    const username = `user${counter++}`
    const caller: Caller = await api.signIn('finance', { username })
    const { body } = await api.request('POST', own, { as: caller })
    const secret = body.secret as string
    const confirmed = await api.request('POST', `${own}/confirm`, {
      as: caller,
      body: { code: codeFor(secret) },
    })
    api.clock.advance({ seconds: 30 })
    return { username, caller, secret, recoveryCodes: confirmed.body.recoveryCodes as string[] }
  }

  it('is asked for after the right password only, and lets in with the code of the moment', async () => {
    const { username, secret } = await protectedUser()
    expect((await signIn(username)).body.code).toBe('second_factor_needed')
    expect((await signIn(username, undefined, 'wrong password')).body.code).toBe('sign_in_failed')
    const { status, body } = await signIn(username, codeFor(secret))
    expect({ status, secondFactor: body.user.secondFactor }).toEqual({ status: 200, secondFactor: 'on' })
  })

  it('takes each code once, also from two who send it at the same moment', async () => {
    const { username, secret } = await protectedUser()
    const answers = await Promise.all([signIn(username, codeFor(secret)), signIn(username, codeFor(secret))])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401])
    expect((await signIn(username, codeFor(secret))).body.code).toBe('code_wrong')
    api.clock.advance({ seconds: 30 })
    expect((await signIn(username, codeFor(secret))).status).toBe(200)
  })

  it('is replaced by each of ten recovery codes once', async () => {
    const { username, recoveryCodes } = await protectedUser()
    expect(new Set(recoveryCodes).size).toBe(10)
    const [first = '', second = ''] = recoveryCodes
    const answers = await Promise.all([signIn(username, first), signIn(username, first.toUpperCase())])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401])
    expect((await signIn(username, second)).status).toBe(200)
    expect((await signIn(username, second)).body.code).toBe('code_wrong')
  })

  it('is not switched on without a right code, nor off without one', async () => {
    const caller = await api.signIn('finance', { username: 'careful' })
    const { body } = await api.request('POST', own, { as: caller })
    expect(body.uri).toMatch(/^otpauth:\/\/totp\//)
    const wrong = await api.request('POST', `${own}/confirm`, { as: caller, body: { code: '000000' } })
    expect(wrong.body.code).toBe('code_wrong')
    expect((await signIn('careful')).status).toBe(200)
    const { caller: other, secret } = await protectedUser()
    expect((await api.request('POST', `${own}/remove`, { as: other, body: { code: '000000' } })).status).toBe(
      401,
    )
    expect((await api.request('POST', own, { as: other })).body.code).toBe('second_factor_on')
    expect(
      (await api.request('POST', `${own}/remove`, { as: other, body: { code: codeFor(secret) } })).status,
    ).toBe(204)
  })

  it('is all that a session is good for while a role requires it and there is none', async () => {
    const caller = await api.signIn('finance', { username: 'obliged' })
    await api.request('PUT', '/api/v1/roles/finance', { body: { totpRequired: true } })
    api.forgetCallers()
    const session = await api.request('GET', '/api/v1/session', { as: caller })
    expect(session.body.user).toMatchObject({ secondFactor: 'required', permissions: [] })
    expect((await api.request('GET', '/api/v1/organisation', { as: caller })).body.code).toBe(
      'second_factor_required',
    )
    const { body } = await api.request('POST', own, { as: caller })
    await api.request('POST', `${own}/confirm`, {
      as: caller,
      body: { code: codeFor(body.secret as string) },
    })
    expect((await api.request('GET', '/api/v1/organisation', { as: caller })).status).toBe(200)
    await api.request('PUT', '/api/v1/roles/finance', { body: { totpRequired: false } })
  })

  it('that is lost is removed by an administrator; the sessions end', async () => {
    const { username, caller } = await protectedUser()
    expect((await api.request('POST', `/api/v1/users/${username}/reset-second-factor`)).status).toBe(204)
    expect((await api.request('GET', '/api/v1/session', { as: caller })).status).toBe(401)
    expect((await signIn(username)).status).toBe(200)
  })

  it('leaves neither secret nor codes in the audit trail', async () => {
    const { username, secret, recoveryCodes } = await protectedUser()
    const trail = await api.request('GET', `/api/v1/audit?objectType=user&objectId=${username}`)
    expect(trail.text).toContain('second-factor-on')
    for (const word of [secret, ...recoveryCodes]) expect(trail.text).not.toContain(word)
  })
})

describe('signing in', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
  })
  afterAll(() => api.close())

  const signIn = (username: string, password = TEST_PASSWORD) =>
    api.request('POST', '/api/v1/session', { as: null, body: { username, password } })

  it('locks an account after ten wrong passwords in a row, whatever the pauses, until it is unlocked', async () => {
    await api.signIn('viewer', { username: 'victim' })
    for (let tries = 0; tries < 10; tries++) {
      if (tries % 5 === 0) api.clock.advance({ minutes: 16 })
      expect((await signIn('victim', 'not the password')).body.code).toBe('sign_in_failed')
    }
    api.clock.advance({ minutes: 16 })
    expect((await signIn('victim', 'not the password')).body.code).toBe('sign_in_failed')
    expect((await signIn('victim')).body.code).toBe('account_locked')
    expect((await api.request('GET', '/api/v1/users/victim')).body.lockedAt).not.toBeNull()
    await api.request('POST', '/api/v1/users/victim/unlock')
    expect((await signIn('victim')).status).toBe(200)
    const log = await api.request('GET', '/api/v1/sign-ins?username=victim')
    const entries = log.body.items as { outcome: string }[]
    expect(entries.slice(0, 3).map(({ outcome }) => outcome)).toEqual([
      'signed-in',
      'locked',
      'wrong-password',
    ])
  })

  it('shows where one is signed in, and ends one session without the others', async () => {
    const here = await api.signIn('viewer', { username: 'traveller' })
    await signIn('traveller')
    const list = async () =>
      (await api.request('GET', '/api/v1/session/security', { as: here })).body.sessions as {
        id: string
        current: boolean
      }[]
    const other = (await list()).find(({ current }) => !current)
    expect((await list()).length).toBe(2)
    const stranger = await api.signIn('viewer', { username: 'stranger' })
    const url = `/api/v1/session/sessions/${other?.id}`
    expect((await api.request('DELETE', url, { as: stranger })).body.code).toBe('session_not_found')
    expect((await api.request('DELETE', url, { as: here })).status).toBe(204)
    expect(await list()).toMatchObject([{ current: true }])
  })

  it('takes no password of those used last, and none that everybody tries first', async () => {
    const caller = await api.signIn('viewer', { username: 'changer' })
    const change = (currentPassword: string, newPassword: string) =>
      api.request('PUT', '/api/v1/session/password', { as: caller, body: { currentPassword, newPassword } })
    expect((await change(TEST_PASSWORD, TEST_PASSWORD)).body.code).toBe('password_used_before')
    expect((await change(TEST_PASSWORD, 'Qwertyuiop')).body.code).toBe('password_too_weak')
    expect((await change(TEST_PASSWORD, 'a second good one')).status).toBe(204)
    expect((await change('a second good one', TEST_PASSWORD)).body.code).toBe('password_used_before')
  })
})
