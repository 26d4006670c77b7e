import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { settleOutside } from '../approvals/decide-or-ask.js'
import { listCustomerSecurities } from '../approvals/customer-security-store.js'
import type { Approvals } from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { planTransitions } from './domain/plan-standing.js'
import { linkEvidence } from './link-evidence.js'
import type { Doing } from './make-promise.js'
import { INSTALMENT_PLAN } from './plan-approval.js'
import { listPlans, lockPlan, putPlan, type GuarantorConsent, type ListedPlan } from './plan-store.js'

export interface Activation {
  /** The uploaded file with the written commitment of the debtor. */
  readonly commitmentId: Id
  readonly guarantorConsent: GuarantorConsent
  readonly guarantorNote: string | null
  /** The uploaded file with the guarantor's written consent. */
  readonly consentId: Id | null
}

async function lockedPlan(tx: Tx, id: Id): Promise<ListedPlan> {
  const [seen] = await listPlans(tx, { id }, { limit: 1 })
  if (seen) await lockGroups(tx, [seen.groupId])
  const plan = seen && (await lockPlan(tx, id))
  if (!plan) throw new Refusal('plan_not_found', { id })
  return plan
}

/**
 * Puts an approved plan in force: from now on what it covers is not asked for. Wants the debtor's written commitment,
 * and an answer about guarantors: an extension without their written consent leaves the guarantee period as it was
 * (Civil Code Art. 695), so that the guarantee may lapse while the rates run. Where a guarantee is known, nobody can say
 * that there is none; who goes on without asking says why.
 */
export async function activatePlan(
  tx: Tx,
  id: Id,
  { commitmentId, guarantorConsent, guarantorNote, consentId }: Activation,
  { actor, at, today }: Doing,
): Promise<ListedPlan> {
  const before = await lockedPlan(tx, id)
  if (!planTransitions[before.status].includes('active'))
    throw new Refusal('plan_not_approved', { status: before.status })
  const guaranteed = (await listCustomerSecurities(tx, before.customerCode)).some(
    ({ security }) => security.kind === 'guarantee',
  )
  if (guarantorConsent === 'no_guarantee' && guaranteed) throw new Refusal('plan_guarantee_known')
  if (guarantorConsent === 'consented' && consentId === null) throw new Refusal('plan_consent_needed')
  if (guarantorConsent === 'not_asked' && guarantorNote === null) throw new Refusal('plan_note_needed')
  const files = [commitmentId, ...(consentId === null ? [] : [consentId])]
  await linkEvidence(tx, files, { type: 'instalment-plan', id, customerId: before.customerId }, { actor, at })
  const after: ListedPlan = {
    ...{ ...before, status: 'active', commitmentId, guarantorConsent, guarantorNote },
    ...{ activatedOn: today, activatedBy: actor.label, activatedAt: at },
  }
  await putPlan(tx, after)
  await recordAudit(tx, {
    ...{
      actor,
      action: 'instalment-plan.activated',
      objectType: 'customer',
      objectId: before.customerCode,
      at,
    },
    before: { planId: id, status: before.status },
    after: { status: after.status, commitmentId, guarantorConsent, consentId },
    reason: guarantorNote,
  })
  return after
}

/** Takes back a plan that is not in force yet, or ends one that is: what it covered is owed at once again. */
export async function endPlan(
  tx: Tx,
  approvals: Approvals,
  id: Id,
  reason: string,
  { actor, at, today }: Doing,
): Promise<ListedPlan> {
  const before = await lockedPlan(tx, id)
  const status = before.status === 'active' ? 'cancelled' : 'withdrawn'
  if (!planTransitions[before.status].includes(status))
    throw new Refusal('plan_ended', { status: before.status })
  const after: ListedPlan = {
    ...{ ...before, status, endReason: reason, endedOn: today, endedAt: at, endedBy: actor.label },
  }
  await putPlan(tx, after)
  await settleOutside(
    tx,
    approvals,
    { subject: INSTALMENT_PLAN, objectId: id },
    { actor, at, comment: reason },
  )
  await recordAudit(tx, {
    ...{
      actor,
      action: `instalment-plan.${status}`,
      objectType: 'customer',
      objectId: before.customerCode,
      at,
    },
    ...{ before: { planId: id, status: before.status }, after: { status }, reason },
  })
  return after
}
