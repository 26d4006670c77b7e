import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { registerCaseRoutes } from './case-routes.js'
import { registerFlowRoutes } from './flow-routes.js'

/** Flows, cases and the inbox. */
export function registerApprovalRoutes(app: App, deps: Deps): void {
  registerFlowRoutes(app, deps)
  registerCaseRoutes(app, deps)
}
