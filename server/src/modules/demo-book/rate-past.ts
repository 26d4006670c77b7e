import { systemPrincipal, type Principal } from '../../kernel/access.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { recordAudits } from '../audit/record-audit.js'
import { noteReview, refreshReviews } from '../re-rating/review-store.js'
import { closeTask, listReviewTasks, openDueTasks, type ReviewTask } from '../re-rating/review-task-store.js'
import { listRatings } from '../scoring/rating-store.js'
import { rateCustomers } from '../scoring/rate-customers.js'
import { reratingPolicyInForce } from '../scoring/re-rating/rerating-policy-in-force.js'
import { instantOn } from './instant-on.js'

/** Ages in days at which the whole book was rated before today, oldest first. */
const RATED_DAYS_AGO = [360, 270, 180, 95, 62, 33, 7]
/** Days before its due day at which a review is done at the earliest. */
const EARLY_DAYS = 3
const TASKS = 5_000

interface Past {
  readonly deps: Deps
  readonly timeZone: string
  readonly startedAt: Date
  /** First day of trade and last day of the book. */
  readonly beganOn: CalendarDay
  readonly endOn: CalendarDay
  readonly analyst: Principal
  readonly told: (done: number, total: number) => void
}

/**
 * Rates all customers as of some days of the past year, as it was known then, and as of today; on each of the past days
 * the analyst does most of the reviews that are due, and leaves some.
 */
export async function ratePast(past: Past): Promise<void> {
  const { deps, timeZone, startedAt, beganOn, endOn, told } = past
  const days = RATED_DAYS_AGO.map((age) => addDays(endOn, -age)).filter((day) => day > beganOn)
  for (const [place, asOf] of [...days, endOn].entries()) {
    const at = asOf === endOn ? startedAt : instantOn(asOf, timeZone, 12)
    await rateCustomers({ ...deps, now: () => at }, { asOf, actor: systemPrincipal, asHistory: true })
    if (asOf !== endOn) await reviewSome(past, asOf, at)
    told(place + 1, days.length + 1)
  }
}

const NOTES = [
  '走访客户，库存与开工正常，维持现有额度。',
  '财务报表已更新，付款习惯未变，等级与额度相符。',
  '与业务员核对在手订单，回款按约，下次复审前无需调整。',
  '逾期已沟通，客户给出付款安排，暂不放宽账期。',
]

/** Most of what is due, by the account, so that the same book leaves the same reviews open. The book has just been rated. */
async function reviewSome({ deps, analyst: actor }: Past, today: CalendarDay, at: Date): Promise<void> {
  const { db } = deps
  const { reviewDays: days, reviewLeadDays, reviewers } = (await reratingPolicyInForce(db, at)).content
  await db.transaction(async (tx) => {
    await refreshReviews(tx, null, { days, today })
    await openDueTasks(tx, addDays(today, reviewLeadDays), { reviewers, at, limit: TASKS })
    const dueTo = addDays(today, EARLY_DAYS)
    const tasks = await listReviewTasks(tx, { status: 'open', dueTo }, { today, offset: 0, limit: TASKS })
    const done = tasks.filter((task) => figureOf(task, today) % 5 !== 0)
    for (const task of done) {
      const [rating] = await listRatings(tx, task.customerId, { limit: 1, after: null })
      if (!rating) continue
      await closeTask(tx, task.id, { by: actor.label, at, note: noteOf(task, today), ratingId: rating.id })
      await noteReview(tx, task.accountId, today)
    }
    await recordAudits(
      tx,
      done.map((task) => ({
        ...{ actor, at, action: 'review.completed', objectType: 'account' },
        ...{ objectId: `${task.customerCode}/${task.segmentCode}`, after: { id: task.id } },
        reason: noteOf(task, today),
      })),
    )
    await refreshReviews(tx, null, { days, today })
  })
}

/** A number that looks random and is the same in every book. */
function figureOf({ customerCode, segmentCode }: ReviewTask, today: CalendarDay): number {
  return [...`${customerCode}${segmentCode}${today}`].reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 10_007,
    7,
  )
}

const noteOf = (task: ReviewTask, today: CalendarDay) => NOTES[figureOf(task, today) % NOTES.length] ?? ''
