/** How much of each class is in a bin; weights may make it fractional. */
export interface ClassCounts {
  readonly bad: number
  readonly good: number
}

export interface WoeRow extends ClassCounts {
  readonly count: number
  readonly badRate: number
  /** ln(share of bad / share of good): above 0 is worse than the average. */
  readonly woe: number
  /** What the bin adds to the information value. */
  readonly iv: number
}

/**
 * Where half a case is added to both counts of a bin: `pure` only where a class is missing, so that its WoE is finite;
 * `all` in every bin, as SAS does.
 */
export type CountAdjustment = 'pure' | 'all'

const HALF = 0.5

/**
 * Weight of evidence and information value of bins (target 1 = bad). The shares are of all bad and all good; adjusted
 * counts do not change these totals. An empty bin has WoE 0 and no information.
 */
export function woeTable(bins: readonly ClassCounts[], adjustment: CountAdjustment = 'pure'): WoeRow[] {
  const allBad = bins.reduce((sum, bin) => sum + bin.bad, 0)
  const allGood = bins.reduce((sum, bin) => sum + bin.good, 0)
  return bins.map((bin) => {
    const { bad, good } = bin
    const count = bad + good
    const { woe, iv } = evidence(bin, { bad: allBad, good: allGood }, adjustment)
    return { bad, good, count, badRate: count > 0 ? bad / count : 0, woe, iv }
  })
}

/** WoE and information of one bin within the totals of its variable. */
export function evidence(
  { bad, good }: ClassCounts,
  totals: ClassCounts,
  adjustment: CountAdjustment = 'pure',
): { woe: number; iv: number } {
  if (!(bad + good > 0) || !(totals.bad > 0) || !(totals.good > 0)) return { woe: 0, iv: 0 }
  const added = adjustment === 'all' || bad === 0 || good === 0 ? HALF : 0
  const badShare = (bad + added) / totals.bad
  const goodShare = (good + added) / totals.good
  const woe = Math.log(badShare / goodShare)
  return { woe, iv: (badShare - goodShare) * woe }
}

export function informationValue(rows: readonly WoeRow[]): number {
  return rows.reduce((sum, row) => sum + row.iv, 0)
}
