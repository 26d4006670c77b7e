import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  startOpenIdStandIn,
  visitOpenIdStandIn,
  type OpenIdStandIn,
  type StandInPerson,
} from '../../../test/openid-stand-in.js'
import { createTestApp, type TestAnswer, type TestApp } from '../../../test/test-app.js'

const START = '/api/v1/session/single-sign-on'
const ORIGIN = 'http://localhost'

const li: StandInPerson = {
  ...{ sub: 'u-17', name: '李伟', preferred_username: 'li.wei' },
  ...{ email: 'Li.Wei@example.com', email_verified: true },
}

describe('single sign-on', () => {
  let api: TestApp
  let provider: OpenIdStandIn
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
    provider = await startOpenIdStandIn([`${ORIGIN}${START}/callback`])
  })
  afterAll(async () => {
    await provider.close()
    await api.close()
  })
  beforeEach(async () => {
    await api.database.pool.query('TRUNCATE external_identity')
    provider.person = li
    await configure()
  })

  const configure = (change: object = {}) =>
    api.request('PUT', '/api/v1/identity-provider', {
      body: {
        ...{ issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret },
        ...{ tokenAuth: 'basic', label: '企业账号', claim: 'email', matchBy: 'email', active: true },
        ...change,
      },
    })

  const get = (url: string, cookie = '') =>
    api.request('GET', url, { as: null, headers: { cookie, host: 'localhost' } })

  const cookieOf = (answer: TestAnswer, name: string) =>
    [answer.headers['set-cookie']]
      .flat()
      .map((text) => new RegExp(`^(${name}=[^;]+)`).exec(String(text))?.[1])
      .find((text) => text !== undefined)

  async function leave(next = '') {
    const left = await get(`${START}${next}`)
    return { url: String(left.headers['location']), cookie: cookieOf(left, 'xinheng_sso') ?? '' }
  }

  /** All the way: there, in as `provider.person`, back. */
  async function signIn(next = '') {
    const { url, cookie } = await leave(next)
    const back = await visitOpenIdStandIn(provider, url)
    const answer = await get(back.replace(ORIGIN, ''), cookie)
    return {
      answer,
      location: String(answer.headers['location']),
      session: cookieOf(answer, 'xinheng_session'),
    }
  }

  const who = async (session: string | undefined) => {
    api.forgetCallers()
    return (await api.request('GET', '/api/v1/session', { as: { cookie: session ?? '' } })).body?.user
  }

  const signIns = async (username: string) =>
    (await api.request('GET', `/api/v1/sign-ins?username=${username}`)).body.items

  it('signs a known person in by a verified address, links them, and logs how', async () => {
    await api.signIn('viewer', { username: 'wei' })
    await api.request('PUT', '/api/v1/users/wei', { body: { email: 'li.wei@example.com' } })
    const { location, session } = await signIn('?next=/holds')
    expect(location).toBe('/holds')
    expect(await who(session)).toMatchObject({ username: 'wei', role: 'viewer' })
    expect((await signIns('wei'))[0]).toMatchObject({ outcome: 'signed-in', method: 'single-sign-on' })
    const links = await api.request('GET', '/api/v1/users/wei/identities')
    expect(links.body.items).toMatchObject([{ issuer: provider.issuer, subject: 'u-17' }])

    // From now on the subject counts: a new address at the provider is still the same person …
    provider.person = { ...li, email: 'somebody.else@example.com' }
    expect(await who((await signIn()).session)).toMatchObject({ username: 'wei' })
    // … and somebody else with the old address is not.
    provider.person = { ...li, sub: 'u-99' }
    expect((await signIn()).location).toBe('/sign-in?sso=other_identity')
    const gone = await api.request('DELETE', '/api/v1/users/wei/identities')
    expect(gone.status).toBe(204)
    expect(await who((await signIn()).session)).toMatchObject({ username: 'wei' })
  })

  it('does not believe an address that the provider has not verified', async () => {
    provider.person = { ...li, email_verified: false }
    const { location, session } = await signIn()
    expect(location).toBe('/sign-in?sso=email_not_verified')
    expect(session).toBeUndefined()
    expect((await signIns('u-17'))[0]).toMatchObject({ outcome: 'not-matched', method: 'single-sign-on' })
  })

  it('matches a username claim where it is set so', async () => {
    await configure({ claim: 'preferred_username', matchBy: 'username' })
    await api.signIn('finance', { username: 'li.wei' })
    expect(await who((await signIn()).session)).toMatchObject({ username: 'li.wei', role: 'finance' })
  })

  it('refuses unknown people, unless new ones are wanted', async () => {
    provider.person = { sub: 'u-20', name: '周新', email: 'zhou.xin@example.com', email_verified: true }
    expect((await signIn()).location).toBe('/sign-in?sso=unknown_person')
    expect((await signIns('zhou.xin%40example.com'))[0]).toMatchObject({ outcome: 'unknown-person' })
    await configure({ createRole: 'viewer' })
    const { session } = await signIn()
    expect(await who(session)).toMatchObject({ username: 'zhou.xin', displayName: '周新', role: 'viewer' })
    const body = { username: 'zhou.xin', password: 'none' }
    const byPassword = await api.request('POST', '/api/v1/session', { as: null, body })
    expect(byPassword.body.code).toBe('sign_in_failed')
    expect((await configure({ createRole: 'admin' })).body.code).toBe('create_role_too_strong')
  })

  it('lets nobody in who is inactive or locked', async () => {
    await api.signIn('viewer', { username: 'leaver' })
    provider.person = { sub: 'u-30', email: 'leaver@example.com', email_verified: true }
    await api.request('PUT', '/api/v1/users/leaver', { body: { email: 'leaver@example.com', active: false } })
    expect((await signIn()).location).toBe('/sign-in?sso=inactive')
    await api.request('PUT', '/api/v1/users/leaver', { body: { active: true } })
    await api.database.pool.query(`UPDATE app_user SET locked_at = now() WHERE username = 'leaver'`)
    expect((await signIn()).location).toBe('/sign-in?sso=locked')
    expect(await signIns('leaver')).toMatchObject([{ outcome: 'locked' }, { outcome: 'inactive' }, {}])
  })

  it('does not ask for a second factor that a role requires: the provider is trusted with it', async () => {
    await api.request('POST', '/api/v1/roles', {
      body: {
        ...{ code: 'strict', name: { zh: '严格', en: 'Strict' }, permissions: ['customers:read'] },
        ...{ defaultScope: 'all', totpRequired: true },
      },
    })
    await configure({ createRole: 'strict' })
    provider.person = { sub: 'u-40', email: 'strict@example.com', email_verified: true }
    expect(await who((await signIn()).session)).toMatchObject({ secondFactor: 'off' })
  })

  it('is bound to the browser that began it, once, and for ten minutes', async () => {
    const { url, cookie } = await leave()
    const back = (await visitOpenIdStandIn(provider, url)).replace(ORIGIN, '')
    expect((await get(back)).headers['location']).toBe('/sign-in?sso=expired')
    const other = await leave()
    expect((await get(back, other.cookie)).headers['location']).toBe('/sign-in?sso=provider')
    expect((await get(back, `${cookie}x`)).headers['location']).toBe('/sign-in?sso=expired')
    api.clock.advance({ minutes: 11 })
    expect((await get(back, cookie)).headers['location']).toBe('/sign-in?sso=expired')
  })

  it('says so when the person cancels at the provider', async () => {
    provider.person = null
    expect((await signIn()).location).toBe('/sign-in?sso=cancelled')
  })

  it('sends the browser to no other site afterwards', async () => {
    await configure({ createRole: 'viewer' })
    expect((await signIn('?next=//evil.example')).location).toBe('/')
    expect((await signIn('?next=https://evil.example')).location).toBe('/')
  })

  it('is not saved when the provider cannot be used, and never tells the secret', async () => {
    const dead = await configure({ issuer: 'http://127.0.0.1:9', clientSecret: 'x' })
    expect(dead.body).toMatchObject({ status: 422, code: 'identity_provider_unusable' })
    const plain = await configure({ issuer: 'http://provider.example.com', clientSecret: 'x' })
    expect(plain.body.detail).toMatch(/https/)
    const moved = await configure({ issuer: 'http://127.0.0.1:9', clientSecret: undefined })
    expect(moved.body.code).toBe('client_secret_needed')
    const kept = await configure({ label: 'Company', clientSecret: undefined })
    expect(kept.status).toBe(200)
    const setting = await api.request('GET', '/api/v1/identity-provider')
    expect(setting.body.provider).toMatchObject({ issuer: provider.issuer, label: 'Company' })
    expect(setting.text).not.toContain(provider.clientSecret)
    expect((await get('/api/v1/session/hints')).body.singleSignOn).toEqual({ label: 'Company' })
  })

  it('is not there when it is switched off or removed', async () => {
    await configure({ active: false })
    expect((await get(START)).body.code).toBe('single_sign_on_off')
    expect((await get('/api/v1/session/hints')).body.singleSignOn).toBeNull()
    expect((await api.request('DELETE', '/api/v1/identity-provider')).status).toBe(204)
    expect((await get(`${START}/callback?code=x&state=y`)).body.code).toBe('single_sign_on_off')
  })
})
