import type { Principal } from '../../kernel/access.js'
import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { wayOf } from '../approvals/decide-or-ask.js'
import type { NewRequest } from '../approvals/case-record.js'
import type { Approvals, ApprovalSubject } from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import type { Customer } from '../customers/customer-store.js'
import { authoritiesOfActor } from '../identity/authorities-of-actor.js'
import { listAuthorities } from '../identity/authority-store.js'
import { enqueueEvent } from '../notifications/enqueue-event.js'
import { grades, type Grade } from './domain/grade-scale.js'
import {
  endOverrides,
  insertOverride,
  lockOverride,
  moveOverride,
  requestedOverridesAmong,
  type RatingOverride,
} from './rating-override-store.js'
import { applyOverrides, listRatings, lockCurrentGrades } from './rating-store.js'

/** The longest that a grade may differ from the scorecard's: a year, then it must be looked at again. */
const DAYS_MAX = 366

interface Asked {
  readonly grade: Grade
  readonly reason: string
  readonly validUntil: CalendarDay
}

interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
}

/**
 * Sets a customer's grade by hand until a day, or asks for it: a person does so alone only where no flow has been
 * drawn and, once the authority table speaks of overrides, with that authority. The scorecard's own grade is kept.
 */
export async function overrideRating(
  tx: Tx,
  approvals: Approvals,
  customer: Customer,
  asked: Asked,
  doing: Doing,
): Promise<{ readonly override: RatingOverride; readonly caseId: Id | null }> {
  const { actor, at, today } = doing
  const days = daysBetween(today, asked.validUntil)
  if (days < 0 || days > DAYS_MAX) throw new Refusal('override_period', { max: DAYS_MAX })
  const [rating] = await listRatings(tx, customer.id, { limit: 1, after: null })
  if (!rating) throw new Refusal('override_unrated', { code: customer.code })
  const override: RatingOverride = {
    ...{ id: newId(), customerId: customer.id, ratingId: rating.id, modelGrade: rating.grade, ...asked },
    ...{ status: 'requested', requestedBy: actor.label, requestedAt: at, decidedAt: null },
  }
  await insertOverride(tx, override)
  const request = requestOf(customer, override, days)
  const mayDecide = await mayOverride(tx, actor, today)
  const way = await wayOf(tx, approvals, request, { actor, at, mayDecide, comment: asked.reason })
  if (way.kind !== 'direct') return { override, caseId: way.record.id }
  await putInForce(tx, customer.code, override, override.validUntil, doing)
  return { override: { ...override, status: 'active', decidedAt: at }, caseId: null }
}

async function mayOverride(tx: Tx, actor: Principal, on: CalendarDay): Promise<boolean> {
  if (!(await listAuthorities(tx)).some(({ kind }) => kind === 'rating-override')) return true
  return (await authoritiesOfActor(tx, actor, { kind: 'rating-override', segment: null, on })).length > 0
}

function requestOf(customer: Customer, override: RatingOverride, days: number): NewRequest {
  const { modelGrade, grade } = override
  return {
    subject: RATING_OVERRIDE,
    objectId: override.id,
    title: {
      zh: `${customer.name} 评级由 ${modelGrade} 调整为 ${grade}`,
      en: `Grade of ${customer.name} from ${modelGrade} to ${grade}`,
    },
    submitter: override.requestedBy,
    barred: [],
    ownerUsername: customer.ownerUsername,
    customerCode: customer.code,
    customerName: customer.name,
    ...{ segmentCode: null, amount: null, overLimitBp: null, days, reason: override.reason },
    request: { customerCode: customer.code, grade, modelGrade, until: override.validUntil },
    fields: {
      grade,
      modelGrade,
      notches: String(grades.indexOf(modelGrade) - grades.indexOf(grade)),
      days: String(days),
    },
  }
}

/** Puts an override in force; the checks see its grade from now on. */
async function putInForce(
  tx: Tx,
  customerCode: string,
  override: RatingOverride,
  validUntil: CalendarDay,
  { actor, at, today }: Doing,
): Promise<void> {
  const before = (await lockCurrentGrades(tx, [override.customerId])).get(override.customerId)
  await moveOverride(tx, override, { status: 'active', validUntil, at })
  await applyOverrides(tx, [override.customerId], today)
  await recordAudit(tx, {
    ...{ actor, action: 'rating.overridden', objectType: 'customer', objectId: customerCode },
    before: { grade: before?.grade ?? null },
    after: { grade: override.grade, validUntil, overrideId: override.id },
    reason: override.reason,
    at,
  })
  const payload = { customerCode, from: before?.grade ?? null, to: override.grade, override: true }
  await enqueueEvent(tx, 'rating.changed', payload, { at })
}

/** Gives customers back the scorecard's grade when their override has ended. */
export async function endPastOverrides(tx: Tx, today: CalendarDay): Promise<number> {
  const customers = await endOverrides(tx, today)
  await lockCurrentGrades(tx, customers)
  await applyOverrides(tx, customers, today)
  return customers.length
}

export const RATING_OVERRIDE = 'rating-override'

/** The override of a grade, decided by approval. */
export const ratingOverrideSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: RATING_OVERRIDE,
  name: { zh: '调整评级', en: 'Rating override' },
  fields: [
    { key: 'grade', name: { zh: '申请等级', en: 'Grade asked for' }, type: 'choice', choices: grades },
    {
      key: 'modelGrade',
      name: { zh: '模型评级', en: 'Grade of the scorecard' },
      type: 'choice',
      choices: grades,
    },
    { key: 'notches', name: { zh: '上调级数', en: 'Notches up' }, type: 'number' },
    { key: 'days', name: { zh: '有效天数', en: 'Days of validity' }, type: 'number' },
  ],
  conditions: { amount: false, validity: true, security: false },
  hasAmount: false,
  hasOwner: true,
  authority: 'rating-override',
  permissionWhenUnsaid: null,
  lock: () => Promise.resolve(),
  stillOpen: requestedOverridesAmong,
  async grant(tx, { objectId, customerCode }, { actor, at, today, conditions }) {
    const override = await lockOverride(tx, objectId)
    if (!override) throw new Refusal('not_found')
    const asked = override.validUntil
    const until = conditions?.validUntil && conditions.validUntil < asked ? conditions.validUntil : asked
    if (until < today) throw new Refusal('override_period', { max: DAYS_MAX })
    await putInForce(tx, customerCode ?? '', override, until, { actor, at, today })
  },
  async decline(tx, { objectId }, { at }) {
    const override = await lockOverride(tx, objectId)
    if (override) await moveOverride(tx, override, { status: 'rejected', validUntil: null, at })
  },
}
