import { buildApp } from '../src/app/build-app.js'
import type { RegisterRoutes } from '../src/app/modules.js'
import { systemPrincipal } from '../src/kernel/access.js'
import { createAuthenticator } from '../src/modules/identity/authenticate.js'
import { createApiKey } from '../src/modules/identity/create-api-key.js'
import { createUser } from '../src/modules/identity/create-user.js'
import type { ReleaseAuthority } from '../src/modules/identity/domain/release-authority.js'
import type { Role } from '../src/modules/identity/domain/roles.js'
import type { Scope } from '../src/modules/identity/domain/scopes.js'
import { createSecretBox, type SecretBox } from '../src/platform/crypto/secret-box.js'
import type { Deps } from '../src/platform/deps.js'
import type { App } from '../src/platform/http/create-app.js'
import type { Readiness } from '../src/platform/http/health-routes.js'
import { createLogger } from '../src/platform/log.js'
import { fixedClock, type FixedClock } from './clock.js'
import { createTestDatabase, type TestDatabase } from './test-database.js'

export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** The parsed JSON body; undefined for none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
  readonly text: string
}

export interface TestRequest {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Headers of `keyWith` or `signIn`; the key with all scopes when left out; null for an anonymous caller. */
  readonly as?: Caller | null
}

/** Headers that tell who calls. */
export type Caller = Readonly<Record<string, string>>

export interface TestApp {
  readonly app: App
  readonly database: TestDatabase
  readonly deps: Deps
  readonly clock: FixedClock
  readonly secrets: SecretBox
  /** Sends one request; as an administrator's key unless told otherwise. */
  request(method: Method, url: string, options?: TestRequest): Promise<TestAnswer>
  /** A new API key with these scopes. */
  keyWith(...scopes: Scope[]): Promise<Caller>
  /** A new user of the role (named like it unless given), signed in. */
  signIn(role: Role, options?: { username?: string; releaseAuthority?: ReleaseAuthority }): Promise<Caller>
  /** Another session of a user of `signIn`, for example after the first has expired. */
  signInAgain(username: string): Promise<Caller>
  /** Makes the next request look its caller up again, as if the cache's two seconds were over. */
  forgetCallers(): void
  close(): Promise<void>
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'

export const TEST_PASSWORD = 'correct horse battery'

/**
 * The whole application on a database of its own, without a port. `now` fixes the clock. Call in `beforeAll`, and
 * `close` in `afterAll`.
 */
export async function createTestApp(
  options: {
    now?: string
    poolSize?: number
    routes?: readonly RegisterRoutes[]
    webDir?: string
    readiness?: Readiness
  } = {},
): Promise<TestApp> {
  const database = await createTestDatabase(
    options.poolSize === undefined ? {} : { poolSize: options.poolSize },
  )
  const clock = fixedClock(options.now)
  const deps: Deps = {
    db: database.db,
    now: () => clock.now(),
    log: createLogger({ level: process.env['TEST_LOG'] === '1' ? 'debug' : 'silent' }),
  }
  const secrets = createSecretBox('test')
  const authenticator = createAuthenticator(deps)
  const app = await buildApp({
    deps,
    authenticator,
    secrets,
    readiness: options.readiness ?? { state: 'ready' },
    ...(options.routes ? { routes: options.routes } : {}),
    ...(options.webDir === undefined ? {} : { webDir: options.webDir }),
  })
  await app.ready()
  const keyWith = async (...scopes: Scope[]): Promise<Caller> => {
    const draft = { name: 'test', scopes, expiresAt: null }
    const { key } = await createApiKey(deps.db, systemPrincipal, draft, clock.now())
    return { authorization: `Bearer ${key}` }
  }
  const request = requestsTo(app, await keyWith('*'))
  const signInAgain = async (username: string): Promise<Caller> => {
    const body = { username, password: TEST_PASSWORD }
    const answer = await request('POST', '/api/v1/session', { as: null, body })
    const cookie = /^[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''
    return { cookie, 'x-csrf-token': (answer.body as { csrfToken: string }).csrfToken }
  }

  return {
    app,
    database,
    deps,
    clock,
    secrets,
    request,
    keyWith,
    async signIn(role, { username = role, releaseAuthority = null } = {}) {
      const draft = { username, displayName: username, role, locale: 'en', releaseAuthority } as const
      await createUser(deps.db, systemPrincipal, { ...draft, password: TEST_PASSWORD }, clock.now())
      return signInAgain(username)
    },
    signInAgain,
    forgetCallers: () => authenticator.forget(),
    async close() {
      await app.close()
      await database.drop()
    },
  }
}

function requestsTo(app: App, everything: Caller): TestApp['request'] {
  return async (method, url, { body, headers = {}, as = everything } = {}) => {
    const response = await app.inject({
      method,
      url,
      headers: { 'accept-language': 'en', ...as, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const isJson = /json/.test(String(response.headers['content-type'] ?? ''))
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isJson && response.body !== '' ? JSON.parse(response.body) : undefined,
      text: response.body,
    }
  }
}
