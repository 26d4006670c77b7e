import { cellOf, type Column } from '../training/column.js'
import type { Sample } from '../training/sample.js'
import { binCount, binOf, UNSEEN, type Binning } from './binning.js'
import { woeTable, type ClassCounts, type WoeRow } from './woe.js'

/** The bin of every row of the column. */
export function assignBins(binning: Binning, column: Column): Int32Array {
  return Int32Array.from(column.numbers, (_, row) => binOf(binning, cellOf(column, row)))
}

/** Bad and good of each bin in a sample. */
export function countBins(binning: Binning, assigned: Int32Array, sample: Sample): ClassCounts[] {
  const bad = new Float64Array(binCount(binning))
  const good = new Float64Array(binCount(binning))
  for (const row of sample.rows) {
    const bin = assigned[row] ?? UNSEEN
    if (bin === UNSEEN) continue
    const counts = sample.target[row] === 1 ? bad : good
    counts[bin] = (counts[bin] ?? 0) + (sample.weights[row] ?? 0)
  }
  return Array.from(bad, (count, bin) => ({ bad: count, good: good[bin] ?? 0 }))
}

/** A variable in bins, with the evidence of each. */
export interface BinnedFeature {
  readonly binning: Binning
  readonly table: readonly WoeRow[]
  /** Trend of the bad rates over the regular bins; `manual` where the bins were given. */
  readonly trend: string
  /** By row of the table, training sample or not. */
  readonly assigned: Int32Array
}

export function withEvidence(binning: Binning, trend: string, column: Column, sample: Sample): BinnedFeature {
  const assigned = assignBins(binning, column)
  return { binning, trend, assigned, table: woeTable(countBins(binning, assigned, sample)) }
}

/** The WoE of a bin; 0 for what the training sample did not have. */
export function woeOf(table: readonly WoeRow[], bin: number): number {
  return table[bin]?.woe ?? 0
}
