import type { Flow, FlowNode } from './flow-types'

export type NodeChange = 'added' | 'removed' | 'changed'

export interface FlowDiff {
  nodes: ReadonlyMap<string, NodeChange>
  /** Ids of links of the new flow that the old one has not, and the other way round. */
  addedLinks: ReadonlySet<string>
  removedLinks: ReadonlySet<string>
  /** Name, start condition or fallback differ. */
  frame: readonly ('name' | 'startWhen' | 'fallback' | 'repeatedSigner')[]
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  )
}

/** Whether two documents say the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other))
}

function withoutPlace({ position: _, ...meaning }: FlowNode): unknown {
  return meaning
}

const linkKey = ({ from, to, branch }: Flow['edges'][number]) => `${from}|${branch ?? ''}|${to}`

/** What a draft changes of the version in force. Where nodes stand on the canvas does not count. */
export function compareFlows(before: Flow, after: Flow): FlowDiff {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const now = new Map(after.nodes.map((node) => [node.id, node]))
  const nodes = new Map<string, NodeChange>()
  for (const [id, node] of now) {
    const was = old.get(id)
    if (was === undefined) nodes.set(id, 'added')
    else if (!isSame(withoutPlace(was), withoutPlace(node))) nodes.set(id, 'changed')
  }
  for (const id of old.keys()) if (!now.has(id)) nodes.set(id, 'removed')
  const oldLinks = new Set(before.edges.map(linkKey))
  const newLinks = new Set(after.edges.map(linkKey))
  return {
    nodes,
    addedLinks: new Set(after.edges.filter((edge) => !oldLinks.has(linkKey(edge))).map(({ id }) => id)),
    removedLinks: new Set(before.edges.filter((edge) => !newLinks.has(linkKey(edge))).map(({ id }) => id)),
    frame: (['name', 'startWhen', 'fallback', 'repeatedSigner'] as const).filter(
      (key) => !isSame(before[key], after[key]),
    ),
  }
}

/** Whether a draft changes nothing that matters. */
export function isEmptyDiff(diff: FlowDiff): boolean {
  return diff.nodes.size + diff.addedLinks.size + diff.removedLinks.size + diff.frame.length === 0
}

/** Both flows in one picture: the draft, and what it removes where that stood. */
export function mergeForComparison(before: Flow, after: Flow, diff: FlowDiff): Flow {
  const removed = before.nodes.filter(({ id }) => diff.nodes.get(id) === 'removed')
  const cut = before.edges
    .filter(({ id }) => diff.removedLinks.has(id))
    .map((edge) => ({ ...edge, id: `was:${edge.id}` }))
  return { ...after, nodes: [...after.nodes, ...removed], edges: [...after.edges, ...cut] }
}
