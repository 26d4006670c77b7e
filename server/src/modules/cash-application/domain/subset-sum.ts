/** The search looks at the oldest so many instalments and stops after so many steps. */
export const SEARCHED_ITEMS = 40
const STEPS_MAX = 20_000

export interface SubsetFound {
  /** Indexes of the amounts, ascending. */
  readonly indexes: readonly number[]
  /** False: another set sums to the same, or the search stopped before it could rule that out. */
  readonly onlyOne: boolean
}

/**
 * Finds two to `sizeMax` of the amounts (all above zero) that sum exactly to the target: the first found with the
 * fewest members, the earlier amounts first. Looks at `SEARCHED_ITEMS` amounts and takes at most 20,000 steps, so that
 * its time is bounded; what lies beyond is left to a person.
 */
export function findSubset(
  amounts: readonly bigint[],
  targetMinor: bigint,
  sizeMax: number,
): SubsetFound | null {
  const candidates = amounts
    .slice(0, SEARCHED_ITEMS)
    .map((amount, index) => ({ amount, index }))
    .filter(({ amount }) => amount < targetMinor)
  // What the candidates from here on can reach at most, to give up early.
  const reach = new Array<bigint>(candidates.length + 1).fill(0n)
  for (let at = candidates.length - 1; at >= 0; at -= 1) {
    reach[at] = (reach[at + 1] ?? 0n) + (candidates[at]?.amount ?? 0n)
  }
  const found: number[][] = []
  const chosen: number[] = []
  let steps = 0

  const search = (from: number, leftMinor: bigint, size: number): void => {
    if (size === 0) {
      if (leftMinor === 0n) found.push([...chosen])
      return
    }
    for (let at = from; at <= candidates.length - size; at += 1) {
      const candidate = candidates[at]
      if (!candidate || (reach[at] ?? 0n) < leftMinor) return
      steps += 1
      if (steps > STEPS_MAX || found.length > 1) return
      if (candidate.amount > leftMinor) continue
      chosen.push(candidate.index)
      search(at + 1, leftMinor - candidate.amount, size - 1)
      chosen.pop()
    }
  }

  for (let size = 2; size <= sizeMax && found.length < 2 && steps <= STEPS_MAX; size += 1) {
    search(0, targetMinor, size)
  }
  const [first, second] = found
  if (!first) return null
  const complete = steps <= STEPS_MAX && amounts.length <= SEARCHED_ITEMS
  return { indexes: first, onlyOne: second === undefined && complete }
}
