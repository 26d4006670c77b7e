/** One age bracket of receivables, in days past the base date. `notDue` holds everything up to the base date itself. */
export interface AgingBucket {
  /** Stable name: `notDue`, `1-30`, …, `>365`. */
  readonly key: string
  readonly daysMin: number | null
  readonly daysMax: number | null
}

const BOUNDS_MAX = 12

/**
 * The brackets of a list of upper bounds in days, for example [30, 60] gives notDue, 1-30, 31-60 and >60.
 * Throws RangeError unless the bounds are 1 to 12 rising positive integers.
 */
export function agingBuckets(bounds: readonly number[]): AgingBucket[] {
  const rising = bounds.every((bound, index) => Number.isInteger(bound) && bound > (bounds[index - 1] ?? 0))
  if (bounds.length === 0 || bounds.length > BOUNDS_MAX || !rising) {
    throw new RangeError(`not aging bounds: ${bounds.join(', ')}`)
  }
  const brackets = bounds.map((bound, index): AgingBucket => {
    const daysMin = (bounds[index - 1] ?? 0) + 1
    return { key: `${daysMin}-${bound}`, daysMin, daysMax: bound }
  })
  const last = bounds[bounds.length - 1] ?? 0
  return [
    { key: 'notDue', daysMin: null, daysMax: 0 },
    ...brackets,
    { key: `>${last}`, daysMin: last + 1, daysMax: null },
  ]
}

/** The bracket of an item that is `days` past its base date; zero or less is not due. */
export function bucketOfDays(buckets: readonly AgingBucket[], days: number): AgingBucket {
  const found = buckets.find(
    (bucket) => days >= (bucket.daysMin ?? -Infinity) && days <= (bucket.daysMax ?? Infinity),
  )
  if (!found) throw new RangeError(`no bucket holds ${days} days`)
  return found
}
