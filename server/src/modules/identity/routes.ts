import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { registerApiKeyRoutes } from './api-key-routes.js'
import type { Authenticator } from './authenticate.js'
import { registerDirectoryRoutes } from './directory-routes.js'
import { registerPasswordRoutes } from './password-routes.js'
import { registerOrganisationRoutes } from './organisation-routes.js'
import { registerAuthorityRoutes } from './authority-routes.js'
import { registerOrganisationChartRoutes } from './organisation-chart-routes.js'
import { registerRoleRoutes } from './role-routes.js'
import { registerSecurityRoutes } from './security-routes.js'
import { registerSessionRoutes } from './session-routes.js'
import { registerIdentityProviderRoutes } from './identity-provider-routes.js'
import { registerSingleSignOnRoutes } from './single-sign-on-routes.js'
import { registerUserRoutes } from './user-routes.js'

/** Who may come in: sessions, users, API keys; and the organisation itself. */
export function registerIdentityRoutes(
  app: App,
  deps: Deps,
  authenticator: Authenticator,
  secrets: SecretBox,
  publicUrl: string | undefined,
): void {
  registerSessionRoutes(app, deps, authenticator, secrets, publicUrl)
  registerPasswordRoutes(app, deps, authenticator)
  registerSingleSignOnRoutes(app, { ...deps, secrets, publicUrl })
  registerIdentityProviderRoutes(app, { ...deps, secrets, publicUrl })
  registerSecurityRoutes(app, deps, authenticator, secrets)
  registerUserRoutes(app, deps, authenticator)
  registerRoleRoutes(app, deps, authenticator)
  registerOrganisationChartRoutes(app, deps, authenticator)
  registerAuthorityRoutes(app, deps)
  registerApiKeyRoutes(app, deps, authenticator)
  registerOrganisationRoutes(app, deps)
  registerDirectoryRoutes(app, deps)
}
