import type { BilingualText } from '../../i18n/use-text'
import type { NodeKind } from './canvas-types'
import type { FieldTest, Flow, FlowEdge, FlowNode } from './flow-types'
import { columnStep, layOut, rowStep, type Place } from './layout'

/** What can be taken from the palette: kinds of nodes, and approve in its three usual modes. */
export const palette = [
  'approve',
  'countersign',
  'orSign',
  'condition',
  'parallel',
  'join',
  'notify',
  'action',
  'end',
] as const

export type PaletteEntry = (typeof palette)[number]

export function isPaletteEntry(value: string): value is PaletteEntry {
  return palette.some((entry) => entry === value)
}

export function kindOf(entry: PaletteEntry): NodeKind {
  return entry === 'countersign' || entry === 'orSign' ? 'approve' : entry
}

/** Gives the name of a new part in both languages. */
export type Naming = (part: PaletteEntry | 'start' | 'otherwise' | 'branch') => BilingualText

/** What new parts begin with: names, and what the subject of the flow offers. */
export interface Beginnings {
  naming: Naming
  /** The test of a new branch. */
  test: FieldTest
  /** Key of the first automatic action of the subject; undefined when it has none. */
  action: string | undefined
}

/** The first free id of a kind: approve-1, approve-2 and so on. */
export function freeId(taken: readonly { id: string }[], kind: string): string {
  const ids = new Set(taken.map(({ id }) => id))
  let n = 1
  while (ids.has(`${kind}-${n}`)) n += 1
  return `${kind}-${n}`
}

function makeNode(entry: PaletteEntry, id: string, position: Place, beginnings: Beginnings): FlowNode {
  const { naming, test, action } = beginnings
  const base = { id, name: naming(entry), position }
  switch (entry) {
    case 'approve':
    case 'countersign':
    case 'orSign':
      return {
        ...base,
        kind: 'approve',
        mode: { kind: entry === 'countersign' ? 'all' : 'any' },
        approvers: [{ kind: 'role', role: 'credit-manager' }],
        timeLimit: null,
        allow: { return: true, addSigner: true, delegate: true, conditional: false },
      }
    case 'condition':
      return {
        ...base,
        kind: 'condition',
        branches: [
          { id: 'branch-1', name: naming('branch'), when: { match: 'all', tests: [test] } },
          { id: 'otherwise', name: naming('otherwise'), when: null },
        ],
      }
    case 'parallel':
    case 'join':
      return { ...base, kind: entry }
    case 'notify':
      return { ...base, kind: 'notify', recipients: [{ kind: 'ownerManager' }] }
    case 'action':
      return { ...base, kind: 'action', action: action ?? '' }
    case 'end':
      return { ...base, kind: 'end', outcome: 'approved' }
  }
}

/** Adds a node where it was dropped, connected to nothing. Gives the flow and the new node's id. */
export function addNode(
  flow: Flow,
  entry: PaletteEntry,
  place: Place,
  beginnings: Beginnings,
): [Flow, string] {
  const id = freeId(flow.nodes, kindOf(entry))
  return [{ ...flow, nodes: [...flow.nodes, makeNode(entry, id, place, beginnings)] }, id]
}

/** The exits of a node: one per branch of a condition, one otherwise, none of an end. A parallel's one may be shared. */
export function exitsOf(node: FlowNode): readonly (string | undefined)[] {
  if (node.kind === 'end') return []
  return node.kind === 'condition' ? node.branches.map(({ id }) => id) : [undefined]
}

function withEdge(flow: Flow, from: string, to: string, branch: string | undefined): Flow {
  const edge: FlowEdge = {
    id: freeId(flow.edges, 'edge'),
    from,
    to,
    ...(branch === undefined ? {} : { branch }),
  }
  return { ...flow, edges: [...flow.edges, edge] }
}

/**
 * Connects two nodes. An exit that leads elsewhere leads here from now on, except of a parallel node, which leads to
 * as many as wanted. What cannot be connected (an end's exit, a start's entry, a node to itself, twice) changes nothing.
 */
export function connect(flow: Flow, from: string, to: string, branch?: string): Flow {
  const source = flow.nodes.find(({ id }) => id === from)
  const target = flow.nodes.find(({ id }) => id === to)
  if (source === undefined || target === undefined || from === to) return flow
  if (source.kind === 'end' || target.kind === 'start') return flow
  const exit = source.kind === 'condition' ? (branch ?? freeExit(flow, source)) : undefined
  if (source.kind === 'condition' && exit === undefined) return flow
  const same = (edge: FlowEdge) => edge.from === from && edge.branch === exit
  if (flow.edges.some((edge) => same(edge) && edge.to === to)) return flow
  const edges = source.kind === 'parallel' ? flow.edges : flow.edges.filter((edge) => !same(edge))
  return withEdge({ ...flow, edges }, from, to, exit)
}

function freeExit(flow: Flow, node: FlowNode): string | undefined {
  const exits = exitsOf(node).filter((exit) => exit !== undefined)
  const used = new Set(flow.edges.filter(({ from }) => from === node.id).map(({ branch }) => branch))
  return exits.find((exit) => !used.has(exit)) ?? exits[0]
}

/** Puts a new node behind another, into the link that leaves through the given exit. Gives the flow and the new id. */
export function insertAfter(
  flow: Flow,
  after: string,
  entry: PaletteEntry,
  beginnings: Beginnings,
  branch?: string,
): [Flow, string] {
  const source = flow.nodes.find(({ id }) => id === after)
  const place = { x: source?.position.x ?? 0, y: (source?.position.y ?? 0) + rowStep }
  const [added, id] = addNode(flow, entry, place, beginnings)
  if (source === undefined) return [added, id]
  const replaced =
    source.kind === 'parallel'
      ? undefined
      : flow.edges.find((edge) => edge.from === after && edge.branch === branch)
  const linked = connect(added, after, id, branch)
  const onward = replaced === undefined || entry === 'end' ? linked : connect(linked, id, replaced.to)
  return [tidy(onward), id]
}

/** Removes nodes and links; whoever led to a single removed node with a single exit leads to the next one instead. */
export function remove(flow: Flow, nodeIds: readonly string[], edgeIds: readonly string[]): Flow {
  const gone = new Set(nodeIds.filter((id) => flow.nodes.find((node) => node.id === id)?.kind !== 'start'))
  const cut = new Set(edgeIds)
  const kept = flow.edges.filter(({ id, from, to }) => !cut.has(id) && !gone.has(from) && !gone.has(to))
  const next = { ...flow, nodes: flow.nodes.filter(({ id }) => !gone.has(id)), edges: kept }
  const [only] = gone
  if (gone.size !== 1 || only === undefined) return next
  const exits = flow.edges.filter(({ from }) => from === only)
  const [exit] = exits
  if (exit === undefined || exits.length > 1) return next
  return flow.edges
    .filter(({ to }) => to === only)
    .reduce((bridged, { from, branch }) => connect(bridged, from, exit.to, branch), next)
}

/** Puts a node in the place of the one with its id; links of branches that are gone are cut. */
export function replaceNode(flow: Flow, node: FlowNode): Flow {
  const exits = new Set(exitsOf(node))
  return {
    ...flow,
    nodes: flow.nodes.map((one) => (one.id === node.id ? node : one)),
    edges: flow.edges.filter(({ from, branch }) => from !== node.id || exits.has(branch)),
  }
}

export function move(flow: Flow, moves: ReadonlyMap<string, Place>): Flow {
  const nodes = flow.nodes.map((node) => {
    const place = moves.get(node.id)
    return place === undefined
      ? node
      : { ...node, position: { x: Math.round(place.x), y: Math.round(place.y) } }
  })
  return { ...flow, nodes }
}

/** Links in the order in which their node's exits stand. */
function orderedEdges(flow: Flow): FlowEdge[] {
  return flow.nodes.flatMap((node) => {
    const exits = exitsOf(node)
    return flow.edges
      .filter(({ from }) => from === node.id)
      .sort((a, b) => exits.indexOf(a.branch) - exits.indexOf(b.branch))
  })
}

/** Lays the whole flow out anew. */
export function tidy(flow: Flow): Flow {
  return move(
    flow,
    layOut(
      flow.nodes.map(({ id }) => id),
      orderedEdges(flow),
    ),
  )
}

/** The smallest flow that can be published: one approval by the credit manager's role. */
export function newFlow(subject: string, name: BilingualText, beginnings: Beginnings): Flow {
  const start: FlowNode = {
    id: 'start',
    kind: 'start',
    name: beginnings.naming('start'),
    position: { x: 0, y: 0 },
  }
  const approve = makeNode('approve', 'approve-1', { x: 0, y: rowStep }, beginnings)
  const end = makeNode('end', 'end-1', { x: 0, y: 2 * rowStep }, beginnings)
  return {
    name,
    subject,
    startWhen: null,
    fallback: { kind: 'role', role: 'admin' },
    nodes: [start, approve, end],
    edges: [
      { id: 'edge-1', from: 'start', to: 'approve-1' },
      { id: 'edge-2', from: 'approve-1', to: 'end-1' },
    ],
  }
}

/** Where a node goes that is added without the mouse: right of everything. */
export function freePlace(flow: Flow): Place {
  const right = Math.max(0, ...flow.nodes.map(({ position }) => position.x))
  return { x: right + columnStep, y: 0 }
}

/** Nodes in the order in which they are read: from the start along the links, what is not connected last. */
export function inReadingOrder(flow: Flow): { node: FlowNode; depth: number; connected: boolean }[] {
  const listed: { node: FlowNode; depth: number; connected: boolean }[] = []
  const seen = new Set<string>()
  const edges = orderedEdges(flow)
  const visit = (id: string, depth: number, connected: boolean): void => {
    const node = flow.nodes.find((one) => one.id === id)
    if (node === undefined || seen.has(id)) return
    seen.add(id)
    listed.push({ node, depth, connected })
    const next = edges.filter(({ from }) => from === id)
    const inner = next.length > 1 ? depth + 1 : depth
    for (const { to } of next) {
      const joins = edges.filter((edge) => edge.to === to).length > 1
      visit(to, joins ? Math.max(0, inner - 1) : inner, connected)
    }
  }
  for (const node of flow.nodes) if (node.kind === 'start') visit(node.id, 0, true)
  for (const node of flow.nodes) visit(node.id, 0, false)
  return listed
}
