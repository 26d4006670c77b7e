/** What a policy gives an account: a limit in minor units of the account's currency, and terms in days. */
export interface Grant {
  readonly minor: bigint
  readonly days: number
}

export type LimitChange = 'raised' | 'cut' | 'terms' | 'same'

/** How one policy treats an account against another. Terms count only where the limit is the same. */
export function limitChange(before: Grant, after: Grant): LimitChange {
  if (after.minor > before.minor) return 'raised'
  if (after.minor < before.minor) return 'cut'
  return after.days === before.days || after.minor === 0n ? 'same' : 'terms'
}
