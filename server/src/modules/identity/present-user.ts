import { toMoneyJson, type MoneyJson } from '../../kernel/money.js'
import type { ReleaseAuthority } from './domain/release-authority.js'
import type { User } from './user-store.js'

export type ReleaseAuthorityJson = 'none' | 'unlimited' | MoneyJson

export function presentAuthority(authority: ReleaseAuthority): ReleaseAuthorityJson {
  if (authority === null) return 'none'
  return authority === 'unlimited' ? 'unlimited' : toMoneyJson(authority)
}

/** A user as shown to administrators and in the audit trail; never with a password. */
export function presentUser(user: User) {
  return {
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    locale: user.locale,
    email: user.email,
    phone: user.phone,
    releaseAuthority: presentAuthority(user.releaseAuthority),
    active: user.active,
    lockedAt: user.lockedAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  }
}
