/** What stands for "no limit to compare with": no authority that names a share reaches it. */
export const OVER_LIMIT_MAX_BP = 2_000_000_000

/**
 * How far an amount takes the exposure over the limit, in basis points of the limit, rounded up so that an authority of
 * 10 % does not reach 10.001 %. All in one currency's minor units. `availableMinor` is what is left before it (negative
 * when the limit is exceeded already), null where nothing limits.
 */
export function overLimitBpOf(of: {
  readonly availableMinor: bigint | null
  readonly limitMinor: bigint | null
  readonly amountMinor: bigint
}): number {
  if (of.availableMinor === null) return 0
  const over = of.amountMinor - of.availableMinor
  if (over <= 0n) return 0
  if (of.limitMinor === null || of.limitMinor <= 0n) return OVER_LIMIT_MAX_BP
  const bp = (over * 10_000n + of.limitMinor - 1n) / of.limitMinor
  return bp > BigInt(OVER_LIMIT_MAX_BP) ? OVER_LIMIT_MAX_BP : Number(bp)
}
