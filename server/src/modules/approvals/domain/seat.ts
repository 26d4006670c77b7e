import type { Candidate, Visit } from './case-state.js'
import type { Draft } from './draft.js'
import { eligible, type Found } from './eligible.js'
import type { ApproveNode, SignMode, TimeLimit } from './flow.js'
import { tallyOf } from './signatures.js'

const ANY: SignMode = { kind: 'any' }
const HOURS_BETWEEN_REMINDERS = 8

/** True for approvers who come as levels that sign one after the other. */
export function isChain(node: ApproveNode): boolean {
  return node.approvers.some(({ kind }) => kind === 'managerChain' || kind === 'authority')
}

export function isByAuthority(node: ApproveNode): boolean {
  return node.approvers.some(({ kind }) => kind === 'authority')
}

/** So many different people must be able to sign before a level can be decided. */
function peopleNeeded(mode: SignMode): number {
  return mode.kind === 'nOf' || mode.kind === 'veto' ? mode.needed : 1
}

/** Gives a node its people, once they are known: the first level is asked. */
export function seatPeople(draft: Draft, visit: Visit, node: ApproveNode, found: Found): void {
  const mode = isChain(node) ? ANY : node.mode
  const levels = found.stages
    .map((people) => eligible(draft.parties, people, mode))
    .filter((people) => people.length > 0)
  const enough = levels.length > 0 && levels.every((people) => people.length >= peopleNeeded(mode))
  // Where authority decides, nobody without it stands in.
  const fallback = !enough && !isByAuthority(node)
  const plan = fallback
    ? [eligible(draft.parties, [...found.stages.flat(), ...found.fallback], mode)]
    : levels
  draft.changeVisit(visit.id, { needs: null, plan, fallback })
  askLevel(draft, visit.id, node, 0)
}

/** Asks the people of a level. */
export function askLevel(draft: Draft, visitId: string, node: ApproveNode, stage: number): void {
  const mode = isChain(node) ? ANY : node.mode
  // Since the level was planned somebody in it may have come to speak for the request, or to own the customer.
  const people = eligible(draft.parties, draft.visit(visitId).plan[stage] ?? [], mode)
  const unassigned = people.length < peopleNeeded(mode)
  draft.changeVisit(visitId, {
    stage,
    needed: mode.kind === 'all' ? Math.max(1, people.length) : peopleNeeded(mode),
    vetoing: mode.kind !== 'nOf',
    unassigned,
    ...timesOf(draft, node.timeLimit),
  })
  for (const [index, { username, onBehalfOf }] of people.entries()) {
    draft.open({
      visitId,
      nodeId: node.id,
      stage,
      slot: mode.kind === 'any' ? 0 : index,
      username,
      onBehalfOf,
      kind: onBehalfOf === null ? 'approver' : 'deputy',
    })
  }
  if (unassigned) draft.tell({ kind: 'unassigned', visitId })
}

function timesOf(draft: Draft, limit: TimeLimit | null): Pick<Visit, 'dueAt' | 'timer'> {
  if (!limit) return { dueAt: null, timer: null }
  const { after } = draft.world
  const dueAt = after(limit.workingHours)
  const remindAfter = limit.remindBefore === null ? null : limit.workingHours - limit.remindBefore
  const timer =
    remindAfter !== null && remindAfter > 0
      ? ({ kind: 'remind', at: after(remindAfter) } as const)
      : ({ kind: 'due', at: dueAt } as const)
  return { dueAt, timer }
}

/** Does what the time limit of a node says. Runs late or twice without harm: the visit holds what comes next. */
export function runTimer(draft: Draft, visit: Visit, node: ApproveNode): void {
  const { timer, dueAt } = visit
  if (!timer || timer.at > draft.world.at || !node.timeLimit) return
  if (timer.kind === 'remind') {
    draft.changeVisit(visit.id, { timer: dueAt && { kind: 'due', at: dueAt } })
    remind(draft, visit, false)
    return
  }
  if (node.timeLimit.onTimeout === 'reject') {
    draft.leave(visit.id, 'expired')
    draft.complete('rejected')
    return
  }
  const again = { kind: 'due', at: draft.world.after(HOURS_BETWEEN_REMINDERS) } as const
  const escalates = node.timeLimit.onTimeout === 'escalate' && !visit.escalated
  draft.changeVisit(visit.id, {
    timer: again,
    ...(escalates ? { needs: 'escalation', escalated: true } : {}),
  })
  if (!escalates) remind(draft, visit, true)
}

function remind(draft: Draft, visit: Visit, late: boolean): void {
  const usernames = draft
    .stageSteps(visit)
    .flatMap(({ status, username }) => (status === 'open' ? [username] : []))
  draft.tell({ kind: 'remind', visitId: visit.id, usernames, late })
}

/** Those to whom a late decision goes take the place of everybody who has not signed; any one of them decides. */
export function seatEscalation(draft: Draft, visit: Visit, found: Found): void {
  draft.changeVisit(visit.id, { needs: null })
  const steps = draft.stageSteps(visit)
  const signed = new Set(
    steps.flatMap(({ status, username }) =>
      status === 'approved' || status === 'rejected' ? [username] : [],
    ),
  )
  const people = eligible(draft.parties, found.stages.flat(), ANY).filter(
    ({ username }) => !signed.has(username),
  )
  if (people.length === 0) {
    remind(draft, visit, true)
    return
  }
  draft.supersede(steps, 'escalated')
  const { approved } = tallyOf(draft.stageSteps(visit))
  draft.changeVisit(visit.id, { needed: approved + 1, vetoing: true, unassigned: false })
  const slot = freeSlot(draft, visit)
  for (const person of people) openFor(draft, visit, person, slot, 'escalation')
}

/** A slot that nobody of the level has yet. */
export function freeSlot(draft: Draft, visit: Visit): number {
  return Math.max(-1, ...draft.stageSteps(visit).map(({ slot }) => slot)) + 1
}

export function openFor(
  draft: Draft,
  visit: Visit,
  { username, onBehalfOf }: Candidate,
  slot: number,
  kind: 'escalation' | 'assigned',
): void {
  draft.open({
    visitId: visit.id,
    nodeId: visit.nodeId,
    stage: visit.stage,
    slot,
    username,
    onBehalfOf,
    kind,
  })
}
