import { logit, sigmoid } from '../numeric/logistic.js'
import type { Sample } from '../training/sample.js'
import { binMatrix, type FeatureMatrix } from './bin-matrix.js'
import type { Direction } from './find-split.js'
import { growTree } from './grow-tree.js'
import { NO_NODE, type Ensemble, type Tree } from './tree.js'

export interface BoostingSettings {
  readonly trees: number
  readonly learningRate: number
  readonly maxLeaves: number
  readonly minLeaf: number
  readonly l2: number
}

/**
 * One setting for every set of data: chosen by cross-validation of the training parts of the reference sets alone, over
 * rates 0.05 and 0.1, 6 to 15 leaves, 20 to 40 cases a leaf and penalties of 1 to 10.
 */
export const standardBoosting: BoostingSettings = {
  trees: 200,
  learningRate: 0.1,
  maxLeaves: 8,
  minLeaf: 20,
  l2: 1,
}

const HESSIAN_MIN = 1e-3

/** Told after each tree: how many there are, the tree itself. Its answer `enough` ends the boosting. */
export type TreeListener = (count: number, tree: Tree) => 'enough' | undefined

/**
 * Gradient boosting of log-loss over histograms. It takes no random choices: the same sample gives the same trees.
 * Missing values go to the side of each split that they fit better.
 */
export function boost(
  matrix: FeatureMatrix,
  sample: Sample,
  settings: BoostingSettings = standardBoosting,
  directions: readonly Direction[] = [],
  onTree: TreeListener = () => undefined,
): Ensemble {
  const { rows, target, weights } = sample
  const binned = binMatrix(matrix, rows)
  const base = baseOf(sample)
  const margins = new Float64Array(target.length).fill(base)
  const derivatives = {
    gradients: new Float64Array(target.length),
    hessians: new Float64Array(target.length),
  }
  const rules = { ...settings, directions, minHessian: HESSIAN_MIN }
  const trees: Tree[] = []
  while (trees.length < settings.trees) {
    for (const row of rows) {
      const p = sigmoid(margins[row] ?? 0)
      const weight = weights[row] ?? 0
      derivatives.gradients[row] = weight * (p - (target[row] ?? 0))
      derivatives.hessians[row] = weight * p * (1 - p)
    }
    const { tree, leaves } = growTree(binned, rows, derivatives, rules)
    for (const { rows: inside, value } of leaves) {
      for (const row of inside) margins[row] = (margins[row] ?? 0) + value
    }
    trees.push(tree)
    if (onTree(trees.length, tree) === 'enough') break
  }
  return { base, trees }
}

/** Log-odds of the sample's bad rate. */
export function baseOf({ rows, target, weights }: Sample): number {
  let bad = 0
  let all = 0
  for (const row of rows) {
    const weight = weights[row] ?? 0
    all += weight
    if (target[row] === 1) bad += weight
  }
  return logit(bad / all)
}

/** Adds what a tree says to the margins of some rows, reading only the features on their way. */
export function addTree(tree: Tree, matrix: FeatureMatrix, rows: Int32Array, margins: Float64Array): void {
  for (const row of rows) {
    let node = tree[0]
    while (node !== undefined && node.left !== NO_NODE) {
      const value = matrix[node.feature]?.[row] ?? Number.NaN
      const left = Number.isNaN(value) ? node.missingLeft : value < node.threshold
      node = tree[left ? node.left : node.right]
    }
    margins[row] = (margins[row] ?? 0) + (node?.value ?? 0)
  }
}
