import type { Permission, Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { derivedToken, sameText, tokenHash } from '../../platform/crypto/token.js'
import type { Deps } from '../../platform/deps.js'
import type { Authenticate } from '../../platform/http/create-app.js'
import { readSessionCookie } from '../../platform/http/session-cookie.js'
import { findApiKeyAndTouch, type ApiKey } from './api-key-store.js'
import { permissionsOf } from './domain/scopes.js'
import { actingUser, principalOfUser } from './load-principal.js'
import { findSessionAndTouch, type SessionUser } from './session-store.js'
import { ShortCache } from './short-cache.js'

/** How long another process may go on accepting a key or session that was ended here. */
const CACHE_MS = 2_000
const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A browser's session with the token that its writes must carry. */
export interface Session {
  readonly user: SessionUser
  readonly csrfToken: string
  readonly permissions: ReadonlySet<Permission>
}

type Request = Parameters<Authenticate>[0]

/** Finds out who calls, from an API key or a session cookie. */
export interface Authenticator {
  readonly authenticate: Authenticate
  /** The session of the request's cookie; undefined without a live one. */
  findSession(request: Request): Promise<Session | undefined>
  /** To be called after any change of users, sessions or keys, so that it counts here at once. */
  forget(): void
}

export function createAuthenticator({ db, now }: Pick<Deps, 'db' | 'now'>): Authenticator {
  // By the clock that ends sessions: who comes after the end of a session is never taken for its owner.
  const clock = () => now().getTime()
  const keys = new ShortCache<Principal>(CACHE_MS, clock)
  const sessions = new ShortCache<{ session: Session; principal: Principal }>(CACHE_MS, clock)

  async function byKey(authorization: string): Promise<Principal> {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    if (token === undefined) throw new Refusal('unauthenticated')
    const hash = tokenHash(token)
    const principal = await keys.get(hash.toString('base64'), async () => {
      const key = await findApiKeyAndTouch(db, hash, now())
      return key && principalOfKey(key)
    })
    if (!principal) throw new Refusal('unauthenticated')
    return principal
  }

  function bySession(token: string) {
    const hash = tokenHash(token)
    return sessions.get(hash.toString('base64'), async () => {
      const user = await findSessionAndTouch(db, hash, now())
      if (!user) return undefined
      const who = { id: user.userId, username: user.username }
      const principal = user.secondFactor === 'required' ? actingUser(who) : await principalOfUser(db, who)
      return {
        session: { user, csrfToken: csrfTokenOf(token), permissions: principal.permissions },
        principal,
      }
    })
  }

  return {
    async authenticate(request) {
      const { authorization } = request.headers
      if (authorization !== undefined) return byKey(authorization)
      const token = readSessionCookie(request)
      const found = token === undefined ? undefined : await bySession(token)
      if (!found) return null
      if (!READING.has(request.method)) requireCsrfToken(request, found.session)
      // Until a required second factor is set up, a session is good for setting it up and nothing else.
      if (found.session.user.secondFactor === 'required' && !request.url.startsWith('/api/v1/session'))
        throw new Refusal('second_factor_required')
      return found.principal
    },
    async findSession(request) {
      if (request.headers.authorization !== undefined) return undefined
      const token = readSessionCookie(request)
      return token === undefined ? undefined : (await bySession(token))?.session
    },
    forget() {
      keys.clear()
      sessions.clear()
    },
  }
}

/** Follows from the session token, which scripts of other sites can neither read nor guess. */
export function csrfTokenOf(sessionToken: string): string {
  return derivedToken(sessionToken, 'csrf')
}

function requireCsrfToken(request: Request, session: Session): void {
  const sent = request.headers['x-csrf-token']
  if (typeof sent !== 'string' || !sameText(sent, session.csrfToken)) throw new Refusal('csrf_failed')
}

function principalOfKey(key: ApiKey): Principal {
  const permissions = permissionsOf(key.scopes)
  return {
    kind: 'api-key',
    id: key.id,
    label: `key:${key.name}`,
    permissions,
    scope: null,
    onlyCustomersOf: null,
    allScopes: key.scopes.includes('*'),
  }
}
