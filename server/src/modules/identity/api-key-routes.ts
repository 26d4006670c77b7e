import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, idSchema, listOf } from '../../platform/http/schemas.js'
import type { ApiKey } from './api-key-store.js'
import { listApiKeys } from './api-key-store.js'
import type { Authenticator } from './authenticate.js'
import { createApiKey } from './create-api-key.js'
import { apiKeySchema, newApiKeySchema } from './identity-schemas.js'
import { revokeApiKey } from './revoke-api-key.js'

const tags = ['API keys']
const needs = { revoke: 'api-keys:write' } as const

/** Keys of machines. */
export function registerApiKeyRoutes(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  app.get(
    '/api/v1/api-keys',
    {
      config: { permission: 'api-keys:write' },
      schema: {
        tags,
        summary: 'List API keys, newest first',
        querystring: z.strictObject(cursorQuery),
        response: { 200: listOf(apiKeySchema) },
      },
    },
    async (request) => {
      const { query } = request
      const keys = await listApiKeys(db, decodeIdCursor(query.cursor), query.limit)
      const last = keys.length === query.limit ? keys.at(-1) : undefined
      return {
        items: keys.map((key) => presentApiKey(key, principalOf(request))),
        nextCursor: last ? encodeCursor([last.id]) : null,
      }
    },
  )

  app.post(
    '/api/v1/api-keys',
    {
      config: { permission: 'api-keys:write' },
      schema: {
        tags,
        summary: 'Create an API key; the answer is the only place where the key is ever shown',
        body: newApiKeySchema,
        response: { 201: apiKeySchema.extend({ key: z.string() }) },
      },
    },
    async (request, reply) => {
      const { key, apiKey } = await createApiKey(db, principalOf(request), request.body, now())
      return reply.status(201).send({ key, ...presentApiKey(apiKey, principalOf(request)) })
    },
  )

  app.delete(
    '/api/v1/api-keys/:id',
    {
      config: { permission: needs.revoke },
      schema: {
        tags,
        summary: 'Revoke an API key',
        params: z.object({ id: idSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await revokeApiKey(db, principalOf(request), request.params.id, now())
      authenticator.forget()
      return reply.status(204).send(null)
    },
  )
}

function presentApiKey(key: ApiKey, actor: Principal) {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: [...key.scopes],
    createdBy: key.createdBy,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    allowed: key.revokedAt === null ? actsOf(actor, needs) : [],
  }
}
