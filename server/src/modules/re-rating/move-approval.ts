import { systemPrincipal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { CaseRecord } from '../approvals/case-record.js'
import { lockRunningCase } from '../approvals/case-store.js'
import { startCase } from '../approvals/start-case.js'
import { unconditional, type Approvals, type ApprovalSubject } from '../approvals/subject.js'
import { recordAudits } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { acceptProposals } from '../limits/accept-proposals.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import { findProposal, findProposalsById } from '../policy/proposal-list-store.js'
import { decideProposals, openRequestsAmong } from '../policy/proposal-store.js'
import { GRADE_CHANGE_SUBJECT } from '../limits/through-approvals.js'
import { grades } from '../scoring/domain/grade-scale.js'
import type { RatingMove } from '../scoring/re-rating/move-store.js'

/** Puts what the policy proposed after a change of grade to approval; null when that runs already. */
export async function startMoveCase(
  tx: Tx,
  approvals: Approvals,
  proposalId: Id,
  { move, at }: { readonly move: RatingMove; readonly at: Date },
): Promise<Id | null> {
  const proposal = await findProposal(tx, proposalId, null)
  if (!proposal || (await lockRunningCase(tx, GRADE_CHANGE_SUBJECT, proposalId))) return null
  const { customerName, customerCode, segmentCode, ownerUsername, proposedMinor, currency } = proposal
  const from = move.fromGrade ?? ''
  const record = await startCase(
    tx,
    approvals,
    {
      ...{ subject: GRADE_CHANGE_SUBJECT, objectId: proposalId, submitter: 'system', barred: [] },
      title: {
        zh: `${customerName} 评级 ${from} → ${move.toGrade} 后的额度与账期`,
        en: `Limit and terms of ${customerName} after ${from} → ${move.toGrade}`,
      },
      ...{ ownerUsername, customerCode, customerName, segmentCode },
      amount: proposedMinor === null ? null : { minor: proposedMinor, currency },
      ...{ overLimitBp: null, days: null, reason: null },
      request: { moveId: move.id, from, to: move.toGrade, netDays: proposal.proposedNetDays },
      fields: { grade: move.toGrade, notches: String(move.notches), segment: segmentCode },
    },
    { actor: systemPrincipal, at },
  )
  return record.id
}

/** What follows from a change of grade, decided by approval: the limit and the terms that the policy proposes. */
export function gradeChangeSubject(effects: LimitEffects): Omit<ApprovalSubject, 'dossier' | 'actions'> {
  return {
    key: GRADE_CHANGE_SUBJECT,
    name: { zh: '评级变动后的额度', en: 'Limit after a change of grade' },
    fields: [
      { key: 'grade', name: { zh: '新等级', en: 'New grade' }, type: 'choice', choices: grades },
      { key: 'notches', name: { zh: '升降级数', en: 'Notches up or down' }, type: 'number' },
      { key: 'segment', name: { zh: '信用段', en: 'Segment' }, type: 'text' },
    ],
    conditions: unconditional,
    hasAmount: true,
    hasOwner: true,
    authority: 'limit-change',
    permissionWhenUnsaid: 'limits:write',
    lock: async (tx, { objectId }) => {
      const [proposal] = await findProposalsById(tx, [objectId], null)
      if (proposal) await lockGroups(tx, [proposal.groupId])
    },
    stillOpen: openRequestsAmong,
    async grant(tx, { objectId }, { actor, at, today, comment }) {
      const proposals = await findProposalsById(tx, [objectId], null)
      const reason = comment ?? '评级变动 / Change of grade'
      const { accepted } = await acceptProposals(tx, proposals, { actor, at, today, effects, reason })
      if (accepted.length === 0) throw new Refusal('proposal_not_found', { id: objectId })
    },
    decline: (tx, record, { actor, at, comment }) => declineMove(tx, record, { actor, at, comment }),
  }
}

async function declineMove(
  tx: Tx,
  { objectId }: CaseRecord,
  {
    actor,
    at,
    comment,
  }: { readonly actor: typeof systemPrincipal; readonly at: Date; readonly comment: string | null },
): Promise<void> {
  const decided = await decideProposals(tx, [objectId], {
    ...{ status: 'rejected', by: actor.label, at, reason: comment },
  })
  await recordAudits(
    tx,
    decided.map(({ id }) => ({
      ...{ actor, action: 'limit-proposal.rejected', objectType: 'limit-proposal', objectId: id },
      ...{ reason: comment, at },
    })),
  )
}
