import type { Currency } from '../../../kernel/currency.js'
import { noExposure } from '../../exposure/domain/bucket.js'
import type { CurrencyExposure } from '../../exposure/domain/exposure-in.js'
import type { AccountFacts, GroupFacts } from './facts.js'

/** An account and its group as far as a batch has changed them. */
export interface Standing {
  readonly accountId: string
  readonly groupId: string
  readonly segmentId: string
  readonly account: AccountFacts
  readonly group: GroupFacts
}

/**
 * What a batch of checks knows while it decides one after the other: each sees the reservations of those before it,
 * per account and per group. The caller holds the lock of the groups.
 */
export class WorkingState<S extends Standing> {
  readonly #standings = new Map<string, S>()

  add(standing: S): void {
    this.#standings.set(standing.accountId, standing)
  }

  get(accountId: string): S {
    const standing = this.#standings.get(accountId)
    if (!standing) throw new Error(`account ${accountId} was not loaded`)
    return standing
  }

  /** Moves the reserved amount of an account and of its group, for every member in the batch. */
  reserve(accountId: string, currency: Currency, deltaMinor: bigint): void {
    const { groupId, segmentId } = this.get(accountId)
    for (const standing of this.#standings.values()) {
      if (standing.groupId !== groupId || standing.segmentId !== segmentId) continue
      const alone = standing.group.exposure === standing.account.exposure
      const exposure = reserved(standing.group.exposure, currency, deltaMinor)
      const group = { ...standing.group, exposure }
      const account =
        standing.accountId === accountId
          ? {
              ...standing.account,
              exposure: alone ? exposure : reserved(standing.account.exposure, currency, deltaMinor),
            }
          : standing.account
      this.#standings.set(standing.accountId, { ...standing, account, group })
    }
  }
}

function reserved(
  exposure: readonly CurrencyExposure[],
  currency: Currency,
  deltaMinor: bigint,
): readonly CurrencyExposure[] {
  const known = exposure.some((part) => part.currency === currency)
  const parts = known ? exposure : [...exposure, { currency, buckets: noExposure, beyondHorizonMinor: 0n }]
  return parts.map((part) =>
    part.currency === currency
      ? { ...part, buckets: { ...part.buckets, reserved: part.buckets.reserved + deltaMinor } }
      : part,
  )
}
