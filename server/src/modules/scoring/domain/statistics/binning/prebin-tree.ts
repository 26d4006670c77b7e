import type { ClassCounts } from './woe.js'

/** A value of a variable with the cases that have it. */
export interface ValueCounts extends ClassCounts {
  readonly value: number
}

/** A run of neighbouring values that may still be split. */
interface Leaf {
  readonly from: number
  readonly to: number
  readonly split: { readonly at: number; readonly gain: number } | null
}

/**
 * Splits sorted distinct values into at most `maxBins` runs of at least `minSize` cases, best first by the decrease of
 * Gini impurity: what a classification tree with so many leaves does. Gives the indices at which runs begin, without 0.
 */
export function splitByTree(values: readonly ValueCounts[], maxBins: number, minSize: number): number[] {
  const sums = cumulate(values)
  let leaves: Leaf[] = [withSplit(sums, 0, values.length, minSize)]
  while (leaves.length < maxBins) {
    const best = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a))
    if (best.split === null || best.split.gain <= 0) break
    const { at } = best.split
    leaves = leaves.flatMap((leaf) =>
      leaf === best
        ? [withSplit(sums, leaf.from, at, minSize), withSplit(sums, at, leaf.to, minSize)]
        : [leaf],
    )
  }
  return leaves.slice(1).map((leaf) => leaf.from)
}

interface Sums {
  readonly bad: Float64Array
  readonly all: Float64Array
}

function cumulate(values: readonly ValueCounts[]): Sums {
  const bad = new Float64Array(values.length + 1)
  const all = new Float64Array(values.length + 1)
  for (const [index, value] of values.entries()) {
    bad[index + 1] = (bad[index] ?? 0) + value.bad
    all[index + 1] = (all[index] ?? 0) + value.bad + value.good
  }
  return { bad, all }
}

function withSplit({ bad, all }: Sums, from: number, to: number, minSize: number): Leaf {
  const badBefore = bad[from] ?? 0
  const allBefore = all[from] ?? 0
  const badInside = (bad[to] ?? 0) - badBefore
  const allInside = (all[to] ?? 0) - allBefore
  const whole = impurity(badInside, allInside)
  let split: Leaf['split'] = null
  for (let at = from + 1; at < to; at++) {
    const badLeft = (bad[at] ?? 0) - badBefore
    const allLeft = (all[at] ?? 0) - allBefore
    if (allLeft < minSize || allInside - allLeft < minSize) continue
    const gain = whole - impurity(badLeft, allLeft) - impurity(badInside - badLeft, allInside - allLeft)
    if (gain > (split?.gain ?? 1e-12)) split = { at, gain }
  }
  return { from, to, split }
}

/** Gini impurity times the number of cases. */
function impurity(bad: number, all: number): number {
  return all > 0 ? (2 * bad * (all - bad)) / all : 0
}
