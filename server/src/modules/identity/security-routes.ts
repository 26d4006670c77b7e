import { z } from 'zod'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, idSchema, lineOf, listOf } from '../../platform/http/schemas.js'
import type { Authenticator } from './authenticate.js'
import { usernameSchema } from './identity-schemas.js'
import { endSession } from './end-session.js'
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from './second-factor.js'
import { sessionOf } from './session-routes.js'
import { listSessions } from './session-store.js'
import { listSignIns, signInMethods, signInOutcomes } from './sign-in-log-store.js'
import { countRecoveryCodes } from './totp-store.js'
import { resetSecondFactor, unlockUser } from './unlock-user.js'

const tags = ['Session']
const codeBody = z.strictObject({ code: z.string().min(1).max(30) })

/** How people protect their own account, and what administrators see and undo of it. */
export function registerSecurityRoutes(
  app: App,
  deps: Deps,
  authenticator: Authenticator,
  secrets: SecretBox,
): void {
  registerSecondFactor(app, deps, authenticator, secrets)
  registerOwnSessions(app, deps, authenticator)
  registerForAdministrators(app, deps, authenticator)
}

function registerSecondFactor(app: App, deps: Deps, authenticator: Authenticator, secrets: SecretBox): void {
  const config = { permission: 'any' } as const
  const own = async (request: Parameters<typeof sessionOf>[1]) => {
    const { user: session } = await sessionOf(authenticator, request)
    return { db: deps.db, secrets, session, now: deps.now() }
  }
  app.post('/api/v1/session/second-factor', {
    config,
    schema: {
      tags,
      summary: 'Begin to set up an authenticator app; nothing changes until it is confirmed',
      response: { 201: z.object({ secret: z.string(), uri: z.string() }) },
    },
    handler: async (request, reply) => reply.status(201).send(await beginSecondFactor(await own(request))),
  })
  app.post('/api/v1/session/second-factor/confirm', {
    config,
    schema: {
      tags,
      summary: 'Switch the second factor on; the recovery codes are shown this once',
      body: codeBody,
      response: { 200: z.object({ recoveryCodes: z.array(z.string()) }) },
    },
    handler: async (request) => {
      const recoveryCodes = await confirmSecondFactor(await own(request), request.body.code)
      authenticator.forget()
      return { recoveryCodes }
    },
  })
  app.post('/api/v1/session/second-factor/remove', {
    config,
    schema: { tags, summary: 'Switch the second factor off', body: codeBody, response: { 204: z.null() } },
    handler: async (request, reply) => {
      await removeSecondFactor(await own(request), request.body.code)
      authenticator.forget()
      return reply.status(204).send(null)
    },
  })
}

function registerOwnSessions(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  const config = { permission: 'any' } as const
  app.get('/api/v1/session/security', {
    config,
    schema: {
      tags,
      summary: 'One’s own second factor and where one is signed in',
      response: {
        200: z.object({
          secondFactor: z.enum(['on', 'off', 'required']),
          recoveryCodesLeft: z.number(),
          sessions: z.array(
            z.object({
              id: z.string(),
              current: z.boolean(),
              createdAt: z.string(),
              seenAt: z.string(),
              address: z.string(),
              userAgent: z.string(),
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const { user } = await sessionOf(authenticator, request)
      const sessions = await listSessions(db, user.userId, now())
      return {
        secondFactor: user.secondFactor,
        recoveryCodesLeft: await countRecoveryCodes(db, user.userId),
        sessions: sessions.map(({ id, createdAt, seenAt, address, userAgent }) => ({
          ...{ id, address, userAgent, current: id === user.sessionId },
          ...{ createdAt: createdAt.toISOString(), seenAt: seenAt.toISOString() },
        })),
      }
    },
  })
  app.delete('/api/v1/session/sessions/:id', {
    config,
    schema: {
      tags,
      summary: 'End one of one’s own sessions',
      params: z.object({ id: idSchema }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { user } = await sessionOf(authenticator, request)
      await endSession(db, user, request.params.id, now())
      authenticator.forget()
      return reply.status(204).send(null)
    },
  })
}

function registerForAdministrators(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  const params = z.object({ username: usernameSchema })
  for (const [path, summary, act] of [
    ['unlock', 'Let a person in again whom too many wrong passwords have locked out', unlockUser],
    ['reset-second-factor', 'Remove a lost second factor; the sessions of the person end', resetSecondFactor],
  ] as const) {
    app.post(`/api/v1/users/:username/${path}`, {
      config: { permission: 'users:write' },
      schema: { tags: ['Users'], summary, params, response: { 204: z.null() } },
      handler: async (request, reply) => {
        await act(db, principalOf(request), request.params.username, now())
        authenticator.forget()
        return reply.status(204).send(null)
      },
    })
  }
  app.get('/api/v1/sign-ins', {
    config: { permission: 'audit:read' },
    schema: {
      tags: ['Audit'],
      summary: 'Attempts to sign in, newest first',
      querystring: z.strictObject({ ...cursorQuery, username: lineOf(64).optional() }),
      response: {
        200: listOf(
          z.object({
            id: z.string(),
            at: z.string(),
            username: z.string(),
            outcome: z.enum(signInOutcomes),
            method: z.enum(signInMethods),
            address: z.string(),
            userAgent: z.string(),
          }),
        ),
      },
    },
    handler: async ({ query: { cursor, limit, username } }) => {
      const entries = await listSignIns(db, { username, beforeId: decodeIdCursor(cursor), limit })
      const last = entries.length === limit ? entries.at(-1) : undefined
      return {
        items: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
        nextCursor: last ? encodeCursor([last.id]) : null,
      }
    },
  })
}
