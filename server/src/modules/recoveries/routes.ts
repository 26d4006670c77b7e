import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import type { Approvals } from '../approvals/subject.js'
import { registerBadDebtRoutes } from './bad-debt-routes.js'
import { registerFigureRoutes } from './figure-routes.js'
import { registerHandOverCaseRoutes } from './hand-over-routes.js'
import { registerReasonRoutes } from './reason-routes.js'
import { registerWriteOffRoutes } from './write-off-routes.js'

/** What happens when collecting ends: hand-over, write-off, recovery, and what was learnt. */
export function registerRecoveryRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerHandOverCaseRoutes(app, deps)
  registerReasonRoutes(app, deps)
  registerWriteOffRoutes(app, deps, approvals)
  registerBadDebtRoutes(app, deps)
  registerFigureRoutes(app, deps)
}
