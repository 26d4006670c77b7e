import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSmtpStandIn, type SmtpStandIn } from '../../../test/smtp-stand-in.js'
import { createTestApp, TEST_PASSWORD, type TestApp } from '../../../test/test-app.js'
import { notificationJobs } from './jobs.js'

const RESETS = '/api/v1/password-resets'
const NEW = 'staple battery horse'

describe('a forgotten password', () => {
  let api: TestApp
  let smtp: SmtpStandIn
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
    smtp = await startSmtpStandIn()
    const body = {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      username: null,
      from: 'x@example.com',
    }
    const saved = await api.request('PUT', '/api/v1/notification-channels/mail', {
      body: { ...body, active: true },
    })
    expect(saved.status).toBe(200)
  })
  afterAll(async () => {
    await smtp.close()
    await api.close()
  })
  beforeEach(async () => {
    smtp.received.length = 0
    await api.database.pool.query('TRUNCATE sign_in_attempt')
  })

  async function person(username: string) {
    const caller = await api.signIn('viewer', { username })
    await api.request('PUT', `/api/v1/users/${username}`, { body: { email: `${username}@example.com` } })
    return caller
  }

  const ask = (login: string) => api.request('POST', RESETS, { as: null, body: { login } })
  const use = (token: string, password = NEW) =>
    api.request('POST', `${RESETS}/use`, { as: null, body: { token, password } })
  const signIn = (username: string, password: string) =>
    api.request('POST', '/api/v1/session', { as: null, body: { username, password } })

  /** Does what a worker would, and takes the jobs out of the queue. */
  async function work() {
    const jobs = notificationJobs(api.deps, api.secrets, 'https://credit.example.com')
    const done: string[] = []
    for (const like of ['mail-password%', 'send-notification']) {
      const { rows } = await api.database.pool.query<{ name: string; payload: unknown }>(
        `SELECT t.identifier AS name, j.payload FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier LIKE $1 ORDER BY j.id`,
        [like],
      )
      if (like === 'send-notification')
        await api.database.pool.query('DELETE FROM graphile_worker._private_jobs')
      for (const { name, payload } of rows) {
        await jobs[name]?.(payload)
        // A job that is run twice mails once.
        if (name !== 'send-notification') await jobs[name]?.(payload)
        done.push(name)
      }
    }
    return done.filter((name) => name !== 'send-notification').length
  }

  const tokenOf = (mail: { source: string } | undefined) =>
    /reset-password#token=3D([\w-]{43})/.exec((mail?.source ?? '').replaceAll(/=\r\n/g, ''))?.[1] ??
    /reset-password#token=([\w-]{43})/.exec(mail?.source ?? '')?.[1] ??
    ''

  it('is replaced with the link of a mail: once, ending all sessions, told by mail and logged', async () => {
    const before = await person('anna')
    expect((await ask('Anna@Example.com')).status).toBe(202)
    await work()
    expect(smtp.received.map((mail) => mail.to)).toEqual([['anna@example.com']])
    const token = tokenOf(smtp.received[0])
    expect(token).not.toBe('')
    expect((await use(token, 'short')).body.code).toBe('password_too_weak')
    expect((await use(token, TEST_PASSWORD)).body.code).toBe('password_used_before')
    const answers = await Promise.all([use(token), use(token)])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 403])
    expect((await api.request('GET', '/api/v1/session', { as: before })).status).toBe(401)
    expect((await signIn('anna', TEST_PASSWORD)).status).toBe(401)
    expect((await signIn('anna', NEW)).status).toBe(200)
    await work()
    expect(smtp.received).toHaveLength(2)
    const log = await api.request('GET', '/api/v1/sign-ins?username=anna')
    expect(log.body.items).toContainEqual(
      expect.objectContaining({ outcome: 'password-reset', method: 'reset-link' }),
    )
    const { rows } = await api.database.pool.query('SELECT token_hash FROM password_reset')
    expect(JSON.stringify(rows)).not.toContain(token)
    const sent = await api.request('GET', '/api/v1/notification-deliveries?kind=password_reset')
    expect(sent.body.items).toMatchObject([{ status: 'delivered', recipient: 'anna@example.com' }])
    expect(sent.body.items[0].body).toContain('••••••')
    expect(sent.text).not.toContain(token)
    const left = await api.database.pool.query(
      'SELECT count(*)::int AS n FROM notification_delivery WHERE secret_sealed IS NOT NULL',
    )
    expect(left.rows).toEqual([{ n: 0 }])
  })

  it('whose link the mail server does not take stays sealed in the outbox, is tried again, and is erased at its end', async () => {
    await person('fred')
    smtp.refuse = { code: 451, text: 'try later' }
    await ask('fred')
    await work()
    const rowsOf = async () =>
      (
        await api.database.pool.query<{ status: string; sealed: string | null; sent_body: string }>(`
          SELECT d.status, encode(d.secret_sealed, 'escape') AS sealed, d.sent_body FROM notification_delivery d
          JOIN app_user u ON u.id = d.user_id WHERE u.username = 'fred'`)
      ).rows
    const [waiting] = await rowsOf()
    expect(waiting?.status).toBe('pending')
    expect(waiting?.sealed).not.toBeNull()
    expect(`${waiting?.sealed ?? ''}${waiting?.sent_body ?? ''}`).not.toContain('token=')
    smtp.refuse = { code: 550, text: 'no such box' }
    await api.database.pool.query(
      "UPDATE notification_delivery SET next_attempt_at = NULL WHERE status = 'pending'",
    )
    const { rows } = await api.database.pool.query<{ id: string }>(
      "SELECT id FROM notification_delivery WHERE status = 'pending'",
    )
    const send = notificationJobs(api.deps, api.secrets)['send-notification']
    for (const { id } of rows) await send?.({ messageId: id })
    expect(await rowsOf()).toMatchObject([{ status: 'failed', sealed: null }])
    const failed = await api.request(
      'GET',
      '/api/v1/notification-deliveries?kind=password_reset&status=failed',
    )
    const resent = await api.request(
      'POST',
      `/api/v1/notification-deliveries/${String(failed.body.items[0].id)}/resend`,
    )
    expect(resent.body.code).toBe('message_not_failed')
    smtp.refuse = null
  })

  it('is asked for with the same answer, and the same work, for people who do not exist', async () => {
    await person('bert')
    const known = await ask('bert@example.com')
    const unknown = await ask('nobody@example.com')
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
    expect(await work()).toBe(2)
    expect(smtp.received.map((mail) => mail.to)).toEqual([['bert@example.com']])
  })

  it('cannot be replaced with an old link, a replaced one, or one of somebody who left', async () => {
    await person('cora')
    await ask('cora')
    await work()
    const first = tokenOf(smtp.received[0])
    await ask('cora')
    await work()
    const second = tokenOf(smtp.received[1])
    expect((await use(first)).body.code).toBe('reset_link_invalid')
    api.clock.advance({ minutes: 31 })
    expect((await use(second)).body.code).toBe('reset_link_invalid')
    await ask('cora')
    await work()
    await api.request('PUT', '/api/v1/users/cora', { body: { active: false } })
    expect((await use(tokenOf(smtp.received[2]))).body.code).toBe('reset_link_invalid')
    await ask('cora')
    await work()
    expect(smtp.received).toHaveLength(3)
  })

  it('floods neither a mailbox nor the server', async () => {
    await person('dora')
    for (let n = 0; n < 5; n++) expect((await ask('dora')).status).toBe(202)
    expect(await work()).toBe(3)
    const statuses: number[] = []
    for (let n = 0; n < 17; n++) statuses.push((await ask(`guess${n}`)).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(2)
  })
})

describe('the rules for passwords and sessions', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [] })
  })
  afterAll(() => api.close())

  const url = '/api/v1/sign-in-rules'
  const set = async (change: object) => {
    const { body } = await api.request('GET', url)
    return api.request('PUT', url, { body: { ...(body as object), ...change } })
  }

  it('count from the next password, session and attempt on, and their change is audited', async () => {
    const caller = await api.signIn('viewer', { username: 'eve' })
    expect((await set({ passwordMin: 14, idleMinutes: 30, failuresMax: 3, attemptsMax: 20 })).status).toBe(
      200,
    )
    const short = await api.request('PUT', '/api/v1/users/eve', { body: { password: 'elevenchars' } })
    expect(short.body).toMatchObject({ code: 'password_too_weak' })
    expect(short.body.detail).toContain('14')
    api.clock.advance({ minutes: 31 })
    api.forgetCallers()
    expect((await api.request('GET', '/api/v1/session', { as: caller })).status).toBe(401)
    const wrong = { username: 'eve', password: 'wrong password' }
    for (let n = 0; n < 3; n++) await api.request('POST', '/api/v1/session', { as: null, body: wrong })
    const right = { username: 'eve', password: TEST_PASSWORD }
    const locked = await api.request('POST', '/api/v1/session', { as: null, body: right })
    expect(locked.body.code).toBe('account_locked')
    const { rows } = await api.database.pool.query(
      `SELECT before ->> 'failuresMax' AS was, after ->> 'failuresMax' AS became FROM audit_entry
       WHERE action = 'sign-in-rules.changed'`,
    )
    expect(rows).toEqual([{ was: '10', became: '3' }])
  })

  it('keep out passwords that everybody tries first, unless told otherwise', async () => {
    await set({ passwordMin: 8, refuseCommon: true })
    const common = { body: { password: 'Sunshine1' } }
    expect((await api.request('PUT', '/api/v1/users/eve', common)).body.code).toBe('password_too_weak')
    await set({ refuseCommon: false })
    expect((await api.request('PUT', '/api/v1/users/eve', common)).status).toBe(200)
  })

  it('stay within bounds and belong to administrators', async () => {
    expect((await set({ passwordMin: 4 })).status).toBe(400)
    const manager = await api.signIn('credit-manager', { username: 'mara' })
    const { body } = await api.request('GET', url, { as: manager })
    expect((await api.request('PUT', url, { as: manager, body })).status).toBe(403)
  })
})
