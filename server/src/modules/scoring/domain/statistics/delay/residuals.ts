import { quantileOfSorted } from './customer-history.js'

/** How far payments fell from what was foretold, by how late it was foretold; ascending in each band. */
export interface Residuals {
  /** Ascending bounds between bands of foretold days. */
  readonly edges: readonly number[]
  readonly bands: readonly (readonly number[])[]
}

const BANDS = 3
const BAND_CASES_MIN = 60
/** So many points keep a distribution to half a percent. */
const POINTS = 201

/** From cases that the forecast had not seen: fewer bands where there are few. */
export function fitResiduals(foretold: readonly number[], actual: readonly number[]): Residuals {
  const count = Math.max(1, Math.min(BANDS, Math.floor(foretold.length / BAND_CASES_MIN)))
  const sorted = Float64Array.from(foretold).sort()
  const edges = Array.from({ length: count - 1 }, (_, at) => quantileOfSorted(sorted, (at + 1) / count))
  const bands = Array.from({ length: count }, (): number[] => [])
  for (const [at, days] of foretold.entries()) bands[bandOf(edges, days)]?.push((actual[at] ?? 0) - days)
  return { edges, bands: bands.map(thinned) }
}

function thinned(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length <= POINTS) return sorted
  return Array.from({ length: POINTS }, (_, at) => quantileOfSorted(sorted, at / (POINTS - 1)))
}

function bandOf(edges: readonly number[], days: number): number {
  return edges.filter((edge) => days >= edge).length
}

/** The distances that count for a forecast. */
export function distancesFor({ edges, bands }: Residuals, days: number): readonly number[] {
  return bands[bandOf(edges, days)] ?? []
}

/**
 * Bounds that hold the outcome in the given share of cases (split conformal, Vovk et al. 2005: ranks of n + 1), the same
 * share outside on either side.
 */
export function intervalAround(residuals: Residuals, days: number, coverage: number): [number, number] {
  const own = distancesFor(residuals, days)
  if (own.length === 0) return [days, days]
  const n = own.length
  const rank = Math.min(n, Math.ceil((n + 1) * ((1 + coverage) / 2)))
  return [days + (own[n - rank] ?? 0), days + (own[rank - 1] ?? 0)]
}

/** The probability that the outcome is above a number of days; it falls without steps. */
export function probabilityAbove(residuals: Residuals, days: number, bound: number): number {
  const own = distancesFor(residuals, days)
  const n = own.length
  if (n === 0) return days > bound ? 1 : 0
  const wanted = bound - days
  const above = own.findIndex((one) => one > wanted)
  const last = own[n - 1] ?? 0
  const first = own[0] ?? 0
  // Outside of what was ever seen, it goes on towards 0 and 1 with the spread of the band.
  const spread = Math.max(1, (last - first) / 2)
  if (above < 0) return (0.5 / n) * Math.exp(-(wanted - last) / spread)
  if (above === 0) return 1 - (0.5 / n) * Math.exp(-(first - wanted) / spread)
  const low = own[above - 1] ?? 0
  const high = own[above] ?? 0
  const between = (wanted - low) / (high - low)
  return 1 - (above - 0.5 + between) / n
}
