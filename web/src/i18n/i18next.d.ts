import 'i18next'
import type access from '../locales/zh-CN/access.json'
import type approvals from '../locales/zh-CN/approvals.json'
import type audit from '../locales/zh-CN/audit.json'
import type cash from '../locales/zh-CN/cash.json'
import type bills from '../locales/zh-CN/bills.json'
import type checks from '../locales/zh-CN/checks.json'
import type claims from '../locales/zh-CN/claims.json'
import type worklist from '../locales/zh-CN/worklist.json'
import type common from '../locales/zh-CN/common.json'
import type holds from '../locales/zh-CN/holds.json'
import type customers from '../locales/zh-CN/customers.json'
import type home from '../locales/zh-CN/home.json'
import type limits from '../locales/zh-CN/limits.json'
import type receivables from '../locales/zh-CN/receivables.json'
import type identity from '../locales/zh-CN/identity.json'
import type models from '../locales/zh-CN/models.json'
import type monitoring from '../locales/zh-CN/monitoring.json'
import type notifications from '../locales/zh-CN/notifications.json'
import type policy from '../locales/zh-CN/policy.json'
import type imports from '../locales/zh-CN/imports.json'
import type receipts from '../locales/zh-CN/receipts.json'
import type provisions from '../locales/zh-CN/provisions.json'
import type rules from '../locales/zh-CN/rules.json'
import type rerating from '../locales/zh-CN/rerating.json'
import type scoring from '../locales/zh-CN/scoring.json'
import type settings from '../locales/zh-CN/settings.json'
import type simulation from '../locales/zh-CN/simulation.json'
import type statements from '../locales/zh-CN/statements.json'
import type shell from '../locales/zh-CN/shell.json'
import type recoveries from '../locales/zh-CN/recoveries.json'
import type strategies from '../locales/zh-CN/strategies.json'
import type team from '../locales/zh-CN/team.json'
import type validation from '../locales/zh-CN/validation.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    returnNull: false
    /** One line per namespace: a key that is not in the Chinese file does not compile. */
    resources: {
      access: typeof access
      approvals: typeof approvals
      audit: typeof audit
      cash: typeof cash
      bills: typeof bills
      checks: typeof checks
      claims: typeof claims
      worklist: typeof worklist
      team: typeof team
      common: typeof common
      holds: typeof holds
      customers: typeof customers
      home: typeof home
      limits: typeof limits
      receivables: typeof receivables
      provisions: typeof provisions
      identity: typeof identity
      imports: typeof imports
      models: typeof models
      monitoring: typeof monitoring
      notifications: typeof notifications
      policy: typeof policy
      receipts: typeof receipts
      recoveries: typeof recoveries
      rules: typeof rules
      rerating: typeof rerating
      scoring: typeof scoring
      settings: typeof settings
      shell: typeof shell
      simulation: typeof simulation
      strategies: typeof strategies
      statements: typeof statements
      validation: typeof validation
    }
  }
}
