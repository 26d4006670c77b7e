import { permissions, type Permission } from '../../../kernel/access.js'

/** The roles that come with the program. Editable copies of them are rows of the table `role`. */
export const roles = [
  ...(['admin', 'credit-manager', 'credit-analyst', 'finance', 'legal', 'sales', 'viewer'] as const),
] as const

export type Role = (typeof roles)[number]

export function isBuiltInRole(code: string): code is Role {
  return (roles as readonly string[]).includes(code)
}

/** What everybody in the credit office may look at. */
const reading = [
  'customers:read',
  'facts:read',
  'documents:read',
  'checks:read',
  'holds:read',
  'limits:read',
  'receivables:read',
  'collections:read',
  'ratings:read',
  'policy:read',
  'rules:read',
  'flows:read',
  'insight:read',
  'settings:read',
] as const satisfies readonly Permission[]

/** What each role may do. Salespeople in addition see their own customers only. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  admin: permissions,
  'credit-manager': [
    ...reading,
    'customers:write',
    'facts:write',
    'documents:write',
    'checks:create',
    'holds:release',
    'limits:propose',
    'limits:write',
    'receipts:match',
    'provisions:write',
    'claims:write',
    'collections:write',
    'strategies:write',
    'ratings:write',
    'models:write',
    'policy:write',
    'rules:write',
    'flows:write',
    'approvals:manage',
    'securities:confirm',
    'imports:read',
    'imports:write',
    'users:read',
    'audit:read',
    'sensitive:show',
  ],
  'credit-analyst': [
    ...reading,
    'customers:write',
    'facts:write',
    'checks:create',
    'limits:propose',
    'collections:write',
    'ratings:write',
    'models:write',
    'imports:read',
    'imports:write',
    'sensitive:show',
  ],
  finance: [
    ...reading,
    'documents:write',
    'receipts:match',
    'provisions:write',
    'claims:write',
    'collections:write',
    'strategies:write',
    'securities:confirm',
    'imports:read',
    'imports:write',
    'sensitive:show',
  ],
  // Debts that are handed over, claims and their periods, evidence; money and limits are not theirs.
  legal: [...reading, 'claims:write', 'collections:write', 'securities:confirm', 'sensitive:show'],
  sales: [
    'customers:read',
    'documents:read',
    'checks:create',
    'checks:read',
    'holds:read',
    'limits:read',
    'receivables:read',
    'collections:read',
    'collections:write',
    'ratings:read',
    'settings:read',
    'sensitive:show',
  ],
  viewer: reading,
}
