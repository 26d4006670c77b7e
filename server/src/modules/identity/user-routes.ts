import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { codeSchema, cursorQuery, lineOf, listOf } from '../../platform/http/schemas.js'
import { assignRoles } from './assign-roles.js'
import type { Authenticator } from './authenticate.js'
import { createUser } from './create-user.js'
import { revealReasons } from '../../kernel/masked.js'
import { showPhone } from './show-phone.js'
import { scopeKinds } from './domain/scope-kind.js'
import {
  newUserSchema,
  roleCodeSchema,
  userChangeSchema,
  userSchema,
  usernameSchema,
} from './identity-schemas.js'
import { presentUser } from './present-user.js'
import { readAccess, withDepartmentIds } from './read-access.js'
import { updateUser } from './update-user.js'
import { findUser, listUsers, type User } from './user-store.js'

const params = z.object({ username: usernameSchema })
const tags = ['Users']

/** People who sign in. Users are never deleted, because the audit trail names them; they are deactivated. */
export function registerUserRoutes(app: App, deps: Deps, authenticator: Authenticator): void {
  registerReads(app, deps)
  registerWrites(app, deps, authenticator)
  registerAccess(app, deps, authenticator)
  registerShowPhone(app, deps)
}

function registerReads(app: App, { db }: Deps): void {
  app.get(
    '/api/v1/users',
    {
      config: { permission: 'users:read' },
      schema: {
        tags,
        summary: 'List users',
        querystring: z.strictObject(cursorQuery),
        response: { 200: listOf(userSchema) },
      },
    },
    async (request) => {
      const { query } = request
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, 1)[0]
      const users = await listUsers(db, after, query.limit)
      const last = users.length === query.limit ? users.at(-1) : undefined
      return {
        items: users.map((user) => answerUser(user, principalOf(request))),
        nextCursor: last ? encodeCursor([last.username]) : null,
      }
    },
  )

  app.get(
    '/api/v1/users/:username',
    {
      config: { permission: 'users:read' },
      schema: { tags, summary: 'One user', params, response: { 200: userSchema } },
    },
    async (request) => {
      const { username } = request.params
      const user = await findUser(db, username)
      if (!user) throw new Refusal('user_not_found', { username })
      return answerUser(user, principalOf(request))
    },
  )
}

function registerWrites(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  app.post(
    '/api/v1/users',
    {
      config: { permission: 'users:write' },
      schema: { tags, summary: 'Create a user', body: newUserSchema, response: { 201: userSchema } },
    },
    async (request, reply) => {
      const user = await createUser(db, principalOf(request), request.body, now())
      return reply.status(201).send(answerUser(user, principalOf(request)))
    },
  )

  app.put(
    '/api/v1/users/:username',
    {
      config: { permission: 'users:write' },
      schema: {
        tags,
        summary: 'Change a user; what is left out stays',
        params,
        body: userChangeSchema,
        response: { 200: userSchema },
      },
    },
    async (request) => {
      const { username } = request.params
      const user = await updateUser(db, principalOf(request), username, request.body, now())
      authenticator.forget()
      return answerUser(user, principalOf(request))
    },
  )
}

/** A user as answered to this caller, with what the caller may do. */
function answerUser(user: User, { permissions }: Principal): z.input<typeof userSchema> {
  const clear = permissions.has('sensitive:read')
  const shows = user.phone !== null && (clear || permissions.has('sensitive:show'))
  return {
    ...presentUser(user, clear),
    allowed: [
      ...(permissions.has('users:write') ? (['edit', 'assignRoles'] as const) : []),
      ...(shows ? (['showPhone'] as const) : []),
    ],
  }
}

function registerShowPhone(app: App, { db, now }: Pick<Deps, 'db' | 'now'>): void {
  app.post('/api/v1/users/:username/phone/show', {
    config: { permission: ['sensitive:show', 'sensitive:read'] },
    schema: {
      tags,
      summary: 'The masked phone number of a user in clear; who looked, and why, is recorded',
      params,
      body: z.strictObject({
        reason: z.enum(revealReasons),
        note: lineOf(300).nullable().default(null).describe('Needed for the reason `other`'),
      }),
      response: { 200: z.object({ value: z.string() }) },
    },
    handler: async (request) => {
      const { username } = request.params
      return { value: await showPhone(db, principalOf(request), username, request.body, now()) }
    },
  })
}

const assignmentSchema = z.strictObject({
  roleCode: roleCodeSchema,
  scope: z.enum(scopeKinds),
  departmentCode: codeSchema.nullable().default(null),
  segmentCodes: z.array(codeSchema).max(100).default([]),
  main: z.boolean(),
})

const accessSchema = z.object({
  username: z.string(),
  roles: z.array(
    z.object({
      roleCode: z.string(),
      scope: z.enum(scopeKinds),
      departmentCode: z.string().nullable(),
      segmentCodes: z.array(z.string()),
      main: z.boolean(),
    }),
  ),
  positions: z.array(z.object({ departmentCode: z.string(), positionCode: z.string(), main: z.boolean() })),
  managerUsername: z.string().nullable(),
  secondFactor: z.enum(['on', 'off', 'required']),
})

/** What a person may do, for which customers, and where they stand in the organisation. */
function registerAccess(app: App, { db, now }: Pick<Deps, 'db' | 'now'>, authenticator: Authenticator): void {
  app.get('/api/v1/users/:username/access', {
    config: { permission: 'users:read' },
    schema: {
      tags,
      summary: 'Roles, positions and manager of a user',
      params,
      response: { 200: accessSchema },
    },
    handler: ({ params: { username } }) => readAccess(db, username),
  })
  app.put('/api/v1/users/:username/roles', {
    config: { permission: 'users:write' },
    schema: {
      tags,
      summary: 'Replace the roles of a user; the user’s sessions end',
      params,
      body: z.strictObject({ roles: z.array(assignmentSchema).min(1).max(20) }),
      response: { 200: accessSchema },
    },
    handler: async (request) => {
      const { username } = request.params
      const roles = await withDepartmentIds(db, request.body.roles)
      await assignRoles(db, principalOf(request), username, roles, now())
      authenticator.forget()
      return readAccess(db, username)
    },
  })
}
