import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openNotificationDesk, type NotificationDesk, inboxPath } from '../../../test/notification-desk.js'
import type { Caller } from '../../../test/test-app.js'

describe('notifications arrive', () => {
  let desk: NotificationDesk
  let api: NotificationDesk['api']
  let sales: NotificationDesk['sales']
  let analyst: NotificationDesk['analyst']
  let address: NotificationDesk['address']
  let tell: NotificationDesk['tell']
  let read: NotificationDesk['read']
  beforeAll(async () => {
    desk = await openNotificationDesk()
    ;({ api, sales, analyst, address, tell, read } = desk)
  })
  afterAll(() => desk.close())
  beforeEach(() => desk.clear())

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
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":0'), 20_000)
      await tell('live')
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":1'), 20_000)
      const [{ seq } = {}] = await read(sales)
      await api.request('POST', `${inboxPath}/read`, { as: sales, body: { upTo: seq } })
      await vi.waitFor(() => expect(stream.text().split('"unread":0')).toHaveLength(3), 20_000)
      stream.stop()
    })

    it('goes on where it was: nothing is told again, and nothing is missed', async () => {
      await tell('before')
      const first = await open(sales)
      await vi.waitFor(() => expect(first.text()).toMatch(/id: (\S+)/), 20_000)
      const id = /id: (\S+)/.exec(first.text())?.[1] ?? ''
      first.stop()
      const same = await open(sales, { 'last-event-id': id })
      await tell('meanwhile', { usernames: ['credit-analyst'] })
      same.stop()
      expect(same.text()).not.toContain('event: inbox')
      await tell('missed')
      const later = await open(sales, { 'last-event-id': id })
      await vi.waitFor(() => expect(later.text()).toContain('"unread":2'), 20_000)
      later.stop()
    })

    it('is told again by polling when the wake-up is lost', async () => {
      const stream = await open(sales)
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":0'), 20_000)
      await api.database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'xinheng-listen' AND datname = current_database()`,
      )
      await tell('unheard')
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":1'), 12_000)
      stream.stop()
    }, 60_000)

    it('tells of changed lists', async () => {
      const stream = await open(sales)
      await vi.waitFor(() => expect(stream.text()).toContain('"unread":0'), 20_000)
      await api.database.pool.query(`SELECT pg_notify('xinheng_live', 'holds')`)
      await vi.waitFor(() => expect(stream.text()).toContain('{"topic":"holds"}'), 20_000)
      stream.stop()
    })

    it('is for signed-in people, and only so many windows of one', async () => {
      expect((await open({})).response.status).toBe(401)
      const streams: Awaited<ReturnType<typeof open>>[] = []
      for (let n = 0; n < 7; n++) streams.push(await open(analyst))
      await vi.waitFor(() => expect(streams[6]?.text()).toContain('unread'), 20_000)
      await api.database.pool.query(`SELECT pg_notify('xinheng_live', 'holds')`)
      await vi.waitFor(() => expect(streams[6]?.text()).toContain('holds'), 20_000)
      expect(streams[0]?.text()).not.toContain('holds')
      for (const stream of streams) stream.stop()
    })
  })
})
