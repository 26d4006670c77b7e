import type { BookColumns } from './book-columns.js'
import type { FeatureCode } from './features.js'

/** A part of the book: customers whose value lies in [from, to), or whose code it is. */
export interface HistogramBar {
  readonly from: number | null
  readonly to: number | null
  readonly code: string | null
  readonly customers: number
  readonly bad: number
}

export interface FeatureHistogram {
  readonly customers: number
  readonly missing: { readonly customers: number; readonly bad: number }
  readonly bars: readonly HistogramBar[]
}

const BARS = 24

/** How a feature spreads: bars of equal width between the 1st and the 99th percentile, the tails open; codes as they are. */
export function histogramOf(columns: BookColumns, feature: FeatureCode, bad: Uint8Array): FeatureHistogram {
  const codes = columns.codes.get(feature)
  if (codes) return ofCodes(codes, columns.texts, bad)
  return numbersHistogram(columns.numbers.get(feature) ?? new Float64Array(0), bad)
}

function ofCodes(codes: Uint16Array, texts: readonly (string | null)[], bad: Uint8Array): FeatureHistogram {
  const counts = texts.map(() => ({ customers: 0, bad: 0 }))
  for (let row = 0; row < bad.length; row += 1) {
    const count = counts[codes[row] ?? 0]
    if (!count) continue
    count.customers += 1
    count.bad += bad[row] ?? 0
  }
  const [missing = { customers: 0, bad: 0 }] = counts
  return {
    customers: bad.length,
    missing,
    bars: texts
      .map((code, place) => ({ from: null, to: null, code, ...(counts[place] ?? missing) }))
      .filter(({ code, customers }) => code !== null && customers > 0)
      .sort((a, b) => b.customers - a.customers),
  }
}

/** How numbers spread, NaN apart; one of each customer. */
export function numbersHistogram(values: Float64Array, bad: Uint8Array): FeatureHistogram {
  const customers = bad.length
  const missing = { customers: 0, bad: 0 }
  const sorted = values
    .subarray(0, customers)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const bounds = boundsOf(sorted)
  const counts = Array.from({ length: bounds.length + 1 }, () => ({ customers: 0, bad: 0 }))
  for (let row = 0; row < customers; row += 1) {
    const value = values[row] ?? Number.NaN
    const count = (Number.isNaN(value) ? undefined : counts[placeOf(bounds, value)]) ?? missing
    count.customers += 1
    count.bad += bad[row] ?? 0
  }
  const bars = counts.map((count, place) => ({
    ...{ from: bounds[place - 1] ?? null, to: bounds[place] ?? null, code: null },
    ...count,
  }))
  return { customers, missing, bars: sorted.length === 0 ? [] : bars }
}

/** Whole bounds between the bars, rising. */
function boundsOf(sorted: Float64Array): number[] {
  const low = sorted[Math.floor((sorted.length - 1) * 0.01)] ?? 0
  const high = sorted[Math.ceil((sorted.length - 1) * 0.99)] ?? 0
  const width = Math.max(1, Math.ceil((high - low + 1) / BARS))
  const bounds: number[] = []
  for (let bound = low + width; bound <= high && bounds.length < BARS; bound += width) bounds.push(bound)
  return bounds
}

function placeOf(bounds: readonly number[], value: number): number {
  let low = 0
  let high = bounds.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (bounds[middle] ?? Infinity)) low = middle + 1
    else high = middle
  }
  return low
}
