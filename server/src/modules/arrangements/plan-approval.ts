import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import type { Id } from '../../kernel/ids.js'
import type { ApprovalSubject, Ending } from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { planTransitions, type PlanStatus } from './domain/plan-standing.js'
import { listPlans, lockPlan, putPlan, requestedPlansAmong } from './plan-store.js'

export const INSTALMENT_PLAN = 'instalment-plan'

/** An instalment plan, decided by approval. */
export const instalmentPlanSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: INSTALMENT_PLAN,
  name: { zh: '分期还款', en: 'Instalment plan' },
  fields: [
    { key: 'amount', name: { zh: '分期金额（本位币）', en: 'Amount in base currency' }, type: 'amount' },
    { key: 'rates', name: { zh: '期数', en: 'Rates' }, type: 'number' },
  ],
  conditions: { amount: false, validity: false, security: true },
  hasAmount: true,
  hasOwner: true,
  authority: 'instalment-plan',
  permissionWhenUnsaid: 'limits:write',
  async lock(tx, { objectId }) {
    const [plan] = await listPlans(tx, { id: objectId }, { limit: 1 })
    if (plan) await lockGroups(tx, [plan.groupId])
  },
  stillOpen: requestedPlansAmong,
  grant: (tx, { objectId }, ending) => decide(tx, objectId, 'approved', ending),
  decline: (tx, { objectId }, ending) => decide(tx, objectId, 'rejected', ending),
}

async function decide(
  tx: Tx,
  id: Id,
  status: Extract<PlanStatus, 'approved' | 'rejected'>,
  { actor, at, today, comment }: Ending,
): Promise<void> {
  const before = await lockPlan(tx, id)
  if (!before) throw new Refusal('plan_not_found', { id })
  // A plan that was taken back declines nothing any more.
  if (!planTransitions[before.status].includes(status)) return
  const ended = status === 'rejected' ? { endedOn: today, endedAt: at, endedBy: actor.label } : {}
  await putPlan(tx, { ...before, status, ...ended, endReason: status === 'rejected' ? comment : null })
  await recordAudit(tx, {
    ...{
      actor,
      action: `instalment-plan.${status}`,
      objectType: 'customer',
      objectId: before.customerCode,
      at,
    },
    ...{ before: { planId: id, status: before.status }, after: { status }, reason: comment },
  })
}
