import { Refusal } from '../../../kernel/errors.js'
import { RETURNS_MAX, type CaseState, type Step } from './case-state.js'
import type { Draft } from './draft.js'
import { reachableFrom, type FlowGraph } from './flow-graph.js'
import { askForRevision } from './walk.js'

/** The nodes to which a case may be sent back from here: the start, and those that people signed on the way here. */
export function returnTargets(
  graph: FlowGraph,
  state: Pick<CaseState, 'visits'>,
  fromNodeId: string,
): string[] {
  const signed = new Set(state.visits.filter(({ status }) => status === 'passed').map(({ nodeId }) => nodeId))
  return graph.flow.nodes
    .filter(({ id, kind }) => kind === 'start' || (kind === 'approve' && signed.has(id) && id !== fromNodeId))
    .filter(({ id }) => reachableFrom(graph, id).has(fromNodeId))
    .map(({ id }) => id)
}

/**
 * Sends the case back. Everything behind the target is undone: stays that are open end, signatures given there no
 * longer count; parallel branches that the target does not lie in stay as they are.
 */
export function sendBack(
  graph: FlowGraph,
  draft: Draft,
  step: Step,
  target: string,
  by: { readonly by: string; readonly comment: string },
): void {
  const visits = { visits: draft.allVisits() }
  if (!returnTargets(graph, visits, step.nodeId).includes(target)) {
    throw new Refusal('approval_return_target')
  }
  if (draft.returns >= RETURNS_MAX) throw new Refusal('approval_returns_exhausted', { max: RETURNS_MAX })
  draft.returns += 1
  draft.decide(step.id, 'returned', { decidedBy: by.by, comment: by.comment })
  const behind = reachableFrom(graph, target)
  for (const visit of visits.visits.filter(({ nodeId }) => behind.has(nodeId))) {
    if (visit.status === 'active') draft.leave(visit.id, visit.id === step.visitId ? 'returned' : 'cancelled')
    else if (visit.status === 'passed') draft.changeVisit(visit.id, { status: 'returned' })
  }
  reopenBranches(graph, draft, target, behind)
  if (graph.start?.id === target) askForRevision(draft, target)
  else draft.enter(target, { needs: 'people' })
}

/** The branch of the target has not arrived (any more); blocks behind the target begin anew. */
function reopenBranches(graph: FlowGraph, draft: Draft, target: string, behind: ReadonlySet<string>): void {
  const kept = Object.entries(draft.arrivals).filter(([parallel]) => !behind.has(parallel))
  const inside = new Map((graph.scopes.get(target) ?? []).map(({ parallel, edge }) => [parallel, edge]))
  draft.arrivals = Object.fromEntries(
    kept.map(([parallel, arrived]) => [parallel, arrived.filter((edge) => edge !== inside.get(parallel))]),
  )
}
