import { knownOn } from '../../scoring/domain/statistics/delay/customer-history.js'
import { shuffled } from '../../scoring/domain/statistics/numeric/random.js'
import { byCustomer, isOpenOn, type BookItem } from './book-item.js'
import type { ForecastCase } from './case-matrix.js'

/** Days after the due day on which an instalment that is still open is looked at again. */
const LOOKS = [-7, 1, 15, 31, 61, 91, 181]
/** More cases make a training longer, hardly better. */
const CASES_MAX = 12_000

/**
 * Cases to learn from: each instalment on the day after it was written and on some later days while it was still open,
 * as the nightly forecast sees it (landmarks; van Houwelingen, 2007). Nothing of `end` or later is read: `items` may hold
 * later events, which are the same to it as if they had not happened.
 */
export function landmarkCases(items: readonly BookItem[], end: number, seed: number): ForecastCase[] {
  const own = byCustomer(items)
  const looks = items.flatMap((item) =>
    [...new Set([item.issued + 1, ...LOOKS.map((days) => item.due + days)])]
      .filter((day) => day > item.issued && day < end && isOpenOn(item, day))
      .map((day) => ({ item, day })),
  )
  const order = shuffled(looks.length, seed).subarray(0, CASES_MAX).sort()
  const seen = new Map<string, ForecastCase['known']>()
  return [...order].flatMap((at) => {
    const look = looks[at]
    if (look === undefined) return []
    const key = `${look.day} ${look.item.customer}`
    const known = seen.get(key) ?? knownOn(own.get(look.item.customer) ?? [], look.day)
    seen.set(key, known)
    return [{ ...look, known }]
  })
}
