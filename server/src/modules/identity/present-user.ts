import { toMoneyJson, type MoneyJson } from '../../kernel/money.js'
import { masked } from '../../kernel/masked.js'
import type { ReleaseAuthority } from './domain/release-authority.js'
import type { User } from './user-store.js'

export type ReleaseAuthorityJson = 'none' | 'unlimited' | MoneyJson

export function presentAuthority(authority: ReleaseAuthority): ReleaseAuthorityJson {
  if (authority === null) return 'none'
  return authority === 'unlimited' ? 'unlimited' : toMoneyJson(authority)
}

/** A user as shown to administrators and in the audit trail; never with a password, the phone masked unless told otherwise. */
export function presentUser(user: User, readsSensitive = false) {
  return {
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    locale: user.locale,
    email: user.email,
    phone: user.phone === null || readsSensitive ? user.phone : masked('phone', user.phone),
    releaseAuthority: presentAuthority(user.releaseAuthority),
    active: user.active,
    lockedAt: user.lockedAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  }
}
