import { registerSmsPushRoutes } from '../modules/collections/sms-push-routes.js'
import { registerSmsRoutes } from '../modules/collections/sms-routes.js'
import { registerContactRoutes } from '../modules/customers/contact-routes.js'
import { createAuthenticator, type Authenticator } from '../modules/identity/authenticate.js'
import { registerIdentityRoutes } from '../modules/identity/routes.js'
import { sampleDeliveryLag } from '../modules/notifications/sample-delivery-lag.js'
import { registerNotificationRoutes } from '../modules/notifications/routes.js'
import type { SecretBox } from '../platform/crypto/secret-box.js'
import type { Deps } from '../platform/deps.js'
import { compressAnswers } from '../platform/http/compress-answers.js'
import { createApp, type App } from '../platform/http/create-app.js'
import { registerHealthRoutes, type Readiness } from '../platform/http/health-routes.js'
import { honourIdempotencyKeys } from '../platform/http/idempotency.js'
import { describeApi } from '../platform/http/openapi.js'
import { logRequests } from '../platform/http/request-log.js'
import { addSecurityHeaders } from '../platform/http/security-headers.js'
import { answerUnknownAddresses } from '../platform/http/unknown-address.js'
import { serveUserInterface } from '../platform/http/user-interface.js'
import { askForPatience, sayGoodbye } from '../platform/http/start-and-stop.js'
import { sampleJobLag } from '../platform/jobs.js'
import { moduleRoutes, type RegisterRoutes } from './modules.js'
import { version } from './version.js'

export interface AppOptions {
  readonly deps: Deps
  readonly secrets: SecretBox
  readonly readiness: Readiness
  /** The built user interface; without it only the API is served. */
  readonly webDir?: string | undefined
  readonly trustProxy?: boolean
  /** Under which address browsers reach the server; without it, the one that the request names. */
  readonly publicUrl?: string | undefined
  /** The modules to serve; all of them unless a test wants fewer. */
  readonly routes?: readonly RegisterRoutes[]
  readonly authenticator?: Authenticator
}

/** Composes the HTTP application. It does not listen yet and has not touched the database. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { deps, secrets, readiness, routes = moduleRoutes } = options
  const authenticator = options.authenticator ?? createAuthenticator(deps)
  const app = createApp({
    log: deps.log,
    authenticate: authenticator.authenticate,
    trustProxy: options.trustProxy ?? false,
  })
  addSecurityHeaders(app)
  logRequests(app)
  askForPatience(app, readiness)
  sayGoodbye(app, readiness)
  honourIdempotencyKeys(app, deps.db)
  answerUnknownAddresses(app, await serveUserInterface(app, options.webDir))
  await compressAnswers(app)
  await describeApi(app, version)
  registerHealthRoutes(app, {
    db: deps.db,
    readiness,
    async sampleQueues() {
      await Promise.all([sampleJobLag(deps.db), sampleDeliveryLag(deps.db, deps.now())])
    },
  })
  registerIdentityRoutes(app, deps, authenticator, secrets, options.publicUrl)
  registerNotificationRoutes(app, deps, secrets)
  registerContactRoutes(app, { ...deps, secrets })
  registerSmsRoutes(app, { ...deps, secrets })
  registerSmsPushRoutes(app, { ...deps, publicUrl: options.publicUrl })
  for (const register of routes) register(app, deps)
  return app
}
