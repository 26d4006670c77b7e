import { addDays } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Visit } from './case-state.js'
import { securitiesOf, type AskedSecurity } from './standing-conditions.js'
import type { Draft } from './draft.js'
import { isBarred } from './eligible.js'
import type { EndNode } from './flow.js'
import { nodeOf, type FlowGraph } from './flow-graph.js'

/** So many days before the last one, whoever may confirm is reminded. */
const REMIND_DAYS = 3

export interface Confirming {
  readonly kind: 'confirm-security'
  /** The approval that asks for the security. */
  readonly stepId: Id
  readonly by: string
  readonly reference: string
  readonly comment: string | null
}

/**
 * Comes to an end node. What was approved against security takes no effect yet: the case stays there until all of it is
 * confirmed, and is rejected when the first of it was not confirmed by its day.
 */
export function arriveAtEnd(draft: Draft, node: EndNode): void {
  if (node.outcome === 'approved' && missingOf(draft).length > 0) {
    const visit = draft.enter(node.id)
    askForSecurity(draft, visit)
    return
  }
  draft.enter(node.id, { status: 'passed', leftAt: draft.world.at })
  draft.complete(node.outcome)
}

/** Security of standing approvals that nobody has confirmed yet. */
function missingOf(draft: Draft): AskedSecurity[] {
  const path = { visits: draft.allVisits(), steps: draft.allSteps() }
  return securitiesOf(path).filter(({ confirmed }) => confirmed === null)
}

function askForSecurity(draft: Draft, visit: Visit): void {
  const [first] = missingOf(draft)
    .map(({ dueOn }) => dueOn)
    .sort()
  if (first === undefined) return
  const { at, endOf } = draft.world
  const dueAt = endOf(first)
  const remindAt = endOf(addDays(first, -REMIND_DAYS))
  const timer = remindAt > at ? ({ kind: 'remind', at: remindAt } as const) : dueTimer(dueAt)
  draft.changeVisit(visit.id, { dueAt, timer })
  draft.tell({ kind: 'security-awaited', visitId: visit.id })
}

const dueTimer = (at: Date) => ({ kind: 'due', at }) as const

/** Notes that a security is in place; the last one puts what was approved in force. */
export function confirmSecurity(graph: FlowGraph, draft: Draft, { stepId, by, reference }: Confirming): void {
  const visit = waitingEnd(graph, draft.activeVisits())
  const asked = missingOf(draft).find((one) => one.stepId === stepId)
  if (!visit || !asked) throw new Refusal('approval_security_not_awaited')
  // Whoever asks for the credit, or owns the customer, does not vouch for what secures it.
  if (isBarred(draft.parties, by) || by === draft.owner)
    throw new Refusal('approval_person_barred', { username: by })
  const { conditions } = draft.step(stepId)
  if (!conditions?.security) throw new Error('a security without its conditions')
  const confirmed = { by, at: draft.world.at, reference }
  draft.changeStep(stepId, { conditions: { ...conditions, security: { ...conditions.security, confirmed } } })
  if (missingOf(draft).length > 0) {
    askForSecurity(draft, visit)
    return
  }
  draft.leave(visit.id, 'passed')
  draft.complete('approved')
}

/** The stay at an end node, where security is awaited; none when everybody has still to sign. */
export function waitingEnd(graph: FlowGraph, visits: readonly Visit[]): Visit | undefined {
  return visits.find(({ nodeId, status }) => status === 'active' && nodeOf(graph, nodeId).kind === 'end')
}

/** Reminds, or lets the approval lapse: nothing of it was in force. */
export function runSecurityTimer(draft: Draft, visit: Visit): void {
  const { timer, dueAt } = visit
  if (!timer || !dueAt || timer.at > draft.world.at) return
  if (timer.kind === 'remind') {
    draft.changeVisit(visit.id, { timer: dueTimer(dueAt) })
    draft.tell({ kind: 'security-awaited', visitId: visit.id })
    return
  }
  draft.leave(visit.id, 'expired')
  draft.complete('rejected')
}
