import type { OnnxNode } from '../../../../kernel/onnx-graph.js'
import { numbersOf, textOf, unsupported } from './attributes.js'
import type { Element } from './element.js'
import { complement, scaled, type Chance, type Margin } from './margin.js'
import { readTrees } from './read-trees.js'

/** Probabilities by class, or (of a regressor) margins. */
export type Said =
  | { readonly kind: 'chances'; readonly chances: readonly Chance[]; readonly classes: readonly string[] }
  | { readonly kind: 'margins'; readonly margins: readonly Margin[] }

/** Names of the classes, in order. */
export function classesOf(node: OnnxNode): string[] {
  const ints = ['classlabels_ints', 'classlabels_int64s'].flatMap(
    (name) => node.attributes.get(name)?.ints ?? [],
  )
  return ints.length > 0
    ? ints.map(String)
    : ['classlabels_strings'].flatMap((name) => node.attributes.get(name)?.texts ?? [])
}

/** ai.onnx.ml LinearClassifier of two classes. */
export function linearClassifier(node: OnnxNode, elements: readonly Element[]): Said {
  const classes = twoClasses(node)
  const margins = linearMargins(node, elements)
  const post = textOf(node, 'post_transform', 'NONE')
  const [first, second] = margins
  if (first === undefined || margins.length > 2) throw unsupported(`${node.operator}: ${margins.length} rows`)
  if (second === undefined) {
    if (post !== 'LOGISTIC') throw unsupported(`${node.operator}: post_transform ${post}`)
    return pairOf({ margin: first, link: 'logistic' }, classes)
  }
  if (post === 'SOFTMAX') return pairOf({ margin: difference(second, first), link: 'logistic' }, classes)
  // Each row by itself: they are the probabilities of two classes where one is the other's negative.
  const isOpposite = difference(second, scaled(first, -1))
  const same =
    isOpposite.kind === 'linear' &&
    Math.abs(isOpposite.intercept) < SAME &&
    isOpposite.terms.every(({ coefficient }) => Math.abs(coefficient) < SAME)
  if (post !== 'LOGISTIC' || !same) throw unsupported(`${node.operator}: post_transform ${post}`)
  return pairOf({ margin: second, link: 'logistic' }, classes)
}

const SAME = 1e-6

/** ai.onnx.ml LinearRegressor of one target. */
export function linearRegressor(node: OnnxNode, elements: readonly Element[]): Said {
  const margins = linearMargins(node, elements)
  const post = textOf(node, 'post_transform', 'NONE')
  if (margins.length !== 1 || post !== 'NONE') throw unsupported(`${node.operator}: post_transform ${post}`)
  return { kind: 'margins', margins }
}

function linearMargins(node: OnnxNode, elements: readonly Element[]): Margin[] {
  const coefficients = numbersOf(node, 'coefficients')
  const intercepts = numbersOf(node, 'intercepts')
  const rows = Math.round(coefficients.length / elements.length)
  if (rows < 1 || rows * elements.length !== coefficients.length) {
    throw unsupported(`${node.operator}: ${coefficients.length} coefficients`)
  }
  return Array.from({ length: rows }, (_, row) => ({
    kind: 'linear',
    intercept: intercepts[row] ?? 0,
    terms: elements.map((element, at) => ({
      element,
      coefficient: coefficients[row * elements.length + at] ?? 0,
    })),
  }))
}

/** ai.onnx.ml TreeEnsembleClassifier of two classes. */
export function treeClassifier(node: OnnxNode, elements: readonly Element[]): Said {
  const classes = twoClasses(node)
  const post = textOf(node, 'post_transform', 'NONE')
  const bases = numbersOf(node, 'base_values')
  const { ids, allPositive, trees } = readTrees(node, 'class', elements)
  const marginOf = (base: number, valueOf: Parameters<typeof trees>[0]): Margin => ({
    ...{ kind: 'trees', base, elements },
    trees: trees(valueOf),
  })
  if (ids.length <= 1) {
    // One weight a leaf: it speaks for the second class, whatever its number.
    const id = ids[0] ?? 0
    const margin = marginOf(bases.at(-1) ?? 0, (weights) => weights.get(id) ?? 0)
    if (post === 'LOGISTIC') return pairOf({ margin, link: 'logistic' }, classes)
    if (post === 'NONE' && allPositive) return pairOf({ margin, link: 'identity' }, classes)
    throw unsupported(`${node.operator}: post_transform ${post}`)
  }
  if (ids.length > 2) throw unsupported(`${node.operator}: ${ids.length} classes`)
  const weight = (weights: ReadonlyMap<number, number>, id: number) => weights.get(id) ?? 0
  switch (post) {
    case 'NONE':
      return pairOf(
        { margin: marginOf(bases[1] ?? 0, (weights) => weight(weights, 1)), link: 'identity' },
        classes,
      )
    case 'LOGISTIC':
      return pairOf(
        { margin: marginOf(bases[1] ?? 0, (weights) => weight(weights, 1)), link: 'logistic' },
        classes,
      )
    case 'SOFTMAX': {
      const base = (bases[1] ?? 0) - (bases[0] ?? 0)
      const margin = marginOf(base, (weights) => weight(weights, 1) - weight(weights, 0))
      return pairOf({ margin, link: 'logistic' }, classes)
    }
    default:
      throw unsupported(`${node.operator}: post_transform ${post}`)
  }
}

/** ai.onnx.ml TreeEnsembleRegressor of one target. */
export function treeRegressor(node: OnnxNode, elements: readonly Element[]): Said {
  const post = textOf(node, 'post_transform', 'NONE')
  const aggregate = textOf(node, 'aggregate_function', 'SUM')
  const { ids, trees } = readTrees(node, 'target', elements)
  if (ids.length > 1) throw unsupported(`${node.operator}: ${ids.length} targets`)
  if (aggregate !== 'SUM' && aggregate !== 'AVERAGE') throw unsupported(`${node.operator}: ${aggregate}`)
  const found = trees((weights) => weights.get(ids[0] ?? 0) ?? 0)
  const sum: Margin = { kind: 'trees', base: 0, trees: found, elements }
  const mean = aggregate === 'AVERAGE' ? scaled(sum, 1 / found.length) : sum
  const margin: Margin = { ...mean, ...{ base: numbersOf(node, 'base_values')[0] ?? 0 } }
  if (post === 'NONE') return { kind: 'margins', margins: [margin] }
  if (post !== 'LOGISTIC') throw unsupported(`${node.operator}: post_transform ${post}`)
  return { kind: 'chances', chances: [{ margin, link: 'logistic' }], classes: [] }
}

function twoClasses(node: OnnxNode): string[] {
  const classes = classesOf(node)
  if (classes.length !== 2) throw unsupported(`${node.operator}: ${classes.length} classes`)
  return classes
}

/** The probabilities of two classes, by that of the second. */
export function pairOf(second: Chance, classes: readonly string[]): Said {
  return { kind: 'chances', chances: [complement(second), second], classes }
}

/** One linear margin less another over the same elements. */
export function difference(a: Margin, b: Margin): Margin {
  if (a.kind !== 'linear' || b.kind !== 'linear') throw unsupported('LinearClassifier')
  return {
    kind: 'linear',
    intercept: a.intercept - b.intercept,
    terms: a.terms.map(({ element, coefficient }, at) => ({
      element,
      coefficient: coefficient - (b.terms[at]?.coefficient ?? 0),
    })),
  }
}
