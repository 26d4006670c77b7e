import { permissions, type Permission } from '../../../kernel/access.js'

/** What an API key is for: permissions by name, or `*` for all of them, also those of later versions. */
export type Scope = Permission | '*'

const known = new Set<string>([...permissions, '*'])

export function isScope(text: string): text is Scope {
  return known.has(text)
}

export function isKnownPermission(text: string): text is Permission {
  return text !== '*' && known.has(text)
}

/** The permissions that scopes stand for. A scope that this version no longer knows gives nothing. */
export function permissionsOf(scopes: readonly string[]): ReadonlySet<Permission> {
  if (scopes.includes('*')) return new Set(permissions)
  return new Set(scopes.filter(isKnownPermission))
}
