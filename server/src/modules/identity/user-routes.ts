import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, listOf } from '../../platform/http/schemas.js'
import type { Authenticator } from './authenticate.js'
import { createUser } from './create-user.js'
import { newUserSchema, userChangeSchema, userSchema, usernameSchema } from './identity-schemas.js'
import { presentUser } from './present-user.js'
import { updateUser } from './update-user.js'
import { findUser, listUsers } from './user-store.js'

const params = z.object({ username: usernameSchema })
const tags = ['Users']

/** People who sign in. Users are never deleted, because the audit trail names them; they are deactivated. */
export function registerUserRoutes(app: App, { db, now }: Deps, authenticator: Authenticator): void {
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
    async ({ query }) => {
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, 1)[0]
      const users = await listUsers(db, after, query.limit)
      const last = users.length === query.limit ? users.at(-1) : undefined
      return { items: users.map(presentUser), nextCursor: last ? encodeCursor([last.username]) : null }
    },
  )

  app.get(
    '/api/v1/users/:username',
    {
      config: { permission: 'users:read' },
      schema: { tags, summary: 'One user', params, response: { 200: userSchema } },
    },
    async ({ params: { username } }) => {
      const user = await findUser(db, username)
      if (!user) throw new Refusal('user_not_found', { username })
      return presentUser(user)
    },
  )

  app.post(
    '/api/v1/users',
    {
      config: { permission: 'users:write' },
      schema: { tags, summary: 'Create a user', body: newUserSchema, response: { 201: userSchema } },
    },
    async (request, reply) => {
      const user = await createUser(db, principalOf(request), request.body, now())
      return reply.status(201).send(presentUser(user))
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
      return presentUser(user)
    },
  )
}
