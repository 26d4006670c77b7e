/**
 * A node of a tree: a split (left when value < threshold; missing goes where `missingLeft` says) or, with `left` −1, a
 * leaf that adds `value` to the log-odds. `cover` is how much of the training sample reaches it (sum of the loss'
 * second derivatives), which TreeSHAP weighs paths with.
 */
export interface TreeNode {
  readonly feature: number
  readonly threshold: number
  readonly missingLeft: boolean
  readonly left: number
  readonly right: number
  readonly value: number
  readonly cover: number
}

/** Nodes by index; the root is the first. */
export type Tree = readonly TreeNode[]

export const NO_NODE = -1

/** Features of one record, in the order of the model; NaN is missing. */
export type FeatureRow = ArrayLike<number>

export function goesLeft(node: TreeNode, row: FeatureRow): boolean {
  const value = row[node.feature] ?? Number.NaN
  return Number.isNaN(value) ? node.missingLeft : value < node.threshold
}

export function leafValue(tree: Tree, row: FeatureRow): number {
  let node = tree[0]
  while (node !== undefined && node.left !== NO_NODE)
    node = tree[goesLeft(node, row) ? node.left : node.right]
  return node?.value ?? 0
}

/** Trees whose leaves add up to log-odds, from `base` on. */
export interface Ensemble {
  readonly base: number
  readonly trees: readonly Tree[]
}

/** Log-odds of bad of a record. */
export function marginOf({ base, trees }: Ensemble, row: FeatureRow): number {
  return trees.reduce((sum, tree) => sum + leafValue(tree, row), base)
}
