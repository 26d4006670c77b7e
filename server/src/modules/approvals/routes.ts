import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { registerAttachmentRoutes } from './attachment-routes.js'
import { registerArchiveRoutes } from './archive-routes.js'
import { registerCalendarRoutes } from './calendar-routes.js'
import { registerCaseRoutes } from './case-routes.js'
import { registerFlowRoutes } from './flow-routes.js'
import { registerInboxRoutes } from './inbox-routes.js'
import type { Approvals } from './subject.js'

/** Flows, cases and the inbox. */
export function registerApprovalRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerFlowRoutes(app, deps, approvals)
  registerCaseRoutes(app, deps, approvals)
  registerAttachmentRoutes(app, deps)
  registerCalendarRoutes(app, deps)
  registerInboxRoutes(app, deps, approvals)
  registerArchiveRoutes(app, deps, approvals)
}
