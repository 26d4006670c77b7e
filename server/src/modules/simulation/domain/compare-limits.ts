import { isSameGrant, type Granted } from '../../policy/domain/granted.js'

/** What a policy gives an account: a limit in minor units of the account's currency, and terms in days. */
export interface Grant {
  readonly minor: bigint
  readonly days: number
  /** Payment terms, price, security; left out where only limit and days are compared. */
  readonly granted?: Granted
}

export type LimitChange = 'raised' | 'cut' | 'terms' | 'same'

/** How one policy treats an account against another. Terms count only where the limit is the same. */
export function limitChange(before: Grant, after: Grant): LimitChange {
  if (after.minor > before.minor) return 'raised'
  if (after.minor < before.minor) return 'cut'
  const same = after.days === before.days && isSameGrant(before.granted ?? null, after.granted ?? null)
  return same || after.minor === 0n ? 'same' : 'terms'
}
