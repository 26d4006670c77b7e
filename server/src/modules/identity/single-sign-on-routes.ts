import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { setSessionCookie } from '../../platform/http/session-cookie.js'
import { readShortCookie, setShortCookie, type ShortCookie } from '../../platform/http/short-cookie.js'
import {
  leaveFor,
  OpenIdFault,
  returnFrom,
  type Claims,
  type OpenIdAccess,
} from '../../platform/openid/openid-provider.js'
import type { SingleSignOnProblem } from './domain/person-of-claims.js'
import { sessionLifeMs } from './domain/sign-in-rules.js'
import { findProvider, type IdentityProvider } from './identity-provider-store.js'
import { cameFrom } from './session-routes.js'
import { openAttempt, sealAttempt } from './single-sign-on-attempt.js'
import { getSignInRules } from './sign-in-rules-store.js'
import { signInWithProvider, type ProviderSignIn } from './sign-in-with-provider.js'

export interface SingleSignOnDeps extends Deps {
  readonly secrets: SecretBox
  /** Under which address browsers reach us; the request's own when nobody told. */
  readonly publicUrl: string | undefined
}

const START = '/api/v1/session/single-sign-on'
const CALLBACK = `${START}/callback`
const LIFE_SECONDS = 600

const cookie: ShortCookie = { name: 'xinheng_sso', path: START, seconds: LIFE_SECONDS }

type Request = Parameters<typeof readShortCookie>[0]

const tags = ['Session']
const errors = { 302: z.null().describe('To the provider, the page asked for, or the sign-in page') }

/** To the organisation's own sign-in and back. Both are addresses for browsers, which they leave again at once. */
export function registerSingleSignOnRoutes(app: App, deps: SingleSignOnDeps): void {
  const { now, log, secrets } = deps
  app.get(START, {
    config: { permission: 'public' },
    schema: {
      tags,
      summary: 'Leave for the organisation’s own sign-in (OpenID Connect, code flow with PKCE)',
      querystring: z.strictObject({ next: z.string().max(500).optional() }),
      response: errors,
    },
    handler: async (request, reply) => {
      const provider = await activeProvider(deps)
      try {
        const { url, attempt } = await leaveFor(accessOf(provider, secrets), callbackUrl(deps, request))
        const until = now().getTime() + LIFE_SECONDS * 1000
        const next = safeTarget(request.query.next)
        setShortCookie(request, reply, cookie, sealAttempt(secrets, { ...attempt, next, until }))
        return await reply.redirect(url, 302)
      } catch (error) {
        if (!(error instanceof OpenIdFault)) throw error
        log.warn({ err: error }, 'the identity provider cannot be reached')
        return reply.redirect(signInPage('provider'), 302)
      }
    },
  })

  app.get(CALLBACK, {
    config: { permission: 'public' },
    schema: {
      tags,
      summary: 'Back from the organisation’s own sign-in; opens a session',
      querystring: z.looseObject({ error: z.string().max(500).optional() }),
      response: errors,
    },
    handler: async (request, reply) => {
      const provider = await activeProvider(deps)
      const attempt = openAttempt(secrets, readShortCookie(request, cookie), now())
      setShortCookie(request, reply, cookie, '')
      if (!attempt) return reply.redirect(signInPage('expired'), 302)
      if (request.query.error === 'access_denied') return reply.redirect(signInPage('cancelled'), 302)
      const result = await comeBack(deps, provider, request, attempt)
      if ('problem' in result) return reply.redirect(signInPage(result.problem), 302)
      setSessionCookie(request, reply, result.token, sessionLifeMs(await getSignInRules(deps.db)))
      return reply.redirect(attempt.next, 302)
    },
  })
}

async function comeBack(
  deps: SingleSignOnDeps,
  provider: IdentityProvider,
  request: Request,
  attempt: Parameters<typeof returnFrom>[2],
): Promise<ProviderSignIn> {
  let claims: Claims
  try {
    const { search } = new URL(request.url, 'http://here')
    const returnedTo = `${callbackUrl(deps, request)}${search}`
    const needed = [provider.claim, 'email_verified', 'name']
    claims = await returnFrom(accessOf(provider, deps.secrets), returnedTo, attempt, needed)
  } catch (error) {
    if (!(error instanceof OpenIdFault)) throw error
    deps.log.warn({ err: error }, 'the identity provider did not confirm a sign-in')
    return { problem: 'provider' }
  }
  return signInWithProvider(deps.db, provider, claims, cameFrom(request), deps.now())
}

async function activeProvider({ db }: Deps): Promise<IdentityProvider> {
  const provider = await findProvider(db)
  if (provider?.active !== true) throw new Refusal('single_sign_on_off')
  return provider
}

function accessOf(provider: IdentityProvider, secrets: SecretBox): OpenIdAccess {
  const { issuer, clientId, clientSecretSealed, tokenAuth } = provider
  return { issuer, clientId, tokenAuth, clientSecret: secrets.open(clientSecretSealed) }
}

/** The address that the provider has to know. */
export function callbackUrl({ publicUrl }: SingleSignOnDeps, request: Request): string {
  const base = publicUrl ?? `${request.protocol}://${request.host}`
  return new URL(`${base}${CALLBACK}`).href
}

function signInPage(problem: SingleSignOnProblem): string {
  return `/sign-in?sso=${problem}`
}

/** Only an address of our own, never another site. */
function safeTarget(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/'
}
