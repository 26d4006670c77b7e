import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { registerApiKeyRoutes } from './api-key-routes.js'
import type { Authenticator } from './authenticate.js'
import { registerDirectoryRoutes } from './directory-routes.js'
import { registerOrganisationRoutes } from './organisation-routes.js'
import { registerSessionRoutes } from './session-routes.js'
import { registerUserRoutes } from './user-routes.js'

/** Who may come in: sessions, users, API keys; and the organisation itself. */
export function registerIdentityRoutes(app: App, deps: Deps, authenticator: Authenticator): void {
  registerSessionRoutes(app, deps, authenticator)
  registerUserRoutes(app, deps, authenticator)
  registerApiKeyRoutes(app, deps, authenticator)
  registerOrganisationRoutes(app, deps)
  registerDirectoryRoutes(app, deps)
}
