import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Principal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, flagSchema, idSchema, listOf } from '../../platform/http/schemas.js'
import {
  isNotificationKind,
  kindOf,
  notificationGroups,
  notificationKindNames,
} from './domain/notification-kinds.js'
import { inboxStates, listInbox, markRead, wakeUp, type InboxEntry } from './notification-store.js'
import { textsIn, type TextOf } from './write-message.js'

const tags = ['Notifications']

const entrySchema = z.object({
  id: z.string(),
  seq: z.string().describe('Rises with every notification'),
  kind: z.enum(notificationKindNames),
  group: z.enum(notificationGroups),
  title: z.object({ zh: z.string(), en: z.string() }),
  body: z.object({ zh: z.string(), en: z.string() }),
  link: z.string().nullable().describe('Path of the page it is about'),
  createdAt: z.string(),
  readAt: z.string().nullable(),
})

const stateSchema = z.object({ unread: z.number().int(), latest: z.string() })

/** Everybody's own inbox. */
export function registerInboxRoutes(app: App, deps: Deps): void {
  registerReading(app, deps)
  registerMarking(app, deps)
}

function registerReading(app: App, { db }: Deps): void {
  app.get(
    '/api/v1/notifications',
    {
      config: { permission: 'any' },
      schema: {
        tags,
        summary: 'Your notifications, newest first; they are kept for 90 days',
        querystring: z.strictObject({
          ...cursorQuery,
          unread: flagSchema.optional(),
          group: z.enum(notificationGroups).optional(),
        }),
        response: { 200: listOf(entrySchema) },
      },
    },
    async (request) => {
      const { cursor, limit, unread = false, group } = request.query
      const userId = personOf(principalOf(request))
      const kinds = group && notificationKindNames.filter((kind) => kindOf(kind).group === group)
      const found = await listInbox(db, { userId, unread, kinds, beforeSeq: seqOf(cursor), limit })
      const texts = { zh: await textsIn(db, 'zh-CN'), en: await textsIn(db, 'en') }
      const last = found.length === limit ? found.at(-1) : undefined
      return {
        items: found.filter(({ kind }) => isNotificationKind(kind)).map((entry) => present(entry, texts)),
        nextCursor: last ? encodeCursor([last.seq.toString()]) : null,
      }
    },
  )

  app.get(
    '/api/v1/notifications/state',
    {
      config: { permission: 'any' },
      schema: {
        tags,
        summary: 'How many are unread (999: that many or more)',
        response: { 200: stateSchema },
      },
    },
    async (request) => {
      const userId = personOf(principalOf(request))
      const state = (await inboxStates(db, [userId])).get(userId)
      return { unread: state?.unread ?? 0, latest: String(state?.latest ?? 0) }
    },
  )
}

function registerMarking(app: App, { db, now }: Deps): void {
  app.post(
    '/api/v1/notifications/read',
    {
      config: { permission: 'any' },
      schema: {
        tags,
        summary: 'Mark notifications as read: those named, or all up to a number',
        body: z.union([
          z.strictObject({ ids: z.array(idSchema).min(1).max(500) }),
          z.strictObject({
            upTo: z
              .string()
              .regex(/^\d{1,18}$/)
              .describe('`seq` of the newest one seen'),
          }),
        ]),
        response: { 200: stateSchema.extend({ marked: z.number().int() }) },
      },
    },
    async (request) => {
      const userId = personOf(principalOf(request))
      const { body } = request
      const which = 'ids' in body ? body : { upTo: BigInt(body.upTo) }
      const marked = await db.transaction(async (tx) => {
        const count = await markRead(tx, userId, which, now())
        if (count > 0) await wakeUp(tx, [userId])
        return count
      })
      const state = (await inboxStates(db, [userId])).get(userId)
      return { marked, unread: state?.unread ?? 0, latest: String(state?.latest ?? 0) }
    },
  )
}

/** The id of a person; machines have no inbox. */
export function personOf(principal: Principal): string {
  if (principal.kind !== 'user') throw new Refusal('session_only')
  return principal.id
}

function seqOf(cursor: string | undefined): bigint | undefined {
  if (cursor === undefined) return undefined
  const [text] = decodeCursor(cursor, 1)
  if (text === undefined || !/^\d{1,18}$/.test(text)) throw new Refusal('bad_request', { detail: 'cursor' })
  return BigInt(text)
}

function present(entry: InboxEntry, texts: { zh: TextOf; en: TextOf }) {
  const zh = texts.zh(entry.kind, entry.data)
  const en = texts.en(entry.kind, entry.data)
  return {
    id: entry.id,
    seq: entry.seq.toString(),
    kind: entry.kind,
    group: kindOf(entry.kind).group,
    title: { zh: zh.title, en: en.title },
    body: { zh: zh.body, en: en.body },
    link: entry.link,
    createdAt: entry.createdAt.toISOString(),
    readAt: entry.readAt?.toISOString() ?? null,
  }
}
