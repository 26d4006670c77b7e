import type { Step, Visit } from './case-state.js'
import type { Draft } from './draft.js'
import { isBarred } from './eligible.js'
import type { ApproveNode } from './flow.js'
import { isByAuthority } from './seat.js'
import { tallyOf } from './signatures.js'

/** Somebody who may take over a turn: whom a deputy acted for, the named successor, a manager. */
export interface Taker {
  readonly username: string
  readonly kind: 'approver' | 'delegate' | 'escalation'
  /** The taker's own authority covers the request; counts in nodes by authority only. */
  readonly covers: boolean
}

/**
 * Gives a turn to the first of these who may sign it. Where nobody may, those who were asked together with the person
 * decide; where they are too few for the level it waits visibly for somebody to be assigned.
 */
export function passOn(draft: Draft, step: Step, node: ApproveNode, takers: readonly Taker[]): void {
  const visit = draft.visit(step.visitId)
  const company = draft
    .stageSteps(visit)
    .some((one) => one.slot === step.slot && one.id !== step.id && one.status === 'open')
  const asked = company ? takers.filter(({ kind }) => kind !== 'escalation') : takers
  const taker = asked.find((one) => mayTake(draft, visit, step, node, one))
  if (!taker) {
    vacate(draft, visit, step)
    return
  }
  draft.decide(step.id, 'delegated', { decidedBy: null, comment: null })
  const { visitId, nodeId, stage, slot, before } = step
  draft.open({ visitId, nodeId, stage, slot, before, username: taker.username, kind: taker.kind })
}

function mayTake(draft: Draft, visit: Visit, step: Step, node: ApproveNode, taker: Taker): boolean {
  const { username } = taker
  if (isBarred(draft.parties, username) || username === draft.owner) return false
  if (hasPart(draft, visit, step, username)) return false
  const decides = isByAuthority(node) && visit.stage + 1 >= visit.plan.length
  return !decides || visit.covered || step.before !== null || taker.covers
}

/** Whether somebody has a part in the level already; a turn in the same slot that is over is none. */
export function hasPart(draft: Draft, visit: Visit, { slot }: Pick<Step, 'slot'>, username: string): boolean {
  return draft.stageSteps(visit).some((one) => {
    if (one.username !== username || one.status === 'delegated') return false
    return one.slot !== slot || (one.status !== 'superseded' && one.status !== 'escalated')
  })
}

function vacate(draft: Draft, visit: Visit, step: Step): void {
  const others = draft
    .stageSteps(visit)
    .filter(
      ({ id, slot, status }) =>
        slot === step.slot && id !== step.id && (status === 'open' || status === 'waiting'),
    )
  draft.supersede([step], others.length > 0 ? 'superseded' : 'escalated')
  const asker = others.find(({ id, status }) => id === step.before && status === 'waiting')
  // Whoever asked for this signature first decides without it.
  if (asker && !others.some(({ before, status }) => before === asker.id && status === 'open')) {
    draft.reopen(asker.id)
  }
  const { approved, open } = tallyOf(draft.stageSteps(visit))
  if (approved + open < visit.needed) leaveUnassigned(draft, visit)
}

function leaveUnassigned(draft: Draft, visit: Visit): void {
  draft.changeVisit(visit.id, { unassigned: true })
  draft.tell({ kind: 'unassigned', visitId: visit.id })
}

/** Gives a request that was sent back to whoever looks after it now. */
export function passRevisionOn(draft: Draft, step: Step): void {
  const visit = draft.visit(step.visitId)
  draft.supersede([step], 'escalated')
  if (draft.speaker === step.username) leaveUnassigned(draft, visit)
  else askForRevisionAgain(draft, visit)
}

export function askForRevisionAgain(draft: Draft, { id: visitId, nodeId }: Visit): void {
  draft.changeVisit(visitId, { unassigned: false })
  draft.open({ visitId, nodeId, stage: 0, slot: 0, username: draft.speaker, kind: 'revision' })
}

/** Nobody speaks for a request and decides on it: who has a part in it as a signer does not look after it. */
export function mayLookAfter(draft: Draft, username: string): boolean {
  if (isBarred(draft.parties, username)) return draft.speaker !== username
  return !draft
    .allSteps()
    .some(
      ({ username: signer, onBehalfOf, kind, status }) =>
        (signer === username || onBehalfOf === username) &&
        kind !== 'revision' &&
        (status === 'open' || status === 'waiting' || status === 'approved' || status === 'rejected'),
    )
}

export function lookAfter(draft: Draft, username: string): void {
  draft.caretaker = username
  draft.barred = [...new Set([...draft.barred, username])]
}
