import { Refusal } from '../../../kernel/errors.js'
import { STEPS_PER_VISIT_MAX, type Step, type Visit } from './case-state.js'
import type { Draft } from './draft.js'
import { isBarred } from './eligible.js'
import type { ApproveNode } from './flow.js'
import { freeSlot, isByAuthority, openFor } from './seat.js'
import { put, supersedeSlot, type Signing } from './sign.js'

/** Gives the own turn to somebody else. */
export function delegate(draft: Draft, step: Step, node: ApproveNode, to: Invitation): void {
  if (!node.allow.delegate) throw new Refusal('approval_not_allowed')
  checkInvited(draft, step, to.username)
  if (to.username === draft.origin.owner)
    throw new Refusal('approval_person_barred', { username: to.username })
  if (isByAuthority(node) && !to.covers) throw new Refusal('approval_authority_insufficient')
  draft.decide(step.id, 'delegated', { decidedBy: to.by, comment: to.comment })
  const { visitId, nodeId, stage, slot, before, onBehalfOf } = step
  const opened = { visitId, nodeId, stage, slot, before, onBehalfOf }
  draft.open({ ...opened, username: to.username, kind: 'delegate' })
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
  if (to.username === draft.origin.owner)
    throw new Refusal('approval_person_barred', { username: to.username })
  if (isByAuthority(node) && !to.covers) throw new Refusal('approval_authority_insufficient')
  const { mode } = node
  const many = (mode.kind === 'nOf' || mode.kind === 'veto') && !isByAuthority(node)
  openFor(
    draft,
    visit,
    { username: to.username, onBehalfOf: null },
    many ? freeSlot(draft, visit) : 0,
    'assigned',
  )
  const slots = new Set(draft.stageSteps(visit).map(({ slot }) => slot)).size
  const plan = visit.plan.length > 0 ? visit.plan : [[{ username: to.username, onBehalfOf: null }]]
  draft.changeVisit(visit.id, { plan, unassigned: slots < visit.needed })
}

function checkInvited(draft: Draft, step: Step, username: string): void {
  checkPerson(draft, draft.visit(step.visitId), username)
}

/** Nobody who asked, and nobody who has a part in the level already: signatures are of different people. */
function checkPerson(draft: Draft, visit: Visit, username: string): void {
  if (isBarred(draft.origin, username)) throw new Refusal('approval_person_barred', { username })
  const steps = draft.stageSteps(visit)
  if (steps.some((step) => step.username === username && step.status !== 'delegated')) {
    throw new Refusal('approval_already_signer', { username })
  }
  if (draft.stepsOf(visit.id).length >= STEPS_PER_VISIT_MAX) throw new Refusal('approval_not_allowed')
}
