import { NO_NODE, type Tree, type TreeNode } from '../statistics/boosting/tree.js'
import type { Element } from './element.js'

/** What a model of a file adds up for a record, before it becomes a probability. */
export type Margin =
  | {
      readonly kind: 'linear'
      readonly intercept: number
      readonly terms: readonly { readonly element: Element; readonly coefficient: number }[]
    }
  | {
      readonly kind: 'trees'
      readonly base: number
      /** `feature` of a node is an index into `elements`. */
      readonly trees: readonly Tree[]
      readonly elements: readonly Element[]
    }

/** The probability of one class: a margin as it is, or 1 / (1 + e^−margin). */
export interface Chance {
  readonly margin: Margin
  readonly link: 'logistic' | 'identity'
}

/** The probability of everything else. */
export function complement({ margin, link }: Chance): Chance {
  return { link, margin: shifted(scaled(margin, -1), link === 'identity' ? 1 : 0) }
}

export function scaled(margin: Margin, by: number): Margin {
  if (margin.kind === 'linear') {
    return {
      ...{ kind: 'linear', intercept: margin.intercept * by },
      terms: margin.terms.map(({ element, coefficient }) => ({ element, coefficient: coefficient * by })),
    }
  }
  const leaf = (node: TreeNode) => (node.left === NO_NODE ? { ...node, value: node.value * by } : node)
  return { ...margin, base: margin.base * by, trees: margin.trees.map((tree) => tree.map(leaf)) }
}

function shifted(margin: Margin, by: number): Margin {
  return margin.kind === 'linear'
    ? { ...margin, intercept: margin.intercept + by }
    : { ...margin, base: margin.base + by }
}
