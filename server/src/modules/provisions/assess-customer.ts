import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import { endAssessmentRow, insertAssessment, lockAssessment, type Assessment } from './assessment-store.js'

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

interface Judgement {
  readonly customerCode: string
  readonly lossBp: number
  readonly reason: string
  readonly evidence: string
  readonly validFrom: CalendarDay
}

/** Takes a customer out of the matrix. Refuses an unknown customer and one that is assessed already. */
export async function assessCustomer(
  tx: Tx,
  { customerCode, ...judgement }: Judgement,
  { actor, at }: Doing,
): Promise<Assessment> {
  const customer = await findCustomer(tx, customerCode, null)
  if (!customer) throw new Refusal('customer_not_found', { code: customerCode })
  const assessment = { ...judgement, id: newId(), assessedBy: actor.label, assessedAt: at }
  if (!(await insertAssessment(tx, customer.id, assessment)))
    throw new Refusal('provision_assessment_running', { customer: customerCode })
  const { lossBp, validFrom, evidence, reason } = judgement
  await recordAudit(tx, {
    ...{ actor, at, action: 'provision-assessment.made', objectType: 'customer', objectId: customerCode },
    ...{ after: { lossBp, validFrom, evidence }, reason },
  })
  return getAssessment(tx, assessment.id)
}

/** Puts a customer back into the matrix from a day on. */
export async function endAssessment(
  tx: Tx,
  { id, on, reason }: { id: Id; on: CalendarDay; reason: string },
  { actor, at }: Doing,
): Promise<Assessment> {
  const assessment = await getAssessment(tx, id)
  if (assessment.endedOn !== null) throw new Refusal('provision_assessment_ended')
  if (on < assessment.validFrom) throw new Refusal('invalid_period', { from: assessment.validFrom, to: on })
  await endAssessmentRow(tx, id, { on, by: actor.label, reason })
  await recordAudit(tx, {
    ...{ actor, at, action: 'provision-assessment.ended', objectType: 'customer' },
    ...{ objectId: assessment.customerCode, after: { endedOn: on }, reason },
  })
  return getAssessment(tx, id)
}

async function getAssessment(tx: Tx, id: Id): Promise<Assessment> {
  const assessment = await lockAssessment(tx, id)
  if (!assessment) throw new Refusal('provision_assessment_not_found')
  return assessment
}
