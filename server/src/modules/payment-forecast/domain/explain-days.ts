import { explainMargin } from '../../scoring/domain/statistics/boosting/tree-shap.js'
import {
  goesLeft,
  NO_NODE,
  type FeatureRow,
  type Tree,
} from '../../scoring/domain/statistics/boosting/tree.js'
import type { ForecastModel } from './forecast-model.js'

/** How many days a feature moves a forecast, and the value that it had. */
export interface DayReason {
  readonly feature: string
  readonly days: number
  readonly value: number
}

const REASONS = 3
const DAYS_MIN = 0.1

/**
 * Which features move a forecast most: exact Shapley values of the trees and the terms of the weighted sum, averaged as
 * the forecast is. Few trees have more than a handful of splits, so the values of each way through a tree are worked out
 * once and kept: a whole book is explained in seconds.
 */
export function dayExplainer({ learned, features }: ForecastModel): (row: FeatureRow) => DayReason[] {
  const ways = learned.trees.trees.map(() => new Map<number, readonly (readonly [number, number])[]>())
  return (row) => {
    const days = new Float64Array(features.length)
    for (const [at, tree] of learned.trees.trees.entries()) {
      const known = ways[at]
      const way = wayThrough(tree, row)
      let moved = known?.get(way)
      if (moved === undefined) {
        const { contributions } = explainMargin({ base: 0, trees: [tree] }, row)
        moved = [...contributions].flatMap((one, feature) => (one === 0 ? [] : [[feature, one] as const]))
        known?.set(way, moved)
      }
      for (const [feature, one] of moved) days[feature] = (days[feature] ?? 0) + one / 2
    }
    for (const { feature, mean, spread, coefficient } of learned.linear.terms) {
      const value = row[feature] ?? Number.NaN
      if (Number.isNaN(value)) continue
      const scaled = Math.max(-4, Math.min(4, (value - mean) / spread))
      days[feature] = (days[feature] ?? 0) + (coefficient * scaled) / 2
    }
    return features
      .map((feature, at) => ({ feature, days: days[at] ?? 0, value: row[at] ?? Number.NaN }))
      .filter((reason) => Math.abs(reason.days) >= DAYS_MIN && !Number.isNaN(reason.value))
      .sort((a, b) => Math.abs(b.days) - Math.abs(a.days))
      .slice(0, REASONS)
  }
}

/** One bit for each split of the tree: records that answer every split alike are explained alike. */
function wayThrough(tree: Tree, row: FeatureRow): number {
  let way = 1
  for (const node of tree) if (node.left !== NO_NODE) way = way * 2 + (goesLeft(node, row) ? 1 : 0)
  return way
}
