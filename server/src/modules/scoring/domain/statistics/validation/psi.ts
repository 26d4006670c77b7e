import { intervalOf } from '../binning/binning.js'

/** Smallest share of a bin, so that an empty one does not make the index infinite; shares are not scaled again. */
const SHARE_MIN = 1e-4

/** What each bin adds to the population stability index Σ(a − e)·ln(a / e), from counts. */
export function psiContributions(expected: readonly number[], actual: readonly number[]): number[] {
  const all = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  const allExpected = all(expected)
  const allActual = all(actual)
  if (!(allExpected > 0) || !(allActual > 0)) return expected.map(() => 0)
  return expected.map((count, bin) => {
    const e = Math.max(count / allExpected, SHARE_MIN)
    const a = Math.max((actual[bin] ?? 0) / allActual, SHARE_MIN)
    return (a - e) * Math.log(a / e)
  })
}

export function psi(expected: readonly number[], actual: readonly number[]): number {
  return psiContributions(expected, actual).reduce((sum, part) => sum + part, 0)
}

/** Below 0.10 the population is stable, from 0.25 it is another one. */
export function psiVerdict(value: number): 'stable' | 'watch' | 'shifted' {
  return value < 0.1 ? 'stable' : value < 0.25 ? 'watch' : 'shifted'
}

/** Stability of a score or probability over the deciles of the expected one. */
export function psiOfScores(expected: readonly number[], actual: readonly number[], bins = 10): number {
  const sorted = [...expected].sort((a, b) => a - b)
  const edges = Array.from({ length: bins - 1 }, (_, at) => quantileOf(sorted, (at + 1) / bins))
  const breaks = [...new Set(edges)]
  const counts = (values: readonly number[]) => {
    const found = new Array<number>(breaks.length + 1).fill(0)
    for (const value of values) {
      const bin = intervalOf(breaks, value)
      found[bin] = (found[bin] ?? 0) + 1
    }
    return found
  }
  return psi(counts(expected), counts(actual))
}

/** Linear interpolation between order statistics, as NumPy does. */
export function quantileOf(sorted: ArrayLike<number>, q: number): number {
  const place = (sorted.length - 1) * q
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}
