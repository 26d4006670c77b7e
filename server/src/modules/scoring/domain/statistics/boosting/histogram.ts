import type { BinnedMatrix } from './bin-matrix.js'

/** Numbers per bin: sum of gradients, sum of second derivatives, number of cases. */
export const BIN_STRIDE = 3

/** The bins of all features one after the other. */
export type Histogram = Float64Array

/** First and second derivatives of the loss, by row. */
export interface Derivatives {
  readonly gradients: Float64Array
  readonly hessians: Float64Array
}

/** Adds up the derivatives of some rows by bin, feature after feature, so that each column is read from end to end. */
export function buildHistogram(
  { bins, starts }: BinnedMatrix,
  rows: Int32Array,
  { gradients, hessians }: Derivatives,
): Histogram {
  const histogram = new Float64Array((starts.at(-1) ?? 0) * BIN_STRIDE)
  const count = rows.length
  const g = new Float64Array(count)
  const h = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0
    g[i] = gradients[row] ?? 0
    h[i] = hessians[row] ?? 0
  }
  for (let feature = 0; feature < bins.length; feature++) {
    const column = bins[feature]
    if (column !== undefined) addColumn(histogram, (starts[feature] ?? 0) * BIN_STRIDE, column, rows, g, h)
  }
  return histogram
}

/**
 * The innermost loop of training. All indices are inside their arrays, which hold numbers only: asking for `undefined`
 * here would cost a third of the time.
 */
function addColumn(
  histogram: Histogram,
  start: number,
  column: Uint8Array,
  rows: Int32Array,
  g: Float64Array,
  h: Float64Array,
): void {
  const count = rows.length
  for (let i = 0; i < count; i++) {
    const at = start + (column[rows[i] as number] as number) * BIN_STRIDE
    histogram[at] = (histogram[at] as number) + (g[i] as number)
    histogram[at + 1] = (histogram[at + 1] as number) + (h[i] as number)
    histogram[at + 2] = (histogram[at + 2] as number) + 1
  }
}

/** What is left of the parent's histogram without one child's is the other child's; it is written over the parent's. */
export function subtractInPlace(parent: Histogram, child: Histogram): Histogram {
  for (let at = 0; at < parent.length; at++) parent[at] = (parent[at] ?? 0) - (child[at] ?? 0)
  return parent
}
