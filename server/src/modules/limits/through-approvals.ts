import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { actOnCase } from '../approvals/act-on-case.js'
import type { CaseRecord } from '../approvals/case-record.js'
import { lockRunningCase } from '../approvals/case-store.js'
import { mayPassBy, settleOutside } from '../approvals/decide-or-ask.js'
import type { Approvals } from '../approvals/subject.js'
import { lockGroups } from '../customers/group-store.js'
import { findProposal, type OpenProposal } from '../policy/proposal-list-store.js'
import { openRequestsAmong } from '../policy/proposal-store.js'
import {
  daysUntil,
  limitSubjectOf,
  mayGrantAlone,
  startLimitCase,
  type LimitSubject,
} from './limit-approval.js'

/** The approval of what the policy proposes after a change of grade. */
export const GRADE_CHANGE_SUBJECT = 'grade-change'

const limitSubjectKeys: readonly LimitSubject[] = ['limit-change', 'temporary-limit', 'credit-opening']

interface Accepting {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
  readonly reason: string
}

/**
 * Sorts proposals that somebody wants to accept. Where an approval runs, whoever is asked there signs with this
 * (`signed` when that ended it); where the built-in flow runs and the actor may grant it alone, the approval is not
 * needed any more; otherwise it waits for others. What no approval runs for is accepted directly.
 */
export async function throughApprovals(
  tx: Tx,
  approvals: Approvals,
  proposals: readonly OpenProposal[],
  accepting: Accepting,
): Promise<{ signed: Id[]; waiting: Id[]; direct: OpenProposal[] }> {
  const sorted = { signed: [] as Id[], waiting: [] as Id[], direct: [] as OpenProposal[] }
  await lockGroups(
    tx,
    proposals.map(({ groupId }) => groupId),
  )
  for (const proposal of proposals) {
    const running = await runningFor(tx, proposal)
    if (!running && (await startWantedApproval(tx, approvals, proposal, accepting)))
      sorted.waiting.push(proposal.id)
    else if (!running) sorted.direct.push(proposal)
    else if (await signs(tx, approvals, running, accepting)) sorted.signed.push(proposal.id)
    else if (await passesBy(tx, approvals, proposal, running, accepting)) sorted.direct.push(proposal)
    else sorted.waiting.push(proposal.id)
  }
  return sorted
}

/** Ends the approvals that run for proposals which are refused here. */
export async function voidApprovals(
  tx: Tx,
  approvals: Approvals,
  proposals: readonly OpenProposal[],
  doing: { readonly actor: Principal; readonly at: Date; readonly comment: string },
): Promise<void> {
  for (const { id, kind, approvalPath } of proposals) {
    for (const subject of subjectsOf({ kind, approvalPath })) {
      await settleOutside(tx, approvals, { subject, objectId: id }, doing)
    }
  }
}

/** Where the policy wants an approval for its own raise, accepting it begins that; false where it wants none. */
async function startWantedApproval(
  tx: Tx,
  approvals: Approvals,
  { id, kind, approvalPath }: OpenProposal,
  accepting: Accepting,
): Promise<boolean> {
  if (kind !== 'policy' || approvalPath === null) return false
  const [open] = await openRequestsAmong(tx, [id])
  if (open !== undefined) await startLimitCase(tx, approvals, id, accepting)
  return open !== undefined
}

/** As what a proposal may be in approval. */
function subjectsOf({ kind, approvalPath }: Pick<OpenProposal, 'kind' | 'approvalPath'>): readonly string[] {
  return kind === 'request' || approvalPath !== null ? limitSubjectKeys : [GRADE_CHANGE_SUBJECT]
}

async function runningFor(tx: Tx, { id, kind, approvalPath }: OpenProposal): Promise<CaseRecord | undefined> {
  for (const subject of subjectsOf({ kind, approvalPath })) {
    const running = await lockRunningCase(tx, subject, id)
    if (running) return running
  }
  return undefined
}

async function signs(
  tx: Tx,
  approvals: Approvals,
  running: CaseRecord,
  { actor, at, reason }: Accepting,
): Promise<boolean> {
  const step = running.state.steps.find((one) => one.username === actor.label && one.status === 'open')
  if (!step || step.kind === 'revision') return false
  const wanted = { kind: 'approve', stepId: step.id, conditions: null } as const
  const signing = { caseId: running.id, wanted, comment: reason, attachments: [], actor, at }
  const after = await actOnCase(tx, approvals, signing)
  return after.state.status === 'approved'
}

/** Nobody accepts what they asked for themselves: that is left to the acceptance, which says so. */
async function passesBy(
  tx: Tx,
  approvals: Approvals,
  { id }: OpenProposal,
  running: CaseRecord,
  { actor, at, today, reason }: Accepting,
): Promise<boolean> {
  const proposal = await findProposal(tx, id, null)
  if (!proposal || !(await mayPassBy(tx, running))) return false
  if (proposal.submittedBy === actor.label && !actor.allScopes) return true
  const { proposedMinor, currency, segmentCode, validTo, accountId, lineKind } = proposal
  const asked = {
    subject: limitSubjectOf(proposal),
    amount: proposedMinor === null ? null : { minor: proposedMinor, currency },
    ...{ accountId, lineKind, segmentCode, days: daysUntil(today, validTo), at },
  }
  if (!(await mayGrantAlone(tx, approvals, actor, asked, today))) return false
  await settleOutside(tx, approvals, running, { actor, at, comment: reason })
  return true
}
