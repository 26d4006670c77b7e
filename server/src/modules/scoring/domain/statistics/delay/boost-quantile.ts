import { binMatrix, type FeatureMatrix } from '../boosting/bin-matrix.js'
import { addTree, type BoostingSettings } from '../boosting/boost.js'
import { growTree } from '../boosting/grow-tree.js'
import type { Ensemble, Tree } from '../boosting/tree.js'
import { quantileOfSorted } from './customer-history.js'

/** Few and flat trees: days late are mostly noise. */
export const delayBoosting: BoostingSettings = {
  trees: 200,
  learningRate: 0.05,
  maxLeaves: 4,
  minLeaf: 20,
  l2: 1,
}

/**
 * Gradient boosting of the pinball loss: what is less than the outcome in the given share of cases (0.5: the median, the
 * absolute loss). Trees are grown on the signs of the residuals; each leaf then moves by the quantile of its own.
 * Friedman, Greedy function approximation, 2001, algorithm 3 (LAD_TreeBoost).
 */
export function boostQuantile(
  matrix: FeatureMatrix,
  outcome: Float64Array,
  rows: Int32Array,
  share = 0.5,
  settings: BoostingSettings = delayBoosting,
): Ensemble {
  const binned = binMatrix(matrix, rows)
  const base = quantileOfSorted(Float64Array.from(rows, (row) => outcome[row] ?? 0).sort(), share)
  const margins = new Float64Array(outcome.length).fill(base)
  const gradients = new Float64Array(outcome.length)
  const hessians = new Float64Array(outcome.length).fill(1)
  const rules = { ...settings, directions: [], minHessian: 0 }
  const trees: Tree[] = []
  while (trees.length < settings.trees) {
    for (const row of rows) {
      gradients[row] = (outcome[row] ?? 0) > (margins[row] ?? 0) ? -share : 1 - share
    }
    const { tree, leaves } = growTree(binned, rows, { gradients, hessians }, rules)
    const steps = new Map(
      leaves.map(({ node, rows: inside }) => {
        const residuals = Float64Array.from(inside, (row) => (outcome[row] ?? 0) - (margins[row] ?? 0)).sort()
        return [node, settings.learningRate * quantileOfSorted(residuals, share)]
      }),
    )
    const moved = tree.map((node, at) => ({ ...node, value: steps.get(at) ?? 0 }))
    addTree(moved, matrix, rows, margins)
    trees.push(moved)
  }
  return { base, trees }
}
