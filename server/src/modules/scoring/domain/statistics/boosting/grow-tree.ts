import type { BinnedMatrix } from './bin-matrix.js'
import { findSplit, leafStep, type Bounds, type Split, type SplitRules, type Sums } from './find-split.js'
import { buildHistogram, subtractInPlace, type Derivatives, type Histogram } from './histogram.js'
import { NO_NODE, type Tree, type TreeNode } from './tree.js'

export interface TreeRules extends SplitRules {
  readonly maxLeaves: number
  readonly learningRate: number
}

interface OpenLeaf {
  readonly node: number
  readonly rows: Int32Array
  /** Null where the leaf will not be split. */
  readonly histogram: Histogram | null
  readonly sums: Sums
  readonly bounds: Bounds
  readonly split: Split | null
}

export interface GrownTree {
  readonly tree: Tree
  /** The rows of each leaf, with its place and what it adds: so that training need not walk the tree. */
  readonly leaves: readonly { readonly node: number; readonly rows: Int32Array; readonly value: number }[]
}

const unbounded: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }

/** Grows one tree, the best split first, until no split helps or it has enough leaves. */
export function growTree(
  matrix: BinnedMatrix,
  rows: Int32Array,
  derivatives: Derivatives,
  rules: TreeRules,
): GrownTree {
  return new Growth(matrix, derivatives, rules).grow(rows)
}

class Growth {
  private readonly nodes: TreeNode[] = []

  constructor(
    private readonly matrix: BinnedMatrix,
    private readonly derivatives: Derivatives,
    private readonly rules: TreeRules,
  ) {}

  grow(rows: Int32Array): GrownTree {
    const histogram = buildHistogram(this.matrix, rows, this.derivatives)
    let open = [this.openLeaf(rows, histogram, sumsOf(rows, this.derivatives), unbounded)]
    while (open.length < this.rules.maxLeaves) {
      const best = open.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a))
      if (best.split === null) break
      const last = open.length + 1 === this.rules.maxLeaves
      const children = this.divide(best, best.split, last)
      open = open.flatMap((leaf) => (leaf === best ? children : [leaf]))
    }
    const leaves = open.map(({ node, rows: inside }) => ({
      node,
      rows: inside,
      value: this.nodes[node]?.value ?? 0,
    }))
    return { tree: this.nodes, leaves }
  }

  private openLeaf(rows: Int32Array, histogram: Histogram | null, sums: Sums, bounds: Bounds): OpenLeaf {
    const { l2, learningRate, minLeaf } = this.rules
    const node = this.nodes.length
    const value = leafStep(sums, l2, bounds) * learningRate
    const leaf = { feature: NO_NODE, threshold: 0, missingLeft: false, left: NO_NODE, right: NO_NODE }
    this.nodes.push({ ...leaf, value, cover: sums.hessian })
    const worthwhile = histogram !== null && sums.count >= 2 * minLeaf
    const split = worthwhile ? findSplit(histogram, this.matrix.starts, sums, bounds, this.rules) : null
    return { node, rows, histogram, sums, bounds, split }
  }

  /** Makes two leaves of one. The `last` ones of a tree are never split, so nothing is counted for them. */
  private divide(leaf: OpenLeaf, split: Split, last: boolean): OpenLeaf[] {
    const [leftRows, rightRows] = this.partition(leaf.rows, split)
    const leftSmaller = leftRows.length <= rightRows.length
    const small = last
      ? null
      : buildHistogram(this.matrix, leftSmaller ? leftRows : rightRows, this.derivatives)
    const large = small === null || leaf.histogram === null ? null : subtractInPlace(leaf.histogram, small)
    const [leftBounds, rightBounds] = this.childBounds(leaf.bounds, split)
    const left = this.openLeaf(leftRows, leftSmaller ? small : large, split.left, leftBounds)
    const right = this.openLeaf(rightRows, leftSmaller ? large : small, split.right, rightBounds)
    const edges = this.matrix.edges[split.feature]
    const node = this.nodes[leaf.node]
    if (node !== undefined) {
      this.nodes[leaf.node] = {
        feature: split.feature,
        // Past the last edge only missing values go the other way.
        threshold: edges?.[split.bin] ?? Number.MAX_VALUE,
        missingLeft: this.missingLeft(split, leaf.rows),
        left: left.node,
        right: right.node,
        value: 0,
        cover: node.cover,
      }
    }
    return [left, right]
  }

  private missingBin(feature: number): number {
    return (this.matrix.edges[feature]?.length ?? 0) + 1
  }

  /** Where missing values go: as found; to the larger side when the node had none. */
  private missingLeft(split: Split, rows: Int32Array): boolean {
    const column = this.matrix.bins[split.feature]
    const missing = this.missingBin(split.feature)
    const hasMissing = rows.some((row) => column?.[row] === missing)
    return hasMissing ? split.missingLeft : split.left.count > split.right.count
  }

  private partition(rows: Int32Array, { feature, bin, missingLeft }: Split): [Int32Array, Int32Array] {
    const column = this.matrix.bins[feature] ?? new Uint8Array()
    const missing = this.missingBin(feature)
    const left = new Int32Array(rows.length)
    const right = new Int32Array(rows.length)
    let lefts = 0
    let rights = 0
    for (const row of rows) {
      const value = column[row] ?? 0
      if (value === missing ? missingLeft : value <= bin) left[lefts++] = row
      else right[rights++] = row
    }
    return [left.slice(0, lefts), right.slice(0, rights)]
  }

  /** Below a split on a constrained feature, one side stays above the middle of both values and the other below. */
  private childBounds(bounds: Bounds, { feature, left, right }: Split): [Bounds, Bounds] {
    const direction = this.rules.directions[feature] ?? 0
    if (direction === 0) return [bounds, bounds]
    const { l2 } = this.rules
    const middle = (leafStep(left, l2, bounds) + leafStep(right, l2, bounds)) / 2
    const below = { low: bounds.low, high: middle }
    const above = { low: middle, high: bounds.high }
    return direction > 0 ? [below, above] : [above, below]
  }
}

function sumsOf(rows: Int32Array, { gradients, hessians }: Derivatives): Sums {
  let gradient = 0
  let hessian = 0
  for (const row of rows) {
    gradient += gradients[row] ?? 0
    hessian += hessians[row] ?? 0
  }
  return { gradient, hessian, count: rows.length }
}
