import type { Principal } from '../../../kernel/access.js'
import { addDays, dayInZone, daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import { addJob } from '../../../platform/jobs.js'
import { newId } from '../../../platform/new-id.js'
import type { NewRequest } from '../../approvals/case-record.js'
import { wayOf } from '../../approvals/decide-or-ask.js'
import { mayPublish } from '../../approvals/may-publish.js'
import {
  ofNoCustomer,
  publicationBasics,
  type Approvals,
  type ApprovalSubject,
} from '../../approvals/subject.js'
import { recordAudit } from '../../audit/record-audit.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import {
  decideOverlay,
  endOverlay,
  findOverlay,
  insertOverlay,
  lockOverlay,
  requestedOverlaysAmong,
  type NewOverlay,
  type RatingOverlay,
} from './overlay-store.js'

export const RATING_OVERLAY = 'rating-overlay'
/** An adjustment is for a time: a year, then it is looked at again. */
const DAYS_MAX = 366
/** The job that rates the book again where something has changed. */
const RE_RATE_JOB = 're-rate-book'

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

/** An overlay by its id; refuses `overlay_not_found`. */
export async function getOverlay(db: Queryable, id: Id): Promise<RatingOverlay> {
  const overlay = await findOverlay(db, id)
  if (!overlay) throw new Refusal('overlay_not_found', { id })
  return overlay
}

/**
 * Puts an overlay in force, or asks for it: alone only who may write policies, where no flow has been drawn and, once
 * the authority table speaks of publications, with that authority. Refuses days in the past and more than a year.
 */
export async function proposeOverlay(
  tx: Tx,
  approvals: Approvals,
  asked: Omit<NewOverlay, 'id' | 'requestedBy' | 'requestedAt'>,
  doing: Doing,
): Promise<{ readonly overlay: RatingOverlay; readonly caseId: Id | null }> {
  const { actor, at } = doing
  const today = await todayOf(tx, at)
  const days = daysBetween(asked.validFrom, asked.validUntil) + 1
  if (days < 1 || days > DAYS_MAX || asked.validFrom < today) {
    throw new Refusal('overlay_period', { max: DAYS_MAX })
  }
  const overlay: NewOverlay = { ...asked, id: newId(), requestedBy: actor.label, requestedAt: at }
  await insertOverlay(tx, overlay)
  await recordAudit(tx, {
    ...{ actor, at, action: 'rating-overlay.requested', objectType: 'rating-overlay', objectId: overlay.id },
    ...{ after: { name: asked.name, points: asked.points, notches: asked.notches }, reason: asked.reason },
  })
  const mayDecide = actor.permissions.has('policy:write') && (await mayPublish(tx, actor, today))
  const way = await wayOf(tx, approvals, requestOf(overlay, days), {
    ...{ actor, at, mayDecide, comment: asked.reason },
  })
  if (way.kind === 'direct') await putInForce(tx, overlay.id, doing)
  return {
    overlay: await getOverlay(tx, overlay.id),
    caseId: way.kind === 'direct' ? null : way.record.id,
  }
}

async function todayOf(tx: Tx, at: Date): Promise<CalendarDay> {
  return dayInZone(at, (await getOrganisation(tx)).timeZone)
}

function requestOf(overlay: NewOverlay, days: number): NewRequest {
  const { zh, en } = overlayInWords(overlay)
  return {
    subject: RATING_OVERLAY,
    objectId: overlay.id,
    title: { zh: `评级叠加调整「${overlay.name}」：${zh}`, en: `Rating overlay “${overlay.name}”: ${en}` },
    submitter: overlay.requestedBy,
    barred: [],
    ...ofNoCustomer,
    ...{ days, reason: overlay.reason, request: {} },
    fields: {
      points: String(overlay.points / 100),
      notches: String(overlay.notches),
      days: String(days),
      kind: overlay.kind,
    },
  }
}

/** What an overlay adds: `等级下调 1 级`. */
export function overlayInWords({ points, notches }: Pick<NewOverlay, 'points' | 'notches'>) {
  if (notches !== 0) {
    const steps = Math.abs(notches)
    return {
      zh: `等级${notches > 0 ? '上调' : '下调'} ${steps} 级`,
      en: `grade ${notches > 0 ? 'up' : 'down'} by ${steps}`,
    }
  }
  const text = `${points < 0 ? '−' : '+'}${Math.abs(points) / 100}`
  return { zh: `得分 ${text}`, en: `score ${text}` }
}

async function putInForce(tx: Tx, id: Id, { actor, at }: Doing): Promise<void> {
  if (!(await decideOverlay(tx, id, { status: 'approved', by: actor.label, at })))
    throw new Refusal('not_found')
  const overlay = await getOverlay(tx, id)
  await recordAudit(tx, {
    ...{ actor, at, action: 'rating-overlay.approved', objectType: 'rating-overlay', objectId: id },
    after: { validFrom: overlay.validFrom, validUntil: overlay.validUntil },
  })
  if (overlay.validFrom <= (await todayOf(tx, at))) await reRate(tx)
}

/** What begins or ends today shows at once; other days come with the night's ratings. */
async function reRate(tx: Tx): Promise<void> {
  await addJob(tx, RE_RATE_JOB, {}, { jobKey: 'overlays-changed', maxAttempts: 3 })
}

/** Ends an overlay before its last day: it counts no more from today on. Refuses one that does not run or is over. */
export async function endOverlayEarly(
  tx: Tx,
  id: Id,
  reason: string,
  { actor, at }: Doing,
): Promise<RatingOverlay> {
  const overlay = await lockOverlay(tx, id)
  if (!overlay) throw new Refusal('overlay_not_found', { id })
  const today = await todayOf(tx, at)
  if (overlay.status !== 'approved' || overlay.endedOn !== null || overlay.validUntil < today) {
    throw new Refusal('overlay_not_running')
  }
  await endOverlay(tx, id, { on: today, by: actor.label, reason })
  await recordAudit(tx, {
    ...{ actor, at, action: 'rating-overlay.ended', objectType: 'rating-overlay', objectId: id },
    ...{ before: { validUntil: overlay.validUntil }, after: { endedOn: today }, reason },
  })
  if (overlay.validFrom <= today) await reRate(tx)
  return getOverlay(tx, id)
}

/** The last day on which an overlay counts. */
export function lastDayOf({ validUntil, endedOn }: RatingOverlay): CalendarDay {
  return endedOn === null ? validUntil : addDays(endedOn, -1)
}

/** An overlay, decided by approval. */
export const ratingOverlaySubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: RATING_OVERLAY,
  name: { zh: '评级叠加调整', en: 'Rating overlay' },
  fields: [
    { key: 'kind', name: { zh: '类型', en: 'Kind' }, type: 'choice', choices: ['seasonal', 'market'] },
    { key: 'points', name: { zh: '加减分', en: 'Points' }, type: 'number' },
    { key: 'notches', name: { zh: '升降级数', en: 'Notches' }, type: 'number' },
    { key: 'days', name: { zh: '有效天数', en: 'Days of validity' }, type: 'number' },
  ],
  ...publicationBasics,
  permissionWhenUnsaid: 'policy:write',
  async lock(tx, { objectId }) {
    await lockOverlay(tx, objectId)
  },
  stillOpen: requestedOverlaysAmong,
  async grant(tx, { objectId }, doing) {
    const overlay = await lockOverlay(tx, objectId)
    if (overlay?.status !== 'requested') throw new Refusal('not_found')
    if (overlay.validUntil < doing.today) throw new Refusal('overlay_period', { max: DAYS_MAX })
    await putInForce(tx, objectId, doing)
  },
  async decline(tx, { objectId }, { actor, at }) {
    await decideOverlay(tx, objectId, { status: 'rejected', by: actor.label, at })
  },
}
