import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  openNotificationDesk,
  type NotificationDesk,
  inboxPath,
  deliveriesPath,
  type Row,
  hold,
} from '../../../test/notification-desk.js'
import { notify } from './notify.js'

describe('notifications', () => {
  let desk: NotificationDesk
  let api: NotificationDesk['api']
  let sales: NotificationDesk['sales']
  let analyst: NotificationDesk['analyst']
  let tell: NotificationDesk['tell']
  let read: NotificationDesk['read']
  beforeAll(async () => {
    desk = await openNotificationDesk()
    ;({ api, sales, analyst, tell, read } = desk)
  })
  afterAll(() => desk.close())
  beforeEach(() => desk.clear())

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
      const first = (await api.request('GET', `${inboxPath}?limit=2`, { as: sales })).body
      const rest = (
        await api.request('GET', `${inboxPath}?limit=2&cursor=${first.nextCursor}`, { as: sales })
      ).body
      expect([...first.items, ...rest.items].map(({ link }) => link)).toEqual([
        '/holds/c',
        '/holds/b',
        '/holds/a',
      ])
      const one = { ids: [first.items[0].id] }
      expect((await api.request('POST', `${inboxPath}/read`, { as: sales, body: one })).body).toMatchObject({
        marked: 1,
        unread: 2,
      })
      const upTo = { upTo: first.items[1].seq }
      const after = await api.request('POST', `${inboxPath}/read`, { as: sales, body: upTo })
      expect(after.body).toMatchObject({ marked: 2, unread: 0 })
      expect((await api.request('GET', `${inboxPath}?unread=true`, { as: sales })).body.items).toEqual([])
    })

    it('of one person cannot be marked by another, and a key has none', async () => {
      await tell('mine')
      const [{ id } = {}] = await read(sales)
      const other = await api.request('POST', `${inboxPath}/read`, { as: analyst, body: { ids: [id] } })
      expect(other.body.marked).toBe(0)
      for (const path of [
        inboxPath,
        `${inboxPath}/state`,
        '/api/v1/events',
        '/api/v1/notification-preferences',
      ])
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
      for (const url of ['/api/v1/notification-templates', '/api/v1/chat-robots', deliveriesPath])
        expect((await api.request('GET', url, { as: analyst })).body.code).toBe('forbidden')
    })
  })
})
