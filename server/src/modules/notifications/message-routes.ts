import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, idSchema, instantSchema, lineOf, listOf } from '../../platform/http/schemas.js'
import { kindSchema, messageSchema, messageStatuses } from './channel-schemas.js'
import { passwordMailKinds } from './domain/password-mails.js'
import { resendMessages } from './manage-channels.js'
import { listMessages } from './message-store.js'

const tags = ['Notifications']
const config = { permission: 'settings:write' } as const
const path = '/api/v1/notification-deliveries'
const instant = instantSchema.transform((text) => new Date(text))
const CHOSEN_MAX = 500

/** The log of what was sent by mail and robots, and sending dead letters again. */
export function registerMessageRoutes(app: App, deps: Deps): void {
  registerLog(app, deps)
  registerResending(app, deps)
}

function registerLog(app: App, { db }: Deps): void {
  app.get(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'What was sent by mail and robots, newest first; kept for 90 days',
        querystring: z.strictObject({
          ...cursorQuery,
          status: z.enum(messageStatuses).optional(),
          channel: z.enum(['email', 'robot']).optional(),
          kind: z.union([kindSchema, z.enum(['digest', ...passwordMailKinds])]).optional(),
          search: lineOf(100).optional().describe('Part of a name, a username, a robot or an address'),
          from: instant.optional().describe('Written from this instant on'),
          until: instant.optional().describe('Written before this instant'),
        }),
        response: { 200: listOf(messageSchema) },
      },
    },
    async ({ query }) => {
      const { cursor, limit, status, channel, kind, search, from, until } = query
      const page = { beforeId: decodeIdCursor(cursor), limit }
      const found = await listMessages(db, { status, channel, kind, search, from, until, ...page })
      const last = found.length === limit ? found.at(-1) : undefined
      return { items: found.map(presentMessage), nextCursor: last ? encodeCursor([last.id]) : null }
    },
  )
}

function registerResending(app: App, { db, now }: Deps): void {
  const resent = { 202: z.object({ messages: z.number().int() }) }
  app.post(
    `${path}/:id/resend`,
    {
      config,
      schema: {
        tags,
        summary: 'Send a dead letter again',
        params: z.object({ id: idSchema }),
        response: resent,
      },
    },
    async (request, reply) => {
      const messages = await resendMessages(db, principalOf(request), [request.params.id], now())
      return reply.status(202).send({ messages })
    },
  )
  app.post(
    `${path}/resend`,
    {
      config,
      schema: {
        tags,
        summary: 'Send dead letters again: those named, or all, at most 5,000',
        body: z.strictObject({ ids: z.array(idSchema).min(1).max(CHOSEN_MAX).optional() }).nullish(),
        response: resent,
      },
    },
    async (request, reply) => {
      const messages = await resendMessages(db, principalOf(request), request.body?.ids, now())
      return reply.status(202).send({ messages })
    },
  )
}

function presentMessage(message: Awaited<ReturnType<typeof listMessages>>[number]) {
  const { id, channel, target, kind, status, attempts, recipient } = message
  return {
    ...{ id, channel, target, kind, status, attempts, recipient },
    nextAttemptAt: message.nextAttemptAt?.toISOString() ?? null,
    title: message.sentSubject,
    body: message.sentBody,
    code: message.answerCode,
    error: message.lastError,
    createdAt: message.createdAt.toISOString(),
    deliveredAt: message.deliveredAt?.toISOString() ?? null,
  }
}
