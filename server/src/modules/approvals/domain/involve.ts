import { Refusal } from '../../../kernel/errors.js'
import { STEPS_PER_VISIT_MAX, type Step, type Visit } from './case-state.js'
import type { Draft } from './draft.js'
import { isBarred } from './eligible.js'
import type { ApproveNode } from './flow.js'
import { freeSlot, isByAuthority, openFor } from './seat.js'
import { askForRevisionAgain, lookAfter, mayLookAfter } from './take-over.js'
import { put, supersedeSlot, type Signing } from './sign.js'
import { tallyOf } from './signatures.js'

/** Gives the own turn to somebody else. */
export function delegate(draft: Draft, step: Step, node: ApproveNode, to: Invitation): void {
  if (!node.allow.delegate) throw new Refusal('approval_not_allowed')
  checkInvited(draft, step, to.username)
  if (to.username === draft.owner) throw new Refusal('approval_person_barred', { username: to.username })
  if (isByAuthority(node) && !to.covers) throw new Refusal('approval_authority_insufficient')
  draft.decide(step.id, 'delegated', { decidedBy: to.by, comment: to.comment })
  dismissStandIns(draft, step)
  const { visitId, nodeId, stage, slot, before, onBehalfOf } = step
  const opened = { visitId, nodeId, stage, slot, before, onBehalfOf }
  draft.open({ ...opened, username: to.username, kind: 'delegate' })
}

/** Of a person and the deputy who were both asked, the other one is not needed once one has given the turn away. */
function dismissStandIns(draft: Draft, step: Step): void {
  const pair = draft
    .stepsOf(step.visitId)
    .filter(
      ({ slot, username, onBehalfOf }) =>
        slot === step.slot && (onBehalfOf === step.username || username === step.onBehalfOf),
    )
  draft.supersede(pair)
}

export interface Invitation {
  readonly by: string
  readonly username: string
  readonly comment: string | null
  /** The invited person's authority covers the request. */
  readonly covers: boolean
}

/** Asks somebody to sign first; the own turn comes again after that. */
export function addSignerBefore(draft: Draft, step: Step, node: ApproveNode, to: Invitation): void {
  if (!node.allow.addSigner) throw new Refusal('approval_not_allowed')
  checkInvited(draft, step, to.username)
  draft.changeStep(step.id, { status: 'waiting' })
  dismissStandIns(draft, step)
  const { visitId, nodeId, stage, slot } = step
  draft.open({ visitId, nodeId, stage, slot, before: step.id, username: to.username, kind: 'added' })
}

/** Signs, and leaves the last word of this signature to somebody else. */
export function addSignerAfter(
  draft: Draft,
  step: Step,
  node: ApproveNode,
  to: Invitation,
  signing: Signing,
): void {
  if (!node.allow.addSigner) throw new Refusal('approval_not_allowed')
  checkInvited(draft, step, to.username)
  const visit = draft.visit(step.visitId)
  const last = visit.stage + 1 >= visit.plan.length
  if (isByAuthority(node) && last && !signing.covers && !visit.covered) {
    throw new Refusal('approval_authority_insufficient')
  }
  put(draft, step, signing)
  if (step.before === null) supersedeSlot(draft, step)
  const { visitId, nodeId, stage, slot, before } = step
  draft.open({ visitId, nodeId, stage, slot, before, username: to.username, kind: 'added' })
}

/** A manager of approvals names somebody where nobody can decide. Not themselves, and nobody who lacks authority. */
export function assign(draft: Draft, visit: Visit, node: ApproveNode, to: Invitation): void {
  if (!visit.unassigned || to.username === to.by) throw new Refusal('approval_not_allowed')
  checkPerson(draft, visit, to.username)
  if (to.username === draft.owner) throw new Refusal('approval_person_barred', { username: to.username })
  if (isByAuthority(node) && !to.covers) throw new Refusal('approval_authority_insufficient')
  const assigned = { username: to.username, onBehalfOf: null }
  openFor(draft, visit, assigned, freeSlot(draft, visit), 'assigned')
  const { approved, rejected, open } = tallyOf(draft.stageSteps(visit))
  const plan = visit.plan.length > 0 ? visit.plan : [[assigned]]
  draft.changeVisit(visit.id, { plan, unassigned: approved + rejected + open < visit.needed })
}

/** A manager of approvals names who looks after a request that was sent back when whoever asked has left. */
export function assignCaretaker(draft: Draft, visit: Visit, to: Invitation): void {
  if (!visit.unassigned || to.username === to.by) throw new Refusal('approval_not_allowed')
  if (!mayLookAfter(draft, to.username))
    throw new Refusal('approval_person_barred', { username: to.username })
  lookAfter(draft, to.username)
  askForRevisionAgain(draft, visit)
}

function checkInvited(draft: Draft, step: Step, username: string): void {
  checkPerson(draft, draft.visit(step.visitId), username)
}

/** Nobody who asked, and nobody who has a part in the level already: signatures are of different people. */
function checkPerson(draft: Draft, visit: Visit, username: string): void {
  if (isBarred(draft.parties, username)) throw new Refusal('approval_person_barred', { username })
  const steps = draft.stageSteps(visit)
  if (steps.some((step) => step.username === username && step.status !== 'delegated')) {
    throw new Refusal('approval_already_signer', { username })
  }
  if (draft.stepsOf(visit.id).length >= STEPS_PER_VISIT_MAX) throw new Refusal('approval_not_allowed')
}
