import { describe, expect, it } from 'vitest'
import { agingBuckets, bucketOfDays } from './aging-buckets.js'

describe('aging buckets', () => {
  const buckets = agingBuckets([30, 60, 90])

  it('covers every age exactly once, from not due to the open end', () => {
    expect(buckets.map((bucket) => bucket.key)).toEqual(['notDue', '1-30', '31-60', '61-90', '>90'])
    for (let days = -400; days <= 400; days++) {
      const holding = buckets.filter(
        (b) => days >= (b.daysMin ?? -Infinity) && days <= (b.daysMax ?? Infinity),
      )
      expect(holding).toHaveLength(1)
    }
  })

  it.each([
    [-5, 'notDue'],
    [0, 'notDue'],
    [1, '1-30'],
    [30, '1-30'],
    [31, '31-60'],
    [90, '61-90'],
    [91, '>90'],
  ])('puts %i days past due into %s', (days, key) => {
    expect(bucketOfDays(buckets, days).key).toBe(key)
  })

  it.each([[[]], [[30, 30]], [[60, 30]], [[0]], [[1.5]], [Array.from({ length: 13 }, (_, i) => i + 1)]])(
    'refuses bounds %j',
    (bounds) => {
      expect(() => agingBuckets(bounds)).toThrow(RangeError)
    },
  )
})
