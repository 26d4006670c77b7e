import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { actingWith, type Permission, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { requestIdFrom } from '../log.js'
import { databaseScope } from '../db/database-scope.js'
import { actorOf, anonymous, runInContext } from '../request-context.js'
import { handleError } from './error-handler.js'
import { acceptJsonBodies } from './json-body.js'

/** The HTTP application: routes are typed by their zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the caller must be allowed to do (one of a list is enough); `public` needs no caller, `any` any caller. */
    permission?: Permission | readonly Permission[] | 'public' | 'any'
  }
  interface FastifyRequest {
    /** Who calls. Routes behind a permission always have one; see `principalOf`. */
    principal: Principal | null
  }
}

/** Finds out who calls; gives null for an anonymous caller and throws a Refusal for wrong credentials. */
export type Authenticate = (request: FastifyRequest) => Promise<Principal | null>

const BODY_BYTES_MAX = 32 * 1024 * 1024
/** A request must have arrived whole within this time, so that slow senders do not hold connections for ever. */
const REQUEST_MS_MAX = 300_000

/** Makes the application with everything that is the same for each route: parsing, errors, access, request ids. */
export function createApp(options: {
  log: FastifyBaseLogger
  authenticate: Authenticate
  /** Believe X-Forwarded-For and -Proto; only behind a reverse proxy that sets them. */
  trustProxy?: boolean
}): App {
  const app = Fastify({
    loggerInstance: options.log,
    // Requests are logged once, when they are answered: see request-log.ts.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    requestIdHeader: false,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 4096 },
    // Faults that are found before a route is: an address that cannot be decoded, an unknown version.
    frameworkErrors: (error, request, reply) => {
      void handleError(error, request, reply)
    },
    return503OnClosing: false,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  acceptJsonBodies(app)
  guardRoutes(app, options.authenticate)
  refuseNul(app)
  enterContext(app)
  return app
}

/** Default deny: a route that names no permission cannot be registered. */
function guardRoutes(app: App, authenticate: Authenticate): void {
  app.decorateRequest('principal', null)
  app.addHook('onRoute', (route) => {
    // Documentation pages are registered by a plugin and hold nothing of the organisation.
    if (route.config?.permission === undefined && route.url.startsWith('/api/docs'))
      route.config = { permission: 'public' }
    if (route.config?.permission === undefined) throw new Error(`route ${route.url} names no permission`)
  })
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('X-Request-Id', request.id)
    const permission = request.routeOptions.config.permission
    if (permission === 'public' || permission === undefined) return
    const principal = await authenticate(request)
    if (!principal) throw new Refusal('unauthenticated')
    const enough = typeof permission === 'string' && permission !== 'any' ? [permission] : permission
    request.principal = actingWith(principal, enough)
    if (enough === 'any') return
    if (!enough.some((one) => principal.permissions.has(one)))
      throw new Refusal('forbidden', { permission: enough.join(' / ') })
  })
}

/** No text of PostgreSQL holds a NUL character: refused in addresses as in JSON bodies and form fields. */
function refuseNul(app: App): void {
  app.addHook('onRequest', (request, _, done) => {
    done(request.url.includes('%00') ? new Refusal('bad_request', { detail: 'NUL' }) : undefined)
  })
}

/**
 * Everything from here on works on behalf of the caller. After the body was read, because its stream would lose the
 * context, and with callbacks, because what an async hook enters ends with it.
 */
function enterContext(app: App): void {
  app.addHook('preValidation', (request, _, done) => {
    const actor = request.principal ? actorOf(request.principal) : anonymous
    const scope = databaseScope(request.principal?.scope ?? null)
    runInContext({ actor, requestId: request.id, ...(scope ? { scope } : {}) }, done)
  })
}

/** The caller of a route that is behind a permission. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error('the route is public and has no principal')
  return request.principal
}
