import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  openNotificationDesk,
  type NotificationDesk,
  deliveriesPath,
  type Row,
} from '../../../test/notification-desk.js'
import { sendDigests } from './send-digests.js'
import { sendMessage } from './send-message.js'

const byText = (a: string, b: string) => a.localeCompare(b)

describe('notifications go out', () => {
  let desk: NotificationDesk
  let api: NotificationDesk['api']
  let smtp: NotificationDesk['smtp']
  let robots: NotificationDesk['robots']
  let sales: NotificationDesk['sales']
  let tell: NotificationDesk['tell']
  let withMail: NotificationDesk['withMail']
  let withRobot: NotificationDesk['withRobot']
  let read: NotificationDesk['read']
  let deliveries: NotificationDesk['deliveries']
  let settled: NotificationDesk['settled']
  let hurry: NotificationDesk['hurry']
  beforeAll(async () => {
    desk = await openNotificationDesk()
    ;({ api, smtp, robots, sales, tell, withMail, withRobot, read, deliveries, settled, hurry } = desk)
  })
  afterAll(() => desk.close())
  beforeEach(() => desk.clear())

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
      expect((await api.request('POST', `${deliveriesPath}/${id}/resend`)).body).toEqual({ messages: 1 })
      await settled('delivered')
      expect((await api.request('POST', `${deliveriesPath}/${id}/resend`)).body.code).toBe(
        'message_not_failed',
      )
    })

    it('that the server refuses for good is a dead letter at once; all of them can be sent again', async () => {
      await withMail()
      smtp.refuse = { code: 550, text: 'no such user' }
      await tell('dead')
      await settled('failed')
      expect((await deliveries())[0]?.error.zh).toContain('邮件服务器拒收')
      smtp.refuse = null
      expect((await api.request('POST', `${deliveriesPath}/resend`)).body).toEqual({ messages: 1 })
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
        (await api.request('GET', `${deliveriesPath}?${query}`)).body.items
      expect((await found('search=ANALYST')).map(({ target }) => target)).toEqual(['credit-analyst'])
      expect(await found('search=_ales')).toEqual([])
      expect(await found('kind=hold_ready&status=failed&channel=email')).toHaveLength(2)
      expect(await found('kind=hold_opened')).toEqual([])
      expect(await found('from=2026-11-20T02:00:01Z')).toEqual([])
      expect(await found('until=2026-11-20T02:00:01Z')).toHaveLength(2)
      smtp.refuse = null
      const ids = (await found('search=sales')).map(({ id }) => id as string)
      expect((await api.request('POST', `${deliveriesPath}/resend`, { body: { ids } })).body).toEqual({
        messages: 1,
      })
      await vi.waitFor(async () => expect(await found('status=delivered')).toHaveLength(1), 10_000)
      expect((await found('status=failed')).map(({ target }) => target)).toEqual(['credit-analyst'])
      const again = await api.request('POST', `${deliveriesPath}/resend`, { body: { ids } })
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
})
