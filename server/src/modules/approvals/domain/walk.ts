import { unreachable } from '../../../kernel/errors.js'
import { branchFor } from './evaluate-expression.js'
import { NODES_MAX, type FlowEdge, type FlowNode } from './flow.js'
import { edgesFrom, nodeOf, type FlowGraph } from './flow-graph.js'
import type { Draft } from './draft.js'
import { arriveAtEnd } from './secure.js'

/** So many nodes may be walked through at once; a published flow has no circle, so that this is never reached. */
const WALK_MAX = NODES_MAX * 10

/**
 * Goes on from a node that is done with: through everything that needs no person, until people have to sign, a join
 * has to wait or the case ends.
 */
export function walkOn(graph: FlowGraph, draft: Draft, fromNodeId: string): void {
  const queue: FlowEdge[] = [...edgesFrom(graph, fromNodeId)]
  for (let walked = 0; queue.length > 0 && draft.running; walked++) {
    if (walked > WALK_MAX) throw new Error('the flow goes round in a circle')
    const edge = queue.shift()
    if (edge) queue.unshift(...enter(graph, draft, nodeOf(graph, edge.to), edge))
  }
}

/** Enters a node and gives the edges to follow at once. */
function enter(graph: FlowGraph, draft: Draft, node: FlowNode, by: FlowEdge): readonly FlowEdge[] {
  const next = edgesFrom(graph, node.id)
  const pass = (branch: string | null = null) => {
    draft.enter(node.id, { status: 'passed', leftAt: draft.world.at, branch })
  }
  switch (node.kind) {
    case 'start':
      throw new Error('nothing leads to the start')
    case 'approve':
      draft.enter(node.id, { needs: 'people' })
      return []
    case 'condition': {
      const branch = branchFor(node, draft.origin.fields)
      pass(branch)
      return next.filter((edge) => edge.branch === branch)
    }
    case 'parallel':
      pass()
      draft.arrivals = { ...draft.arrivals, [node.id]: [] }
      return next
    case 'join':
      if (!arrive(graph, draft, node.id, by)) return []
      pass()
      return next
    case 'notify':
      pass()
      draft.tell({ kind: 'notify', nodeId: node.id })
      return next
    case 'action':
      pass()
      draft.tell({ kind: 'action', nodeId: node.id, action: node.action })
      return next
    case 'end':
      arriveAtEnd(draft, node)
      return []
    default:
      return unreachable(node)
  }
}

/** Notes that a branch has come to its join; true when it was the last one. */
function arrive(graph: FlowGraph, draft: Draft, joinId: string, by: FlowEdge): boolean {
  const parallel = graph.parallelOfJoin.get(joinId)
  const branch = graph.scopes.get(by.from)?.at(-1)
  // Directly from a nested join: that one stands in the branch as well.
  if (parallel === undefined) throw new Error(`${joinId} joins nothing`)
  const edge = by.from === parallel ? by.id : branch?.edge
  if (edge === undefined) throw new Error(`${by.id} does not come from a branch`)
  const arrived = [...new Set([...(draft.arrivals[parallel] ?? []), edge])]
  draft.arrivals = { ...draft.arrivals, [parallel]: arrived }
  return arrived.length === edgesFrom(graph, parallel).length
}

/** Gives the request back to whoever asked, or looks after it now, who may submit it again. */
export function askForRevision(draft: Draft, startId: string): void {
  const visit = draft.enter(startId)
  draft.open({
    visitId: visit.id,
    nodeId: startId,
    stage: 0,
    slot: 0,
    username: draft.speaker,
    kind: 'revision',
  })
}
