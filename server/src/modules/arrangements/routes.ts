import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import type { Approvals } from '../approvals/subject.js'
import { registerDeductionRoutes } from './deduction-routes.js'
import { registerDisputeRoutes } from './dispute-routes.js'
import { registerEvidenceRoutes } from './evidence-routes.js'
import { registerPlanRoutes } from './plan-routes.js'
import { registerPromiseRoutes } from './promise-routes.js'
import { registerStatementDisputeRoutes } from './statement-dispute-routes.js'
import { registerArrangementSettingsRoutes } from './settings-routes.js'

/** What is agreed about open items: promises, disputes, plans, and the files that prove it. */
export function registerArrangementRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerArrangementSettingsRoutes(app, deps)
  registerPromiseRoutes(app, deps)
  registerDisputeRoutes(app, deps)
  registerDeductionRoutes(app, deps)
  registerStatementDisputeRoutes(app, deps)
  registerPlanRoutes(app, deps, approvals)
  registerEvidenceRoutes(app, deps)
}
