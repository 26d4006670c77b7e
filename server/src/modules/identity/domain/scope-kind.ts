/**
 * Which customers a role is for: one's own; those of the people who report to one; those of one's departments; those
 * with an account in named segments; all.
 */
export const scopeKinds = ['own', 'team', 'department', 'segment', 'all'] as const

export type ScopeKind = (typeof scopeKinds)[number]
