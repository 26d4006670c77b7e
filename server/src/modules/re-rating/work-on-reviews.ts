import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit, recordAudits } from '../audit/record-audit.js'
import { causeOf } from '../scoring/domain/re-rating/cause.js'
import { rateCustomer } from '../scoring/rate-customers.js'
import { reratingPolicyInForce } from '../scoring/re-rating/rerating-policy-in-force.js'
import { checkFit } from './work-on-warning.js'
import { nextReviewOf, noteReview, refreshReviews } from './review-store.js'
import { assignTasks, closeTask, lockOpenTasks, type ReviewTask } from './review-task-store.js'

interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
}

/** Gives open reviews to a colleague, or (null) back to everybody. Gives those that were; others were closed meanwhile. */
export async function assignReviews(
  tx: Tx,
  ids: readonly Id[],
  username: string | null,
  { actor, at }: Doing,
): Promise<Id[]> {
  const tasks = await lockOpenTasks(tx, ids)
  if (username !== null) {
    for (const { ownerUsername, segmentCode } of tasks)
      await checkFit(tx, username, { ownerUsername, segmentCodes: [segmentCode] })
  }
  const found = tasks.map(({ id }) => id)
  await assignTasks(tx, found, username)
  await recordAudits(
    tx,
    tasks.map((task) => ({
      ...{ actor, action: 'review.assigned', objectType: 'account', objectId: nameOf(task) },
      ...{ before: { assignee: task.assignee }, after: { id: task.id, assignee: username }, at },
    })),
  )
  return found
}

const nameOf = ({ customerCode, segmentCode }: ReviewTask) => `${customerCode}/${segmentCode}`

/**
 * Closes a review with what was found: the customer is rated again, and the account's next review is counted from
 * today. Refuses one that is closed.
 */
export async function completeReview(
  tx: Tx,
  id: Id,
  note: string,
  { actor, at, today }: Doing,
): Promise<{ readonly grade: string; readonly nextOn: CalendarDay | null }> {
  const [task] = await lockOpenTasks(tx, [id])
  if (!task) throw new Refusal('review_not_open', { id })
  const { customerId, customerCode, accountId } = task
  return seeingAll(tx, async () => {
    const { rating, counted } = await rateCustomer(
      tx,
      { id: customerId, code: customerCode },
      { asOf: undefined, actor, now: at, cause: causeOf('review', id) },
    )
    await closeTask(tx, id, { by: actor.label, at, note, ratingId: rating.id })
    await noteReview(tx, accountId, today)
    const { reviewDays: days } = (await reratingPolicyInForce(tx, at)).content
    await refreshReviews(tx, [customerId], { days, today })
    const nextOn = await nextReviewOf(tx, accountId)
    await recordAudit(tx, {
      ...{ actor, action: 'review.completed', objectType: 'account', objectId: nameOf(task) },
      after: { id, ratingId: rating.id, grade: counted.grade, nextOn },
      ...{ reason: note, at },
    })
    return { grade: counted.grade, nextOn }
  })
}
