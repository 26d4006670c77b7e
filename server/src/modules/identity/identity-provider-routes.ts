import { z } from 'zod'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { lineOf } from '../../platform/http/schemas.js'
import { changeIdentityProvider, removeIdentityProvider, unlinkUser } from './change-identity-provider.js'
import { listIdentities } from './external-identity-store.js'
import { roleCodeSchema, usernameSchema } from './identity-schemas.js'
import { findProvider, type IdentityProvider } from './identity-provider-store.js'
import { callbackUrl, type SingleSignOnDeps } from './single-sign-on-routes.js'
import { Refusal } from '../../kernel/errors.js'
import { findUser } from './user-store.js'

const tags = ['Organisation']

const fields = {
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe('https; http only on the same machine'),
  clientId: lineOf(200),
  tokenAuth: z.enum(['basic', 'post']).describe('How the secret is shown at the token endpoint'),
  label: lineOf(40).describe('What the button on the sign-in page says'),
  claim: z
    .string()
    .regex(/^[A-Za-z0-9_.:/-]{1,100}$/)
    .describe('The claim that names a person who comes for the first time'),
  matchBy: z.enum(['email', 'username']).describe('What the claim is compared with'),
  createRole: z.string().nullable().describe('Main role of people who are not known yet; null: refused'),
  active: z.boolean(),
}

const providerSchema = z.object(fields)

const bodySchema = z.strictObject({
  ...fields,
  clientSecret: z.string().min(1).max(500).optional().describe('Left out: as it was'),
  createRole: roleCodeSchema.nullable().default(null),
})

const settingSchema = z.object({
  provider: providerSchema.nullable(),
  callbackUrl: z.string().describe('The address to register at the provider'),
})

/** The organisation's own sign-in as administrators enter it. */
export function registerIdentityProviderRoutes(app: App, deps: SingleSignOnDeps): void {
  const { db, now } = deps
  const url = '/api/v1/identity-provider'
  app.get(url, {
    config: { permission: 'users:write' },
    schema: { tags, summary: 'The OpenID Connect provider', response: { 200: settingSchema } },
    handler: async (request) => {
      const provider = await findProvider(db)
      return { provider: provider ? present(provider) : null, callbackUrl: callbackUrl(deps, request) }
    },
  })
  app.put(url, {
    config: { permission: 'users:write' },
    schema: {
      tags,
      summary: 'Enter or change the OpenID Connect provider; its description is read before it is saved',
      body: bodySchema,
      response: { 200: settingSchema },
    },
    handler: async (request) => {
      const provider = await changeIdentityProvider(deps, principalOf(request), request.body, now())
      return { provider: present(provider), callbackUrl: callbackUrl(deps, request) }
    },
  })
  app.delete(url, {
    config: { permission: 'users:write' },
    schema: { tags, summary: 'Remove the OpenID Connect provider', response: { 204: z.null() } },
    handler: async (request, reply) => {
      await removeIdentityProvider(db, principalOf(request), now())
      return reply.status(204).send(null)
    },
  })
  registerLinks(app, deps)
}

function registerLinks(app: App, { db, now }: SingleSignOnDeps): void {
  const params = z.object({ username: usernameSchema })
  const url = '/api/v1/users/:username/identities'
  app.get(url, {
    config: { permission: 'users:read' },
    schema: {
      tags: ['Users'],
      summary: 'Who a person is at the organisation’s own sign-in',
      params,
      response: {
        200: z.object({
          items: z.array(z.object({ issuer: z.string(), subject: z.string(), linkedAt: z.string() })),
          nextCursor: z.null(),
        }),
      },
    },
    handler: async ({ params: { username } }) => {
      const user = await findUser(db, username)
      if (!user) throw new Refusal('user_not_found', { username })
      const links = await listIdentities(db, user.id)
      const items = links.map((link) => ({ ...link, linkedAt: link.linkedAt.toISOString() }))
      return { items, nextCursor: null }
    },
  })
  app.delete(url, {
    config: { permission: 'users:write' },
    schema: {
      tags: ['Users'],
      summary: 'Forget who a person is there; the next sign-in links them anew',
      params,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await unlinkUser(db, principalOf(request), request.params.username, now())
      return reply.status(204).send(null)
    },
  })
}

function present({ clientSecretSealed: _, ...provider }: IdentityProvider): z.input<typeof providerSchema> {
  return provider
}
