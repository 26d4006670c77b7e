import { intervalOf } from '../binning/binning.js'
import { quantileOf } from '../validation/psi.js'

/** Numbers by feature (column-major); NaN is missing. */
export type FeatureMatrix = readonly Float64Array[]

/** Values as bytes: the bin of each value by feature; the bin after the last where there is none. */
export interface BinnedMatrix {
  readonly bins: readonly Uint8Array[]
  /** Ascending edges of each feature: bin b holds edge[b−1] ≤ value < edge[b]. */
  readonly edges: readonly Float64Array[]
  /** Where the bins of each feature begin when all features stand one after the other; the last entry is the end. */
  readonly starts: Int32Array
}

/** Bins of a feature without the one for missing values: more do not rank better, and cost time. */
const BINS_MAX = 64

/** Cuts each feature at the middles between its distinct values, or at quantiles where it has many. */
export function binMatrix(matrix: FeatureMatrix, rows: Int32Array): BinnedMatrix {
  const edges = matrix.map((values) => edgesOf(Float64Array.from(rows, (row) => values[row] ?? Number.NaN)))
  const starts = new Int32Array(matrix.length + 1)
  for (const [feature, own] of edges.entries()) starts[feature + 1] = (starts[feature] ?? 0) + own.length + 2
  const bins = matrix.map((values, feature) => byteBins(values, edges[feature] ?? new Float64Array()))
  return { edges, starts, bins }
}

function byteBins(values: Float64Array, edges: Float64Array): Uint8Array {
  return Uint8Array.from(values, (value) =>
    Number.isNaN(value) ? edges.length + 1 : intervalOf(edges, value),
  )
}

function edgesOf(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1])
  if (distinct.length <= 1) return new Float64Array()
  if (distinct.length <= BINS_MAX)
    return distinct.slice(1).map((value, at) => middle(distinct[at] ?? value, value))
  const quantiles = Float64Array.from({ length: BINS_MAX - 1 }, (_, at) =>
    quantileOf(sorted, (at + 1) / BINS_MAX),
  )
  return quantiles.filter((value, at) => at === 0 || value !== quantiles[at - 1])
}

/** Between two values, and above the lower one also when rounding leaves no number in between. */
function middle(below: number, above: number): number {
  const between = below + (above - below) / 2
  return between > below ? between : above
}
