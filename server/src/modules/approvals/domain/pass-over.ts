import type { Step } from './case-state.js'
import type { Draft } from './draft.js'
import type { ApproveNode } from './flow.js'
import { nodeOf, type FlowGraph } from './flow-graph.js'
import { isByAuthority } from './seat.js'

/**
 * Passes over those of a level who have approved already, as the flow says (相同审批人自动通过): their turn is approved by
 * the earlier decision, which is noted on it. True when somebody was.
 *
 * Only the same person's own click counts, given in the same capacity (a deputy signs for whom they stand in), in a stay
 * that stands, and after the case was last sent back: whoever is asked to look again does. Not where authority decides,
 * because there it is looked at with each signature, and not for those who stand in for a node that finds nobody.
 */
export function passOver(graph: FlowGraph, draft: Draft, visitId: string, node: ApproveNode): boolean {
  const { repeatedSigner = 'consecutive' } = graph.flow
  const visit = draft.visit(visitId)
  if (repeatedSigner === 'ask' || isByAuthority(node) || visit.fallback) return false
  const earlier = decisionsBefore(graph, draft, visitId, repeatedSigner === 'consecutive' ? node : null)
  let passed = false
  for (const { id } of draft.stageSteps(visit)) {
    const step = draft.step(id)
    const same = step.status === 'open' ? earlier.find((one) => isSameSigner(one, step)) : undefined
    if (!same) continue
    draft.decide(id, 'approved', { decidedBy: null, comment: null, earlier: same.earlier ?? same.id })
    draft.supersede(draft.stageSteps(visit).filter(({ slot }) => slot === step.slot))
    passed = true
  }
  return passed
}

function isSameSigner(earlier: Step, step: Step): boolean {
  return earlier.username === step.username && earlier.onBehalfOf === step.onBehalfOf
}

/** The approvals that count: of the nodes right before one (`before`), or of every node so far. */
function decisionsBefore(
  graph: FlowGraph,
  draft: Draft,
  visitId: string,
  before: ApproveNode | null,
): readonly Step[] {
  const visits = draft.allVisits()
  const lastReturn = visits.map(({ status }) => status).lastIndexOf('returned')
  const nodes = before === null ? null : nodesBefore(graph, before.id)
  const counting = new Set(
    visits
      .slice(lastReturn + 1)
      .filter(({ status, nodeId }) => status === 'passed' && (nodes === null || nodes.has(nodeId)))
      .map(({ id }) => id),
  )
  return draft
    .allSteps()
    .filter(
      ({ status, kind, visitId: of }) =>
        status === 'approved' &&
        kind !== 'added' &&
        kind !== 'revision' &&
        of !== visitId &&
        counting.has(of),
    )
}

/** The nodes where people signed last before this one: nothing but conditions, joins and the like lies between. */
function nodesBefore(graph: FlowGraph, nodeId: string): ReadonlySet<string> {
  const found = new Set<string>()
  const seen = new Set([nodeId])
  const queue = [nodeId]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const { from, to } of graph.flow.edges) {
      if (to !== at || seen.has(from)) continue
      seen.add(from)
      if (nodeOf(graph, from).kind === 'approve') found.add(from)
      else queue.push(from)
    }
  }
  return found
}
