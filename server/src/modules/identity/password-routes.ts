import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { lineOf } from '../../platform/http/schemas.js'
import type { Authenticator } from './authenticate.js'
import { changeSignInRules } from './change-sign-in-rules.js'
import { passwordSchema } from './identity-schemas.js'
import { requestPasswordReset, resetPassword } from './reset-password.js'
import { cameFrom } from './session-routes.js'
import { getSignInRules } from './sign-in-rules-store.js'

const rulesSchema = z.strictObject({
  passwordMin: z.int().min(8).max(64).describe('Fewest characters'),
  refuseCommon: z.boolean().describe('Refuse passwords that everybody tries first'),
  reuseAfter: z.int().min(0).max(24).describe('Other passwords before one is used again; 0: at once'),
  idleMinutes: z.int().min(5).max(10_080).describe('A session ends so long after its last request'),
  sessionHours: z.int().min(1).max(720).describe('A session ends so long after signing in'),
  attemptsMax: z.int().min(3).max(20).describe('Wrong passwords per username and address in 15 minutes'),
  failuresMax: z.int().min(3).max(100).describe('Wrong passwords in a row that lock the account'),
  resetMinutes: z.int().min(5).max(1440).describe('How long the link for a forgotten password works'),
})

/** Forgotten passwords, and the rules for passwords and sessions. */
export function registerPasswordRoutes(app: App, deps: Deps, authenticator: Authenticator): void {
  registerRules(app, deps, authenticator)
  const { db, now } = deps
  const tags = ['Session']
  app.post('/api/v1/password-resets', {
    config: { permission: 'public' },
    schema: {
      tags,
      summary: 'Ask for a link by mail; the answer is the same whether or not there is such a person',
      body: z.strictObject({ login: lineOf(254).describe('E-mail address or username') }),
      response: { 202: z.object({}) },
    },
    handler: async (request, reply) => {
      await requestPasswordReset(db, request.body.login, cameFrom(request), now())
      return reply.status(202).send({})
    },
  })
  app.post('/api/v1/password-resets/use', {
    config: { permission: 'public' },
    schema: {
      tags,
      summary: 'Set a new password with the token of the link; every session of the person ends',
      body: z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await resetPassword(db, request.body, cameFrom(request), now())
      authenticator.forget()
      return reply.status(204).send(null)
    },
  })
}

function registerRules(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  const tags = ['Organisation']
  app.get('/api/v1/sign-in-rules', {
    config: { permission: 'users:read' },
    schema: { tags, summary: 'Rules for passwords and sessions', response: { 200: rulesSchema } },
    handler: () => getSignInRules(db),
  })
  app.put('/api/v1/sign-in-rules', {
    config: { permission: 'users:write' },
    schema: {
      tags,
      summary: 'Change the rules for passwords and sessions',
      body: rulesSchema,
      response: { 200: rulesSchema },
    },
    handler: async (request) => {
      const rules = await changeSignInRules(db, principalOf(request), request.body, now())
      authenticator.forget()
      return rules
    },
  })
}
