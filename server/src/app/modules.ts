import type { Deps } from '../platform/deps.js'
import type { App } from '../platform/http/create-app.js'
import { registerAuditRoutes } from '../modules/audit/routes.js'
import { registerAccountReadRoutes } from '../modules/customers/account-routes.js'
import { registerFactsRoutes } from '../modules/facts/routes.js'
import { registerReceivablesRoutes } from '../modules/receivables/routes.js'
import { registerScoringRoutes } from '../modules/scoring/routes.js'

/** Registers the routes of one module. */
export type RegisterRoutes = (app: App, deps: Deps) => void

/** The routes of every module that needs no more than the common dependencies, in module order. */
export const moduleRoutes: readonly RegisterRoutes[] = [
  registerAuditRoutes,
  registerAccountReadRoutes,
  registerFactsRoutes,
  registerReceivablesRoutes,
  registerScoringRoutes,
]
