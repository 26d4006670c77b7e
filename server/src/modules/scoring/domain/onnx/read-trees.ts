import { Refusal } from '../../../../kernel/errors.js'
import type { OnnxNode } from '../../../../kernel/onnx-graph.js'
import { NO_NODE, type Tree, type TreeNode } from '../statistics/boosting/tree.js'
import { numbersOf, unsupported } from './attributes.js'
import { boundOf, lineOf, seenAt, type Element } from './element.js'

/** More would keep everybody waiting while they are turned into splits of ours. */
const NODES_MAX = 100_000
const DEPTH_MAX = 200

interface SourceNode {
  readonly feature: number
  readonly mode: string
  readonly value: number
  readonly yes: number
  readonly no: number
  readonly missingYes: boolean
}

type Side = 'class' | 'target'

/** Weights of a leaf by class or target. */
export interface LeafWeights {
  /** Classes or targets that occur, in order. */
  readonly ids: readonly number[]
  readonly allPositive: boolean
  /** The trees with the weights of one class or target as values; `by` puts two together. */
  readonly trees: (valueOf: (weights: ReadonlyMap<number, number>) => number) => Tree[]
}

/** The trees of a TreeEnsembleClassifier or -Regressor, with splits on the columns of the file themselves. */
export function readTrees(node: OnnxNode, side: Side, elements: readonly Element[]): LeafWeights {
  const nodes = sourceNodes(node)
  const weights = leafWeights(node, side)
  const all = [...weights.values()].flatMap((one) => [...one])
  return {
    ids: [...new Set(all.map(([id]) => id))].sort((a, b) => a - b),
    allPositive: all.every(([, weight]) => weight >= 0),
    trees: (valueOf) =>
      [...nodes].map(([treeId, byId]) =>
        treeOf(byId, elements, (nodeId) => valueOf(weights.get(`${treeId}/${nodeId}`) ?? new Map())),
      ),
  }
}

/** Nodes by tree and id, in the order of the file: the first of a tree is its root. */
function sourceNodes(node: OnnxNode): Map<number, Map<number, SourceNode>> {
  const ints = (name: string) => node.attributes.get(name)?.ints ?? []
  const [treeIds, ids] = [ints('nodes_treeids'), ints('nodes_nodeids')]
  const [features, yes, no] = [
    ints('nodes_featureids'),
    ints('nodes_truenodeids'),
    ints('nodes_falsenodeids'),
  ]
  const missing = ints('nodes_missing_value_tracks_true')
  const modes = node.attributes.get('nodes_modes')?.texts ?? []
  const values = numbersOf(node, 'nodes_values')
  if (ids.length === 0 || ids.length > NODES_MAX) {
    throw unsupported(`${node.operator}: ${ids.length} nodes`)
  }
  const trees = new Map<number, Map<number, SourceNode>>()
  for (const [at, id] of ids.entries()) {
    const tree = trees.get(treeIds[at] ?? 0) ?? new Map<number, SourceNode>()
    trees.set(treeIds[at] ?? 0, tree)
    tree.set(id, {
      ...{ feature: features[at] ?? 0, mode: modes[at] ?? '', value: values[at] ?? 0 },
      ...{ yes: yes[at] ?? 0, no: no[at] ?? 0, missingYes: missing[at] === 1 },
    })
  }
  return trees
}

function leafWeights(node: OnnxNode, side: Side): Map<string, Map<number, number>> {
  const ints = (name: string) => node.attributes.get(`${side}_${name}`)?.ints ?? []
  const [treeIds, nodeIds, ids] = [ints('treeids'), ints('nodeids'), ints('ids')]
  const values = numbersOf(node, `${side}_weights`)
  const found = new Map<string, Map<number, number>>()
  for (const [at, nodeId] of nodeIds.entries()) {
    const key = `${treeIds[at] ?? 0}/${nodeId}`
    const weights = found.get(key) ?? new Map<number, number>()
    found.set(key, weights)
    const id = ids[at] ?? 0
    weights.set(id, (weights.get(id) ?? 0) + (values[at] ?? 0))
  }
  return found
}

/** Depth first, so that children come after their parents. Half of what reaches a node goes either way. */
function treeOf(
  source: ReadonlyMap<number, SourceNode>,
  elements: readonly Element[],
  leafValue: (nodeId: number) => number,
): Tree {
  const nodes: TreeNode[] = []
  const place = (id: number, depth: number): number => {
    const one = source.get(id)
    if (one === undefined || depth > DEPTH_MAX || nodes.length > 2 * source.size) {
      throw new Refusal('onnx_unreadable')
    }
    const at = nodes.length
    const cover = 2 ** -depth
    if (one.mode === 'LEAF') {
      nodes.push({ ...LEAF, value: leafValue(id), cover })
      return at
    }
    const split = splitOf(one, elements)
    nodes.push({ ...LEAF, cover })
    const [left, right] = split.lowYes ? [one.yes, one.no] : [one.no, one.yes]
    const leftAt = place(left, depth + 1)
    const rightAt = place(right, depth + 1)
    nodes[at] = {
      ...{ feature: one.feature, threshold: split.threshold, missingLeft: split.missingLeft },
      ...{ left: leftAt, right: rightAt, value: 0, cover },
    }
    return at
  }
  const [root] = source.keys()
  place(root ?? 0, 0)
  return nodes
}

const LEAF = { feature: 0, threshold: 0, missingLeft: false, left: NO_NODE, right: NO_NODE, value: 0 }

/** A split as ours are: left below a threshold on the column itself. */
function splitOf(
  { feature, mode, value, missingYes }: SourceNode,
  elements: readonly Element[],
): { threshold: number; lowYes: boolean; missingLeft: boolean } {
  const element = elements[feature]
  const test = tests[mode]
  if (element === undefined) throw new Refusal('onnx_unreadable')
  if (test === undefined) throw unsupported(mode)
  const passes = (x: number): boolean => {
    const seen = seenAt(element, x)
    return test(seen, value) || (missingYes && Number.isNaN(seen))
  }
  const { slope, shift } = lineOf(element)
  const threshold = boundOf(passes, slope === 0 ? 0 : (value - shift) / slope)
  const lowYes = passes(-Number.MAX_VALUE)
  return { threshold, lowYes, missingLeft: passes(Number.NaN) === lowYes }
}

const tests: Readonly<Record<string, (seen: number, value: number) => boolean>> = {
  BRANCH_LEQ: (seen, value) => seen <= value,
  BRANCH_LT: (seen, value) => seen < value,
  BRANCH_GTE: (seen, value) => seen >= value,
  BRANCH_GT: (seen, value) => seen > value,
}
