import type { Money } from './money.js'

/** Everything that a person or a machine may be allowed to do. API key scopes are the same words. */
export const permissions = [
  'customers:read',
  'customers:write',
  'facts:read',
  'facts:write',
  'documents:read',
  'documents:write',
  'checks:create',
  'checks:read',
  'holds:read',
  'holds:release',
  'limits:read',
  'limits:propose',
  'limits:write',
  'receivables:read',
  'ratings:read',
  'ratings:write',
  'policy:read',
  'policy:write',
  'rules:read',
  'rules:write',
  'imports:read',
  'imports:write',
  'insight:read',
  'settings:read',
  'settings:write',
  'users:read',
  'users:write',
  'api-keys:write',
  'webhooks:read',
  'webhooks:write',
  'audit:read',
] as const

export type Permission = (typeof permissions)[number]

/** Who acts: a signed-in person, a machine with an API key, or the program itself. */
export interface Principal {
  readonly kind: 'user' | 'api-key' | 'system'
  readonly id: string
  /** What audit records show: a username, `key:<name>` or `system`. */
  readonly label: string
  readonly permissions: ReadonlySet<Permission>
  /** Set for salespeople: they see and act for customers whose owner is this username, and no others. */
  readonly onlyCustomersOf: string | null
  /** Largest order that this principal may release; null means none at all. */
  readonly releaseAuthority: Money | 'unlimited' | null
  /** True for a key with the scope `*`: the organisation's own automation, not bound by submitter ≠ releaser. */
  readonly allScopes: boolean
}

export const systemPrincipal: Principal = {
  kind: 'system',
  id: 'system',
  label: 'system',
  permissions: new Set(permissions),
  onlyCustomersOf: null,
  releaseAuthority: 'unlimited',
  allScopes: true,
}
