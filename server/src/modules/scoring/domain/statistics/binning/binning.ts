import type { Cell } from '../training/column.js'

/**
 * The bins of a variable, in this order: numbers by `breaks` as [a, b), or groups of categories; special codes of a
 * number, each its own; missing. What the training sample did not have (an unseen category or code, a missing value
 * where none was missing) belongs to no bin and has WoE 0: it counts as average.
 */
export interface Binning {
  readonly feature: string
  readonly kind: 'number' | 'category'
  /** Ascending; without any, all numbers are one bin. */
  readonly breaks: readonly number[]
  readonly groups: readonly (readonly string[])[]
  readonly codes: readonly string[]
  readonly missing: boolean
}

export const UNSEEN = -1

export function regularBins({ kind, breaks, groups }: Binning): number {
  return kind === 'number' ? breaks.length + 1 : groups.length
}

export function binCount(binning: Binning): number {
  return regularBins(binning) + binning.codes.length + (binning.missing ? 1 : 0)
}

/** Index of the bin of a cell, or `UNSEEN`. What is no finite number is missing. */
export function binOf(binning: Binning, cell: Cell): number {
  if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell)))
    return binning.missing ? binCount(binning) - 1 : UNSEEN
  if (binning.kind === 'category') {
    const text = String(cell)
    return binning.groups.findIndex((group) => group.includes(text))
  }
  if (typeof cell === 'number') return intervalOf(binning.breaks, cell)
  const code = binning.codes.indexOf(cell)
  return code < 0 ? UNSEEN : regularBins(binning) + code
}

/** How many breaks are at or below the value: bins are closed on the left. */
export function intervalOf(breaks: ArrayLike<number>, value: number): number {
  let low = 0
  let high = breaks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (value >= (breaks[middle] ?? Number.POSITIVE_INFINITY)) low = middle + 1
    else high = middle
  }
  return low
}

/** Names for tables, in the order of the bins: `[-inf,12)`, `a, b`, `missing`. */
export function binLabels(binning: Binning): string[] {
  const edges = ['-inf', ...binning.breaks.map(String), 'inf']
  const regular =
    binning.kind === 'number'
      ? edges.slice(1).map((to, index) => `[${edges[index] ?? ''},${to})`)
      : binning.groups.map((group) => group.join(', '))
  return [...regular, ...binning.codes, ...(binning.missing ? ['missing'] : [])]
}
