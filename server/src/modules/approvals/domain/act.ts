import { Refusal, unreachable } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Conditions } from './conditions.js'
import type { CaseState, Moved, Step, Surroundings, Visit } from './case-state.js'
import { Draft } from './draft.js'
import type { Found } from './eligible.js'
import { nodeOf, type FlowGraph } from './flow-graph.js'
import { addSignerAfter, addSignerBefore, assign, assignCaretaker, delegate } from './involve.js'
import { runTimer, seatEscalation, seatPeople } from './seat.js'
import { confirmSecurity, runSecurityTimer, type Confirming } from './secure.js'
import { sendBack } from './send-back.js'
import { passOver } from './pass-over.js'
import { approve, reject, settle, type Signing } from './sign.js'
import { tendTo, type Tending } from './tend.js'
import { walkOn } from './walk.js'

interface OnStep {
  readonly stepId: Id
  readonly by: string
  readonly comment: string | null
}

/** What may happen to a case. `covers` counts in nodes by authority only: the use case knows the authorities. */
export type Action =
  | (OnStep & {
      readonly kind: 'approve'
      readonly conditions: Conditions | null
      readonly covers: boolean
    })
  | (OnStep & { readonly kind: 'reject' })
  | (OnStep & { readonly kind: 'return'; readonly toNodeId: string })
  | (OnStep & {
      readonly kind: 'add-signer'
      readonly username: string
      readonly when: 'before' | 'after'
      readonly covers: boolean
    })
  | (OnStep & { readonly kind: 'delegate'; readonly username: string; readonly covers: boolean })
  | (OnStep & { readonly kind: 'resubmit' })
  | { readonly kind: 'withdraw'; readonly by: string }
  | { readonly kind: 'void' }
  | {
      readonly kind: 'assign'
      readonly visitId: Id
      readonly by: string
      readonly username: string
      readonly comment: string | null
      readonly covers: boolean
    }
  | { readonly kind: 'timer'; readonly visitId: Id }
  | Confirming
  | Tending

/** Starts a case: it walks to the first people. */
export function begin(graph: FlowGraph, state: CaseState, world: Surroundings): Moved {
  const { start } = graph
  if (!start) throw new Error('the flow has no start')
  const draft = new Draft(state, world)
  draft.enter(start.id, { status: 'passed', leftAt: world.at })
  walkOn(graph, draft, start.id)
  return draft.result()
}

/**
 * What an action makes of a case: pure, the same inputs always give the same result. Throws a refusal when it is not
 * possible. A visit of the result that `needs` people gets them by `seat` before the case is stored. Repeating a
 * decision that the same person has made changes nothing.
 */
export function act(graph: FlowGraph, state: CaseState, action: Action, world: Surroundings): Moved {
  if (repeats(state, action)) return { state, effects: [] }
  const draft = new Draft(state, world)
  if (!draft.running) throw new Refusal('approval_case_closed', { status: state.status })
  switch (action.kind) {
    case 'withdraw':
      if (action.by !== state.submitter && action.by !== state.caretaker)
        throw new Refusal('approval_not_yours')
      draft.complete('withdrawn')
      break
    case 'void':
      draft.complete('void')
      break
    case 'timer':
      onTimer(graph, draft, action.visitId)
      break
    case 'assign':
      assignOn(graph, draft, action)
      break
    case 'pass-on':
    case 'stand-in':
    case 'stand-down':
    case 'look-after':
    case 'owner':
      tendTo(graph, draft, action)
      break
    case 'confirm-security':
      confirmSecurity(graph, draft, action)
      break
    case 'resubmit':
      resubmit(graph, draft, action)
      break
    default:
      onStep(graph, draft, action)
  }
  return draft.result()
}

/** Gives the first visit that waits for names its people. */
export function seat(
  graph: FlowGraph,
  state: CaseState,
  visit: Visit,
  found: Found,
  world: Surroundings,
): Moved {
  const draft = new Draft(state, world)
  const node = nodeOf(graph, visit.nodeId)
  if (node.kind !== 'approve') throw new Error(`${node.id} takes no people`)
  if (visit.needs === 'escalation') seatEscalation(draft, visit, found)
  else {
    seatPeople(draft, visit, node, found)
    if (passOver(graph, draft, visit.id, node)) settle(graph, draft, visit.id, node)
  }
  return draft.result()
}

function repeats(state: CaseState, action: Action): boolean {
  if (action.kind === 'confirm-security') {
    const confirmed = state.steps.find(({ id }) => id === action.stepId)?.conditions?.security?.confirmed
    return confirmed?.by === action.by && confirmed.reference === action.reference
  }
  if (action.kind !== 'approve' && action.kind !== 'reject') return false
  const step = state.steps.find(({ id }) => id === action.stepId)
  const decision = action.kind === 'approve' ? 'approved' : 'rejected'
  return step?.status === decision && step.decidedBy === action.by
}

type StepAction = Exclude<Extract<Action, OnStep>, Confirming>

/** The open step of whoever acts. */
function openStep(draft: Draft, { stepId, by }: OnStep): Step {
  const step = draft.step(stepId)
  if (step.username !== by) throw new Refusal('approval_not_yours')
  if (step.status !== 'open' || draft.visit(step.visitId).status !== 'active') {
    throw new Refusal('approval_step_decided')
  }
  return step
}

function onStep(graph: FlowGraph, draft: Draft, action: Exclude<StepAction, { kind: 'resubmit' }>): void {
  const step = openStep(draft, action)
  const node = nodeOf(graph, step.nodeId)
  if (node.kind !== 'approve') throw new Refusal('approval_not_allowed')
  const { by, comment } = action
  const plain: Signing = { by, comment, conditions: null, covers: false }
  switch (action.kind) {
    case 'approve':
      approve(graph, draft, step, node, { ...plain, conditions: action.conditions, covers: action.covers })
      break
    case 'reject':
      reject(graph, draft, step, node, plain)
      break
    case 'return':
      if (!node.allow.return) throw new Refusal('approval_not_allowed')
      sendBack(graph, draft, step, action.toNodeId, { by, comment: comment ?? '' })
      break
    case 'delegate':
      delegate(draft, step, node, action)
      break
    case 'add-signer':
      if (action.when === 'before') addSignerBefore(draft, step, node, action)
      else addSignerAfter(draft, step, node, action, { ...plain, covers: action.covers })
      break
    default:
      unreachable(action)
  }
}

function resubmit(graph: FlowGraph, draft: Draft, action: OnStep): void {
  const step = openStep(draft, action)
  if (step.kind !== 'revision') throw new Refusal('approval_not_allowed')
  draft.decide(step.id, 'approved', { decidedBy: action.by, comment: action.comment })
  draft.leave(step.visitId, 'passed')
  walkOn(graph, draft, step.nodeId)
}

function onTimer(graph: FlowGraph, draft: Draft, visitId: Id): void {
  const visit = draft.allVisits().find(({ id, status }) => id === visitId && status === 'active')
  if (!visit) return
  const node = nodeOf(graph, visit.nodeId)
  if (node.kind === 'approve') runTimer(draft, visit, node)
  else if (node.kind === 'end') runSecurityTimer(draft, visit)
}

function assignOn(graph: FlowGraph, draft: Draft, action: Extract<Action, { kind: 'assign' }>): void {
  const visit = draft.visit(action.visitId)
  const node = nodeOf(graph, visit.nodeId)
  if (visit.status !== 'active') throw new Refusal('approval_not_allowed')
  if (node.kind === 'start') assignCaretaker(draft, visit, action)
  else if (node.kind === 'approve') assign(draft, visit, node, action)
  else throw new Refusal('approval_not_allowed')
}
