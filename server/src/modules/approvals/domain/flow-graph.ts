import type { Flow, FlowEdge, FlowNode } from './flow.js'

/** Which branch of which parallel node one stands in, from the outermost to the innermost. */
export type Scope = readonly ScopePart[]

export interface ScopePart {
  readonly parallel: string
  /** Id of the edge by which the branch leaves the parallel node. */
  readonly edge: string
}

/** A flow with what walking over it needs, computed once per version. */
export interface FlowGraph {
  readonly flow: Flow
  readonly nodes: ReadonlyMap<string, FlowNode>
  readonly outgoing: ReadonlyMap<string, readonly FlowEdge[]>
  readonly incoming: ReadonlyMap<string, readonly FlowEdge[]>
  readonly start: FlowNode | undefined
  readonly scopes: ReadonlyMap<string, Scope>
  /** For each join the parallel node whose branches it gathers. */
  readonly parallelOfJoin: ReadonlyMap<string, string>
  /** Nodes whose branches do not come together properly. */
  readonly unbalanced: ReadonlySet<string>
}

/** Indexes a flow. Works on unfinished flows too; what is wrong with them is the business of the validation. */
export function graphOf(flow: Flow): FlowGraph {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const edges = flow.edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to))
  const outgoing = groupBy(edges, ({ from }) => from)
  const incoming = groupBy(edges, ({ to }) => to)
  const start = flow.nodes.find(({ kind }) => kind === 'start')
  return { flow, nodes, outgoing, incoming, start, ...scopesOf(nodes, outgoing, start) }
}

export function nodeOf(graph: FlowGraph, id: string): FlowNode {
  const node = graph.nodes.get(id)
  if (!node) throw new Error(`the flow has no node ${id}`)
  return node
}

/** The edges that leave a node. */
export function edgesFrom(graph: FlowGraph, id: string): readonly FlowEdge[] {
  return graph.outgoing.get(id) ?? []
}

/** Every node that can be reached from this one, itself included. */
export function reachableFrom(graph: FlowGraph, from: string): Set<string> {
  return spread(from, (id) => edgesFrom(graph, id).map(({ to }) => to))
}

/** Every node from which this one can be reached, itself included. */
export function leadingTo(graph: FlowGraph, to: string): Set<string> {
  return spread(to, (id) => (graph.incoming.get(id) ?? []).map(({ from }) => from))
}

function spread(first: string, next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set([first])
  const queue = [first]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const one of next(id)) {
      if (seen.has(one)) continue
      seen.add(one)
      queue.push(one)
    }
  }
  return seen
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

type Scopes = Pick<FlowGraph, 'scopes' | 'parallelOfJoin' | 'unbalanced'>

/**
 * Walks the flow once and notes the branch that each node lies in. Two ways to a node that come from different
 * branches, a join outside of a parallel block and an end inside of one make the flow unbalanced.
 */
function scopesOf(
  nodes: ReadonlyMap<string, FlowNode>,
  outgoing: ReadonlyMap<string, readonly FlowEdge[]>,
  start: FlowNode | undefined,
): Scopes {
  const scopes = new Map<string, Scope>()
  const parallelOfJoin = new Map<string, string>()
  const unbalanced = new Set<string>()
  const queue: { id: string; scope: Scope }[] = start ? [{ id: start.id, scope: [] }] : []
  for (let at = queue.pop(); at; at = queue.pop()) {
    const node = nodes.get(at.id)
    if (!node) continue
    const scope = scopeAt(node, at.scope, parallelOfJoin, unbalanced)
    const known = scopes.get(node.id)
    if (known) {
      if (!sameScope(known, scope)) unbalanced.add(node.id)
      continue
    }
    scopes.set(node.id, scope)
    for (const edge of outgoing.get(node.id) ?? []) {
      const inner = node.kind === 'parallel' ? [...scope, { parallel: node.id, edge: edge.id }] : scope
      queue.push({ id: edge.to, scope: inner })
    }
  }
  checkJoins(nodes, outgoing, parallelOfJoin, scopes, unbalanced)
  return { scopes, parallelOfJoin, unbalanced }
}

/** A join stands outside of the block that it closes. */
function scopeAt(
  node: FlowNode,
  scope: Scope,
  parallelOfJoin: Map<string, string>,
  unbalanced: Set<string>,
): Scope {
  if (node.kind === 'end' && scope.length > 0) unbalanced.add(node.id)
  if (node.kind !== 'join') return scope
  const innermost = scope.at(-1)
  if (!innermost) {
    unbalanced.add(node.id)
    return scope
  }
  const known = parallelOfJoin.get(node.id)
  if (known !== undefined && known !== innermost.parallel) unbalanced.add(node.id)
  parallelOfJoin.set(node.id, known ?? innermost.parallel)
  return scope.slice(0, -1)
}

/** Every parallel node has one join, and at least two branches. */
function checkJoins(
  nodes: ReadonlyMap<string, FlowNode>,
  outgoing: ReadonlyMap<string, readonly FlowEdge[]>,
  parallelOfJoin: ReadonlyMap<string, string>,
  scopes: ReadonlyMap<string, Scope>,
  unbalanced: Set<string>,
): void {
  for (const { id, kind } of nodes.values()) {
    if (kind !== 'parallel' || !scopes.has(id)) continue
    const joins = [...parallelOfJoin].filter(([, parallel]) => parallel === id)
    if (joins.length !== 1 || (outgoing.get(id) ?? []).length < 2) unbalanced.add(id)
  }
}

export function sameScope(left: Scope, right: Scope): boolean {
  return left.length === right.length && commonScope(left, right).length === left.length
}

/** The branches that both lie in. */
export function commonScope(left: Scope, right: Scope): Scope {
  const end = left.findIndex(
    (part, index) => part.parallel !== right[index]?.parallel || part.edge !== right[index].edge,
  )
  return end < 0 ? left : left.slice(0, end)
}
