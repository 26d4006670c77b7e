import { Refusal, unreachable } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import { STEPS_PER_VISIT_MAX, type CaseState, type Step } from './case-state.js'
import type { Draft } from './draft.js'
import { isBarred } from './eligible.js'
import type { ApproveNode, SignMode } from './flow.js'
import { nodeOf, type FlowGraph } from './flow-graph.js'
import { isChain } from './seat.js'
import { hasPart, lookAfter, mayLookAfter, passOn, passRevisionOn, type Taker } from './take-over.js'

/** What brings a case in line with who is here. The program does it by itself; nothing of it decides anything. */
export type Tending =
  /** The turn of somebody who has left goes to the first of the takers who may sign. */
  | { readonly kind: 'pass-on'; readonly stepId: Id; readonly takers: readonly Taker[] }
  /** A deputy is asked besides the person, who is absent now. */
  | { readonly kind: 'stand-in'; readonly stepId: Id; readonly username: string }
  /** The deputy's days are over: the turn is again that of the person deputised for. */
  | { readonly kind: 'stand-down'; readonly stepId: Id }
  /** Whoever submitted the request has left: the first of these who may looks after it. */
  | { readonly kind: 'look-after'; readonly usernames: readonly string[] }
  /** The customer has another owner. */
  | { readonly kind: 'owner'; readonly owner: string | null }

export function tendTo(graph: FlowGraph, draft: Draft, action: Tending): void {
  switch (action.kind) {
    case 'look-after': {
      const username = action.usernames.find((one) => mayLookAfter(draft, one))
      if (username !== undefined) lookAfter(draft, username)
      return
    }
    case 'owner':
      draft.owner = action.owner
      return
    case 'pass-on':
    case 'stand-in':
    case 'stand-down':
      onTurn(graph, draft, action)
      return
    default:
      unreachable(action)
  }
}

function onTurn(graph: FlowGraph, draft: Draft, action: Extract<Tending, { stepId: Id }>): void {
  const step = draft.step(action.stepId)
  if (step.status !== 'open') throw new Refusal('approval_step_decided')
  if (step.kind === 'revision') {
    if (action.kind === 'pass-on') passRevisionOn(draft, step)
    return
  }
  const node = nodeOf(graph, step.nodeId)
  if (node.kind !== 'approve') throw new Error(`${node.id} takes no people`)
  if (action.kind === 'pass-on') passOn(draft, step, node, action.takers)
  else if (action.kind === 'stand-in') standIn(draft, step, action.username)
  else standDown(draft, step)
}

/** The deputy signs in the same place: of the two the first decides. */
function standIn(draft: Draft, step: Step, username: string): void {
  const visit = draft.visit(step.visitId)
  const full = draft.stepsOf(visit.id).length >= STEPS_PER_VISIT_MAX
  if (full || step.kind === 'deputy' || !mayStandIn(draft, step, username)) return
  const { visitId, nodeId, stage, slot, before } = step
  draft.open({
    ...{ visitId, nodeId, stage, slot, before },
    ...{ username, onBehalfOf: step.username, kind: 'deputy' },
  })
}

function mayStandIn(draft: Draft, step: Step, username: string): boolean {
  const { parties } = draft
  const twice = draft
    .stageSteps(draft.visit(step.visitId))
    .some((one) => one.username === username && one.status === 'open')
  return (
    !twice &&
    !isBarred(parties, username) &&
    username !== parties.owner &&
    !hasPart(draft, draft.visit(step.visitId), step, username)
  )
}

function standDown(draft: Draft, step: Step): void {
  const { onBehalfOf, visitId, nodeId, stage, slot, before } = step
  if (step.kind !== 'deputy' || onBehalfOf === null) return
  draft.supersede([step])
  const own = draft
    .stageSteps(draft.visit(visitId))
    .some((one) => one.username === onBehalfOf && (one.status === 'open' || one.status === 'waiting'))
  if (own) return
  draft.open({ visitId, nodeId, stage, slot, before, username: onBehalfOf, kind: 'approver' })
}

/** The open turns that the customer's owner would have alone, which he never may. */
export function ownersLoneTurns(graph: FlowGraph, { owner, steps, visits }: CaseState): Step[] {
  if (owner === null) return []
  const isOwners = ({ username, onBehalfOf }: Step) => username === owner || onBehalfOf === owner
  return steps.filter((step) => {
    if (step.status !== 'open' || step.kind === 'revision' || !isOwners(step)) return false
    const node = nodeOf(graph, step.nodeId)
    const visit = visits.find(({ id }) => id === step.visitId)
    if (node.kind !== 'approve' || !visit) return false
    const others = steps.some(
      (one) =>
        one.visitId === visit.id &&
        one.stage === step.stage &&
        one.slot !== step.slot &&
        !isOwners(one) &&
        (one.status === 'open' || one.status === 'waiting' || one.status === 'approved'),
    )
    return (!others && !visit.unassigned) || signsAlone(node)
  })
}

function signsAlone(node: ApproveNode): boolean {
  const mode: SignMode = isChain(node) ? { kind: 'any' } : node.mode
  return mode.kind === 'any' || (mode.kind !== 'all' && mode.needed < 2)
}
