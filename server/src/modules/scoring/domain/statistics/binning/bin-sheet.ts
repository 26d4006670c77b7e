import type { Column } from '../training/column.js'
import type { Sample } from '../training/sample.js'
import { binLabels, regularBins, UNSEEN, type Binning } from './binning.js'
import type { BinnedFeature } from './count-bins.js'
import { informationValue, woeTable, type WoeRow } from './woe.js'

/** A bin as a person edits it. */
export interface SheetBin extends WoeRow {
  readonly label: string
  /** Codes and missing values have bins of their own, which stay. */
  readonly kind: 'interval' | 'group' | 'code' | 'missing'
  /** Where the cases of an interval would be halved; null where all have one value. */
  readonly splitAt: number | null
}

/** The bins of a variable with everything that changing them by hand takes. */
export interface BinSheet {
  readonly feature: string
  readonly kind: Column['kind']
  readonly trend: string
  readonly breaks: readonly number[]
  readonly groups: readonly (readonly string[])[]
  readonly bins: readonly SheetBin[]
  readonly iv: number
  /** How the bad rate of the intervals runs. */
  readonly runs: 'ascending' | 'descending' | 'turning' | 'flat'
  /** Of a category: what each text counts for by itself, worst last. */
  readonly levels: readonly (WoeRow & { readonly level: string })[]
  /** Cases whose text is in no group: they count as average. */
  readonly unseen: number
}

export function binSheet(
  { binning, table, trend, assigned }: BinnedFeature,
  column: Column,
  sample: Sample,
): BinSheet {
  const labels = binLabels(binning)
  const regular = regularBins(binning)
  return {
    ...{
      feature: binning.feature,
      kind: binning.kind,
      trend,
      breaks: binning.breaks,
      groups: binning.groups,
    },
    bins: table.map((row, at) => ({
      ...row,
      label: labels[at] ?? '',
      kind: kindOf(binning, at, regular),
      splitAt: binning.kind === 'number' && at < regular ? halfway(column, sample, assigned, at) : null,
    })),
    iv: informationValue(table),
    runs: runOf(table.slice(0, regular)),
    levels: binning.kind === 'category' ? levelsOf(column, sample) : [],
    unseen: sample.rows.filter((row) => assigned[row] === UNSEEN).length,
  }
}

function kindOf(binning: Binning, at: number, regular: number): SheetBin['kind'] {
  if (at < regular) return binning.kind === 'number' ? 'interval' : 'group'
  return at < regular + binning.codes.length ? 'code' : 'missing'
}

/** A cut between two different values nearest to the middle case of the bin. */
function halfway(column: Column, { rows }: Sample, assigned: Int32Array, bin: number): number | null {
  const values = Float64Array.from(
    rows.filter((row) => assigned[row] === bin),
    (row) => column.numbers[row] ?? Number.NaN,
  ).sort()
  const cuts = [...values.keys()].filter((at) => at > 0 && values[at] !== values[at - 1])
  if (cuts.length === 0) return null
  const wanted = values.length / 2
  const best = cuts.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a))
  return shortestBetween(values[best - 1] ?? 0, values[best] ?? 0)
}

/** The number with the fewest digits that is above `below` and at most `upTo`. */
export function shortestBetween(below: number, upTo: number): number {
  const middle = below + (upTo - below) / 2
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toPrecision(digits))
    if (rounded > below && rounded <= upTo) return rounded
  }
  return upTo
}

function runOf(rows: readonly WoeRow[]): BinSheet['runs'] {
  const steps = rows.slice(1).map((row, at) => Math.sign(row.badRate - (rows[at]?.badRate ?? 0)))
  const rises = steps.includes(1)
  const falls = steps.includes(-1)
  return rises && falls ? 'turning' : rises ? 'ascending' : falls ? 'descending' : 'flat'
}

function levelsOf({ codes, levels }: Column, { rows, target, weights }: Sample): BinSheet['levels'] {
  const counts = levels.map(() => ({ bad: 0, good: 0 }))
  for (const row of rows) {
    const count = counts[codes[row] ?? -1]
    if (count !== undefined) count[target[row] === 1 ? 'bad' : 'good'] += weights[row] ?? 0
  }
  return woeTable(counts)
    .map((row, at) => ({ ...row, level: levels[at] ?? '' }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.badRate - b.badRate || (a.level < b.level ? -1 : 1))
}
