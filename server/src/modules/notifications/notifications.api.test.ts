import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startRobotStandIn, type RobotStandIn } from '../../../test/robot-stand-in.js'
import { startSmtpStandIn, type SmtpStandIn } from '../../../test/smtp-stand-in.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { startWorker, type JobWorker } from '../../platform/jobs.js'
import { createLogger } from '../../platform/log.js'
import { registerAuditRoutes } from '../audit/routes.js'
import { notificationJobs } from './jobs.js'
import { notify } from './notify.js'
import { sendDigests } from './send-digests.js'
import { sendMessage } from './send-message.js'

const inbox = '/api/v1/notifications'
const log = '/api/v1/notification-deliveries'
/** An item of an answered list. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Row = Record<string, any>

const byText = (a: string, b: string) => a.localeCompare(b)
const hold = { customer: '华东机电', code: 'C1', document: 'SO-1', amount: 'CNY 80,000.00' }

describe('notifications', () => {
  let api: TestApp
  let smtp: SmtpStandIn
  let robots: RobotStandIn
  let workers: JobWorker[] = []
  let sales: Caller
  let analyst: Caller
  let address: string

  beforeAll(async () => {
    api = await createTestApp({ routes: [registerAuditRoutes] })
    smtp = await startSmtpStandIn()
    robots = await startRobotStandIn()
    sales = await api.signIn('sales')
    analyst = await api.signIn('credit-analyst')
    await api.database.pool.query(`UPDATE app_user SET email = username || '@example.com'`)
    address = await api.app.listen({ port: 0, host: '127.0.0.1' })
    const handlers = notificationJobs(api.deps, api.secrets, 'https://credit.example.com')
    const options = { handlers, schedules: [], log: createLogger({ level: 'silent' }) }
    workers = [await startWorker(api.deps.db, options), await startWorker(api.deps.db, options)]
  })
  afterAll(async () => {
    for (const worker of workers) await worker.stop()
    await smtp.close()
    await robots.close()
    api.app.server.closeAllConnections()
    await api.close()
  })
  beforeEach(async () => {
    await api.database.pool.query(
      `TRUNCATE notification, notification_delivery, chat_robot, notification_preference, notification_template, mail_server`,
    )
    await api.database.pool.query('DELETE FROM graphile_worker._private_jobs')
    smtp.received.length = 0
    smtp.refuse = null
    robots.posted.length = 0
    robots.answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
    api.clock.set('2026-11-20T02:00:00Z')
  })

  const tell = (subject: string, to: object = { usernames: ['sales'] }, extra: object = {}) =>
    api.deps.db.transaction((tx) =>
      notify(tx, {
        kind: 'hold_ready',
        to,
        subject,
        data: hold,
        link: `/holds/${subject}`,
        at: api.clock.now(),
        ...extra,
      }),
    )
  const withMail = () =>
    api.request('PUT', '/api/v1/notification-channels/mail', {
      body: {
        host: '127.0.0.1',
        port: smtp.port,
        security: 'none',
        username: null,
        from: 'Xinheng <credit@example.com>',
        active: true,
      },
    })
  const withRobot = async (extra: object = {}) => {
    const body = {
      provider: 'dingtalk',
      name: 'g',
      kinds: ['hold_ready'],
      locale: 'zh-CN',
      url: `${robots.url}/r`,
      ...extra,
    }
    return (await api.request('POST', '/api/v1/chat-robots', { body })).body.id as string
  }
  const read = async (as: Caller): Promise<Row[]> => (await api.request('GET', inbox, { as })).body.items
  const deliveries = async (): Promise<Row[]> => (await api.request('GET', log)).body.items
  const settled = (status: string) =>
    vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ status }), 10_000)
  const hurry = () => api.database.pool.query('UPDATE graphile_worker._private_jobs SET run_at = now()')

  describe('the inbox', () => {
    it('holds each happening once per person, newest first, in both languages', async () => {
      await tell('h1')
      await tell('h1')
      await tell('h2', { usernames: ['sales', 'sales', 'nobody'], roles: ['sales'] })
      const items = await read(sales)
      expect(items.map(({ link }: Row) => link)).toEqual(['/holds/h2', '/holds/h1'])
      expect(items[0]?.title).toEqual({ zh: '可放行：华东机电 SO-1', en: 'Ready to release: 华东机电 SO-1' })
      expect(await read(analyst)).toEqual([])
    })

    it('knows nothing of what was rolled back', async () => {
      const failed = api.deps.db.transaction(async (tx) => {
        const told = { kind: 'hold_ready', to: { usernames: ['sales'] }, subject: 'x', data: hold } as const
        await notify(tx, { ...told, link: null, at: api.clock.now() })
        throw new Error('no')
      })
      await expect(failed).rejects.toThrow('no')
      expect(await read(sales)).toEqual([])
    })

    it('pages by cursor, counts what is unread and marks it as read', async () => {
      for (const subject of ['a', 'b', 'c']) await tell(subject)
      const first = (await api.request('GET', `${inbox}?limit=2`, { as: sales })).body
      const rest = (await api.request('GET', `${inbox}?limit=2&cursor=${first.nextCursor}`, { as: sales }))
        .body
      expect([...first.items, ...rest.items].map(({ link }) => link)).toEqual([
        '/holds/c',
        '/holds/b',
        '/holds/a',
      ])
      const one = { ids: [first.items[0].id] }
      expect((await api.request('POST', `${inbox}/read`, { as: sales, body: one })).body).toMatchObject({
        marked: 1,
        unread: 2,
      })
      const upTo = { upTo: first.items[1].seq }
      const after = await api.request('POST', `${inbox}/read`, { as: sales, body: upTo })
      expect(after.body).toMatchObject({ marked: 2, unread: 0 })
      expect((await api.request('GET', `${inbox}?unread=true`, { as: sales })).body.items).toEqual([])
    })

    it('of one person cannot be marked by another, and a key has none', async () => {
      await tell('mine')
      const [{ id } = {}] = await read(sales)
      const other = await api.request('POST', `${inbox}/read`, { as: analyst, body: { ids: [id] } })
      expect(other.body.marked).toBe(0)
      for (const path of [inbox, `${inbox}/state`, '/api/v1/events', '/api/v1/notification-preferences'])
        expect((await api.request('GET', path)).body.code).toBe('session_only')
    })

    it('tells people addressed by role only of customers in their sight', async () => {
      await tell(
        'theirs',
        { roles: ['sales', 'credit-analyst'] },
        { about: { ownerUsername: 'somebody-else' } },
      )
      expect(await read(sales)).toEqual([])
      expect(await read(analyst)).toHaveLength(1)
    })
  })

  describe('mail', () => {
    it('goes out once with the message id of its outbox row, though two workers look for work', async () => {
      await withMail()
      for (let n = 0; n < 10; n++) await tell(`m${n}`)
      await vi.waitFor(() => expect(smtp.received).toHaveLength(10), 15_000)
      await vi.waitFor(async () => {
        const found = await deliveries()
        expect(found.every(({ status }: Row) => status === 'delivered')).toBe(true)
      }, 10_000)
      const ids = (await deliveries()).map(({ id }: Row) => `<${id}@example.com>`)
      expect(smtp.received.map((mail) => mail.header('Message-ID') ?? '').sort(byText)).toEqual(
        ids.sort(byText),
      )
      expect(smtp.received[0]?.to).toEqual(['sales@example.com'])
      expect((await deliveries())[0]).toMatchObject({
        target: 'sales',
        title: 'Ready to release: 华东机电 SO-1',
      })
      expect((await deliveries())[0]?.body).toContain('https://credit.example.com/holds/')
    })

    it('is sent a second time at most, with the same id, when the record of it was lost', async () => {
      await withMail()
      const pool = api.database.pool
      await pool.query(`CREATE FUNCTION refuse_delivered() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.status = 'delivered' THEN RAISE 'lost'; END IF; RETURN NEW; END $$`)
      await pool.query(
        'CREATE TRIGGER lose BEFORE UPDATE ON notification_delivery FOR EACH ROW EXECUTE FUNCTION refuse_delivered()',
      )
      await tell('lost')
      await vi.waitFor(async () => {
        const { rows } = await pool.query(`SELECT FROM graphile_worker.jobs WHERE last_error LIKE '%lost%'`)
        expect(rows).toHaveLength(1)
      }, 10_000)
      expect(smtp.received).toHaveLength(1)
      await pool.query('DROP TRIGGER lose ON notification_delivery; DROP FUNCTION refuse_delivered')
      // While the claim is fresh nobody sends it, however often its job runs.
      const [{ id } = {}] = await deliveries()
      const deps = { ...api.deps, secrets: api.secrets, publicUrl: undefined }
      await sendMessage(deps, id as string)
      expect(smtp.received).toHaveLength(1)
      api.clock.advance({ minutes: 3 })
      await Promise.all([sendMessage(deps, id as string), sendMessage(deps, id as string)])
      await settled('delivered')
      expect(smtp.received).toHaveLength(2)
      expect(smtp.received[1]?.header('Message-ID')).toBe(smtp.received[0]?.header('Message-ID'))
      await sendMessage(deps, id as string)
      expect(smtp.received).toHaveLength(2)
    })

    it('is tried again with growing waits, and is a dead letter after a day that can be sent again', async () => {
      await withMail()
      smtp.refuse = { code: 451, text: 'try later' }
      await tell('late')
      await settled('pending')
      await vi.waitFor(
        async () => expect((await deliveries())[0]).toMatchObject({ attempts: 1, code: '451' }),
        10_000,
      )
      const wait = Date.parse((await deliveries())[0]?.nextAttemptAt as string) - api.clock.now().getTime()
      expect(wait).toBeGreaterThanOrEqual(10_000)
      expect(wait).toBeLessThanOrEqual(11_000)
      api.clock.advance({ hours: 25 })
      await hurry()
      await settled('failed')
      smtp.refuse = null
      const [{ id } = {}] = await deliveries()
      expect((await api.request('POST', `${log}/${id}/resend`)).body).toEqual({ messages: 1 })
      await settled('delivered')
      expect((await api.request('POST', `${log}/${id}/resend`)).body.code).toBe('message_not_failed')
    })

    it('that the server refuses for good is a dead letter at once; all of them can be sent again', async () => {
      await withMail()
      smtp.refuse = { code: 550, text: 'no such user' }
      await tell('dead')
      await settled('failed')
      expect((await deliveries())[0]?.error.zh).toContain('邮件服务器拒收')
      smtp.refuse = null
      expect((await api.request('POST', `${log}/resend`)).body).toEqual({ messages: 1 })
      await settled('delivered')
    })

    it('is found by kind, state, time and receiver, and dead letters that are named are sent again alone', async () => {
      await withMail()
      smtp.refuse = { code: 550, text: 'no such user' }
      await tell('d1', { usernames: ['sales', 'credit-analyst'] })
      await vi.waitFor(
        async () => expect((await deliveries()).map(({ status }) => status)).toEqual(['failed', 'failed']),
        10_000,
      )
      const found = async (query: string): Promise<Row[]> =>
        (await api.request('GET', `${log}?${query}`)).body.items
      expect((await found('search=ANALYST')).map(({ target }) => target)).toEqual(['credit-analyst'])
      expect(await found('search=_ales')).toEqual([])
      expect(await found('kind=hold_ready&status=failed&channel=email')).toHaveLength(2)
      expect(await found('kind=hold_opened')).toEqual([])
      expect(await found('from=2026-11-20T02:00:01Z')).toEqual([])
      expect(await found('until=2026-11-20T02:00:01Z')).toHaveLength(2)
      smtp.refuse = null
      const ids = (await found('search=sales')).map(({ id }) => id as string)
      expect((await api.request('POST', `${log}/resend`, { body: { ids } })).body).toEqual({ messages: 1 })
      await vi.waitFor(async () => expect(await found('status=delivered')).toHaveLength(1), 10_000)
      expect((await found('status=failed')).map(({ target }) => target)).toEqual(['credit-analyst'])
      const again = await api.request('POST', `${log}/resend`, { body: { ids } })
      expect(again.body.code).toBe('message_not_failed')
    })

    it('waits for the end of quiet hours', async () => {
      await withMail()
      const body = {
        kinds: [],
        quiet: { from: '09:00', until: '12:00' },
        quietDays: false,
        digestAt: '08:30',
      }
      await api.request('PUT', '/api/v1/notification-preferences', { as: sales, body })
      await tell('quiet')
      expect((await deliveries())[0]).toMatchObject({
        status: 'pending',
        nextAttemptAt: '2026-11-20T04:00:00.000Z',
      })
      expect(smtp.received).toEqual([])
      api.clock.set('2026-11-20T04:00:01Z')
      await hurry()
      await settled('delivered')
    })

    it('and inbox follow what the person chose', async () => {
      await withMail()
      const choice = { kind: 'hold_ready', app: false, email: 'off' }
      const body = { kinds: [choice], quiet: null, quietDays: false, digestAt: '08:30' }
      const put = await api.request('PUT', '/api/v1/notification-preferences', { as: sales, body })
      expect((put.body.kinds as Row[]).find(({ kind }: Row) => kind === 'hold_ready')).toMatchObject(choice)
      await tell('unwanted')
      expect(await read(sales)).toEqual([])
      expect(await deliveries()).toEqual([])
    })

    it('of a day is gathered into one digest', async () => {
      await withMail()
      const body = {
        ...{ kinds: [{ kind: 'hold_ready', app: true, email: 'digest' }], quiet: null },
        ...{ quietDays: false, digestAt: '10:30' },
      }
      await api.request('PUT', '/api/v1/notification-preferences', { as: sales, body })
      await tell('d1')
      await tell('d2')
      await sendDigests(api.deps)
      expect(smtp.received).toEqual([])
      api.clock.set('2026-11-20T02:30:00Z')
      await Promise.all([sendDigests(api.deps), sendDigests(api.deps)])
      await vi.waitFor(() => expect(smtp.received).toHaveLength(1), 10_000)
      await tell('d3')
      await sendDigests(api.deps)
      const statuses = (await deliveries()).map(({ kind, status }: Row) => `${kind} ${status}`)
      expect(statuses.filter((text: string) => text === 'hold_ready digested')).toHaveLength(2)
      expect(statuses.filter((text: string) => text === 'hold_ready waiting')).toHaveLength(1)
      const digest = (await deliveries()).find(({ kind }: Row) => kind === 'digest')
      await vi.waitFor(async () => {
        const found = (await deliveries()).find(({ id }: Row) => id === digest?.id)
        expect(found?.title).toBe('Xinheng digest of 2026-11-20 (2)')
        expect(found?.body).toContain('/holds/d1')
      }, 10_000)
    })

    it('keeps its password secret, also when other settings are changed', async () => {
      const server = {
        host: 'mail',
        port: 465,
        security: 'tls',
        username: 'u',
        from: 'a@b.cn',
        active: false,
      }
      const path = '/api/v1/notification-channels/mail'
      await api.request('PUT', path, { body: { ...server, password: 'geheim' } })
      const changed = await api.request('PUT', path, { body: { ...server, port: 587 } })
      expect(changed.body).toMatchObject({ port: 587, hasPassword: true })
      const audit = await api.request('GET', '/api/v1/audit?objectType=mail-server')
      expect(audit.text + changed.text).not.toContain('geheim')
      const test = await api.request('POST', `${path}/test`, { body: { to: 'x@y.cn' } })
      expect(test.body).toMatchObject({ outcome: 'retry', reason: { zh: '未启用邮件服务器' } })
    })
  })

  describe('robots', () => {
    it('post each happening of their kinds once, whoever else hears of it', async () => {
      await withRobot({ secret: 'SECtest' })
      await tell('r1', { usernames: ['sales', 'credit-analyst'] })
      await tell('r1', { usernames: ['sales'] })
      await settled('delivered')
      expect(robots.posted).toHaveLength(1)
      expect(robots.posted[0]?.body.text.content).toContain('【信衡】可放行：华东机电 SO-1')
      expect(robots.posted[0]?.query.get('sign')).toBeTruthy()
    })

    it('keep to the rate of their provider over all processes', async () => {
      await withRobot()
      for (const subject of ['s1', 's2', 's3']) await tell(subject)
      await vi.waitFor(async () => {
        const waiting = (await deliveries()).filter(({ status }: Row) => status === 'pending')
        const waits = waiting.map(
          ({ nextAttemptAt }: Row) => Date.parse(nextAttemptAt) - api.clock.now().getTime(),
        )
        expect(waits.sort((a, b) => a - b)).toEqual([3_100, 6_200])
      }, 10_000)
      expect(robots.posted).toHaveLength(1)
      api.clock.advance({ seconds: 7 })
      await hurry()
      await vi.waitFor(() => expect(robots.posted).toHaveLength(3), 10_000)
    })

    it('leave a provider alone for as long as it says, and everything else waits too', async () => {
      await withRobot()
      robots.answer = { status: 200, body: '{"errcode":130101,"errmsg":"send too fast"}' }
      await tell('fast')
      await vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ code: '130101' }), 10_000)
      const wait = Date.parse((await deliveries())[0]?.nextAttemptAt as string) - api.clock.now().getTime()
      expect(wait).toBe(600_000)
      await tell('next')
      await vi.waitFor(async () => {
        const [next = {}] = await deliveries()
        expect(Date.parse(next.nextAttemptAt as string) - api.clock.now().getTime()).toBeGreaterThanOrEqual(
          600_000,
        )
      }, 10_000)
      expect(robots.posted).toHaveLength(1)
    })

    it('say in words what is wrong with their settings', async () => {
      const id = await withRobot()
      robots.answer = { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' }
      const test = await api.request('POST', `/api/v1/chat-robots/${id}/test`)
      expect(test.body).toMatchObject({ outcome: 'rejected', code: '310000' })
      expect(test.body.reason.zh).toContain('签名密钥')
      await tell('wrong')
      await settled('failed')
    })

    it('never show their address and secret again', async () => {
      const id = await withRobot({ url: `${robots.url}/r?access_token=geheim`, secret: 'SECgeheim' })
      const list = await api.request('GET', '/api/v1/chat-robots')
      const change = await api.request('PUT', `/api/v1/chat-robots/${id}`, { body: { active: false } })
      const audit = await api.request('GET', '/api/v1/audit?objectType=chat-robot')
      expect(list.text + change.text + audit.text).not.toContain('geheim')
      expect(change.body).toMatchObject({ active: false, signed: true })
      const { rows } = await api.database.pool.query<{ text: string }>(
        'SELECT r::text AS text FROM chat_robot r',
      )
      expect(rows[0]?.text).not.toContain(Buffer.from('geheim').toString('hex'))
      expect((await api.request('DELETE', `/api/v1/chat-robots/${id}`)).status).toBe(204)
      expect((await api.request('DELETE', `/api/v1/chat-robots/${id}`)).body.code).toBe(
        'chat_robot_not_found',
      )
    })
  })

  describe('texts', () => {
    const path = '/api/v1/notification-templates/hold_ready/zh-CN'
    const text = { title: '请放行 {document}', body: '{customer} {amount}' }

    it('can be put into own words, versioned, and back to the standard', async () => {
      const put = await api.request('PUT', path, { body: { basedOn: 0, text } })
      expect(put.body).toMatchObject({ version: 1, changed: true, ...text })
      await tell('words')
      const [{ title } = {}] = await read(sales)
      expect(title).toEqual({ zh: '请放行 SO-1', en: 'Ready to release: 华东机电 SO-1' })
      const stale = await api.request('PUT', path, { body: { basedOn: 0, text } })
      expect(stale.body.code).toBe('template_changed_meanwhile')
      const reset = await api.request('PUT', path, { body: { basedOn: 1, text: null } })
      expect(reset.body).toMatchObject({ version: 2, changed: false, title: '可放行：{customer} {document}' })
      const versions = await api.request('GET', `${path}/versions`)
      expect((versions.body.items as Row[]).map(({ version }) => version)).toEqual([2, 1])
    })

    it('may use the variables of their kind only, and show with examples how they will read', async () => {
      const preview = await api.request('POST', `${path}/preview`, { body: text })
      expect(preview.body).toEqual({
        title: '请放行 SO-20261122-018',
        body: '华东机电贸易有限公司 CNY 80,000.00',
      })
      for (const [method, url, body] of [
        ['POST', `${path}/preview`, { ...text, body: '{password}' }],
        ['PUT', path, { basedOn: 0, text: { ...text, body: '{password}' } }],
      ] as const) {
        const refused = await api.request(method, url, { body })
        expect(refused.body).toMatchObject({ status: 400, code: 'template_variable_unknown' })
        expect(refused.body.detail).toContain('{password}')
      }
    })

    it('and channels are for administrators', async () => {
      for (const url of ['/api/v1/notification-templates', '/api/v1/chat-robots', log])
        expect((await api.request('GET', url, { as: analyst })).body.code).toBe('forbidden')
    })
  })

  describe('the stream of events', () => {
    async function open(as: Caller, headers: Record<string, string> = {}) {
      const stop = new AbortController()
      const response = await fetch(`${address}/api/v1/events`, {
        headers: { ...as, ...headers },
        signal: stop.signal,
      })
      let text = ''
      void (async () => {
        const decoder = new TextDecoder()
        for await (const chunk of response.body ?? [])
          text += decoder.decode(chunk as Uint8Array, { stream: true })
      })().catch(() => undefined)
      return { response, text: () => text, stop: () => stop.abort() }
    }

    it('tells of new notifications as they come, and what other windows have read', async () => {
      const stream = await open(sales)
      expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
      expect(stream.response.headers.get('content-security-policy')).toContain("default-src 'none'")
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":0'), 5_000)
      await tell('live')
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":1'), 3_000)
      const [{ seq } = {}] = await read(sales)
      await api.request('POST', `${inbox}/read`, { as: sales, body: { upTo: seq } })
      await vi.waitFor(() => expect(stream.text().split('"unread":0')).toHaveLength(3), 3_000)
      stream.stop()
    })

    it('goes on where it was: nothing is told again, and nothing is missed', async () => {
      await tell('before')
      const first = await open(sales)
      await vi.waitFor(() => expect(first.text()).toMatch(/id: (\S+)/), 5_000)
      const id = /id: (\S+)/.exec(first.text())?.[1] ?? ''
      first.stop()
      const same = await open(sales, { 'last-event-id': id })
      await tell('meanwhile', { usernames: ['credit-analyst'] })
      same.stop()
      expect(same.text()).not.toContain('event: inbox')
      await tell('missed')
      const later = await open(sales, { 'last-event-id': id })
      await vi.waitFor(() => expect(later.text()).toContain('"unread":2'), 5_000)
      later.stop()
    })

    it('is told again by polling when the wake-up is lost', async () => {
      const stream = await open(sales)
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":0'), 5_000)
      await api.database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'xinheng-listen' AND datname = current_database()`,
      )
      await tell('unheard')
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":1'), 12_000)
      stream.stop()
    }, 20_000)

    it('tells of changed lists', async () => {
      const stream = await open(sales)
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":0'), 5_000)
      await api.database.pool.query(`SELECT pg_notify('xinheng_live', 'holds')`)
      await vi.waitFor(() => expect(stream.text()).toContain('{"topic":"holds"}'), 3_000)
      stream.stop()
    })

    it('is for signed-in people, and only so many windows of one', async () => {
      expect((await open({})).response.status).toBe(401)
      const streams: Awaited<ReturnType<typeof open>>[] = []
      for (let n = 0; n < 7; n++) streams.push(await open(analyst))
      await vi.waitFor(() => expect(streams[6]?.text()).toContain('unread'), 5_000)
      await api.database.pool.query(`SELECT pg_notify('xinheng_live', 'holds')`)
      await vi.waitFor(() => expect(streams[6]?.text()).toContain('holds'), 5_000)
      expect(streams[0]?.text()).not.toContain('holds')
      for (const stream of streams) stream.stop()
    })
  })
})
