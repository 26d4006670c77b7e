import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { OVER_LIMIT_MAX_BP, overLimitBpOf } from '../../kernel/over-limit.js'
import type { Queryable } from '../../platform/db/types.js'
import { findAccountsById } from '../customers/account-store.js'
import { findRecommendation } from '../policy/proposal-list-store.js'
import { effectiveLimit, type LimitKind } from './domain/effective-limit.js'
import { listLimitLines } from './limit-line-store.js'

/** What a wanted limit is compared with, in minor units of the account's currency. */
export interface LimitReference {
  /** The limit that the policy recommends; where it recommends none, the present one. */
  readonly limitMinor: bigint
  /** What stays beside the wanted line: a further line comes on top of the present limit, a base line replaces it. */
  readonly besideMinor: bigint
}

/**
 * The reference of the over-limit share of an authority for credit. The share says by how much somebody may let the
 * account's limit exceed what the policy recommends for it by its latest run; where the policy has recommended nothing,
 * the limit as it is today. Without either, or with a limit of nothing, nobody whose authority names a share reaches it.
 */
export async function limitReference(
  db: Queryable,
  accountId: Id,
  lineKind: LimitKind | null,
  on: CalendarDay,
): Promise<LimitReference> {
  const [account] = await findAccountsById(db, [accountId])
  const lines = await listLimitLines(db, accountId)
  const limit = effectiveLimit(account?.limitMode ?? 'none', lines, on)
  const presentMinor = limit.state === 'amount' ? limit.minor : 0n
  const baseMinor =
    limit.state === 'amount' ? (limit.parts.find(({ kind }) => kind === 'base')?.amountMinor ?? 0n) : 0n
  const replaces = lineKind === null || lineKind === 'base'
  const recommended = await findRecommendation(db, accountId)
  const known = recommended !== undefined && recommended.currency === account?.currency
  return {
    limitMinor: known ? recommended.minor : presentMinor,
    besideMinor: replaces ? presentMinor - baseMinor : presentMinor,
  }
}

/** How far a line of this amount (null: no limit at all) takes the limit above its reference, in basis points of it. */
export function aboveReferenceBp(
  { limitMinor, besideMinor }: LimitReference,
  amountMinor: bigint | null,
): number {
  if (amountMinor === null) return OVER_LIMIT_MAX_BP
  return overLimitBpOf({ availableMinor: limitMinor, limitMinor, amountMinor: besideMinor + amountMinor })
}
