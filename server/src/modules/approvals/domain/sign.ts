import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Step } from './case-state.js'
import type { Conditions } from './conditions.js'
import type { Draft } from './draft.js'
import type { ApproveNode } from './flow.js'
import type { FlowGraph } from './flow-graph.js'
import { passOver } from './pass-over.js'
import { askLevel, isByAuthority } from './seat.js'
import { verdictOn } from './signatures.js'
import { walkOn } from './walk.js'

export interface Signing {
  readonly by: string
  readonly comment: string | null
  readonly conditions: Conditions | null
  /** In a node by authority: the authority of who signs covers the request, as it is limited by conditions. */
  readonly covers: boolean
}

/** Signs for a step: whoever waits behind it is asked again, everybody else of the slot is no longer needed. */
export function approve(
  graph: FlowGraph,
  draft: Draft,
  step: Step,
  node: ApproveNode,
  signing: Signing,
): void {
  if (signing.conditions && !node.allow.conditional) throw new Refusal('approval_not_allowed')
  put(draft, step, signing)
  if (step.before !== null) {
    // A deputy and whoever is deputised for may both have been asked to sign first.
    draft.supersede(draft.stepsOf(step.visitId).filter(({ before }) => before === step.before))
    draft.reopen(step.before)
  } else supersedeSlot(draft, step)
  settle(graph, draft, step.visitId, node)
}

/** Notes an approval without drawing the consequences. */
export function put(draft: Draft, step: Step, { by, comment, conditions, covers }: Signing): void {
  draft.decide(step.id, 'approved', { decidedBy: by, comment, conditions })
  if (covers && step.kind !== 'added') draft.changeVisit(step.visitId, { covered: true })
}

export function supersedeSlot(draft: Draft, step: Step): void {
  const slot = draft.stepsOf(step.visitId).filter((one) => one.stage === step.stage && one.slot === step.slot)
  draft.supersede(slot)
}

export function reject(
  graph: FlowGraph,
  draft: Draft,
  step: Step,
  node: ApproveNode,
  signing: Signing,
): void {
  draft.decide(step.id, 'rejected', { decidedBy: signing.by, comment: signing.comment })
  supersedeSlot(draft, step)
  settle(graph, draft, step.visitId, node)
}

/** Goes on when the signatures of the level decide it. */
export function settle(graph: FlowGraph, draft: Draft, visitId: Id, node: ApproveNode): void {
  const visit = draft.visit(visitId)
  const verdict = verdictOn(visit, draft.stageSteps(visit))
  if (verdict === 'open') return
  if (verdict === 'rejected') {
    draft.leave(visit.id, 'rejected')
    draft.complete('rejected')
    return
  }
  draft.supersede(draft.stageSteps(visit))
  const next = visit.stage + 1
  const more = next < visit.plan.length
  if (isByAuthority(node) ? !visit.covered : more) {
    // The last level of a climb must cover the request; asked here, so that a lost authority cannot pass it.
    if (!more) throw new Refusal('approval_authority_insufficient')
    askLevel(draft, visit.id, node, next)
    if (passOver(graph, draft, visit.id, node)) settle(graph, draft, visit.id, node)
    return
  }
  draft.leave(visit.id, 'passed')
  walkOn(graph, draft, node.id)
}
