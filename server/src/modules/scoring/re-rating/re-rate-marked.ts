import { systemPrincipal } from '../../../kernel/access.js'
import { dayInZone } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { addJob } from '../../../platform/jobs.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { joinCauses, type RatingCause } from '../domain/re-rating/cause.js'
import { wantsEvent, type ReratingEvents } from '../domain/re-rating/rerating-policy.js'
import type { Scorecard } from '../domain/scorecard.js'
import { rateBatch } from '../rate-batch.js'
import { sourcesOf } from '../rate-customers.js'
import { listCustomersById } from '../rating-store.js'
import { scorecardInForce } from '../scorecard-in-force.js'
import { takeEndedDeferrals } from './deferral-store.js'
import {
  advanceClock,
  insertMarks,
  markNeverRated,
  markOverdue,
  markScheduled,
  takeMarks,
  type Mark,
} from './mark-store.js'
import { reratingPolicyInForce } from './rerating-policy-in-force.js'

/** The job that rates the marked customers; no payload. The database queues it (migration 0270). */
export const RE_RATE_MARKED_JOB = 're-rate-marked'

/** Marks taken in one transaction, and so at most so many customers. */
const MARKS = 1_000
/** More than any import leaves in one go; what is left over is taken by the job of the next minute. */
const BATCHES_MAX = 20_000

/**
 * Rates the customers who are marked, batch by batch, until there are none: a customer with many marks once, with the
 * weightiest of them as cause. Several may do so at once, each customer's marks go to one. Gives how many were looked at.
 */
export async function reRateMarked({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  let rated = 0
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const { marks, customers } = await db.transaction((tx) => reRateBatch(tx, now()))
    rated += customers
    if (marks < MARKS) break
  }
  return rated
}

/**
 * Ratings that are kept though they repeat the one before: a veto shows in the history, and what the calendar asks for
 * is what the next day is counted from.
 */
const keptKinds: ReadonlySet<string> = new Set(['veto_fact', 'schedule', 'cool_down_over'])

async function reRateBatch(tx: Tx, now: Date): Promise<{ marks: number; customers: number }> {
  const marks = await takeMarks(tx, MARKS)
  if (marks.length === 0) return { marks: 0, customers: 0 }
  const sources = await sourcesOf(tx, undefined, now)
  const vetoItems = itemsOfVetoes(sources.scorecard.content)
  const wanted = marks.filter((mark) => wantsEvent(sources.rerating.content, mark, vetoItems))
  const causes = new Map<Id, RatingCause[]>()
  for (const mark of wanted) {
    causes.set(mark.customerId, [...(causes.get(mark.customerId) ?? []), causeOfMark(mark, vetoItems)])
  }
  const joined = new Map([...causes].map(([id, several]) => [id, joinCauses(several)]))
  const customers = await listCustomersById(tx, [...joined.keys()])
  await rateBatch(tx, customers, {
    ...{ ...sources, actor: systemPrincipal, now },
    causeOf: (id) => joined.get(id) ?? joinCauses([]),
    skipsUnchanged: (id) => !keptKinds.has(joined.get(id)?.kind ?? ''),
  })
  return { marks: marks.length, customers: customers.length }
}

/**
 * Has customers rated who never were and of whom something has become known, within seconds of the caller's transaction;
 * for the end of what brings customers in bulk. Nothing where the policy lets nobody be rated for the first time by itself.
 */
export async function requestFirstRatings(tx: Tx, at: Date): Promise<void> {
  const { scheduleDays } = (await reratingPolicyInForce(tx, at)).content
  if (scheduleDays.unrated === null) return
  if ((await markNeverRated(tx)) > 0) await addJob(tx, RE_RATE_MARKED_JOB, {}, { maxAttempts: 5 })
}

function causeOfMark({ cause, detail, objectId }: Mark, vetoItems: ReadonlySet<string>): RatingCause {
  const kind = cause === 'fact' && vetoItems.has(detail ?? '') ? 'veto_fact' : cause
  return { kind, detail, objectId, events: 1 }
}

/** Items of facts that a veto looks at; features that come from one fact carry its code. */
function itemsOfVetoes({ vetoes }: Scorecard): ReadonlySet<string> {
  return new Set(vetoes.map(({ feature }) => feature))
}

/** After how many days past due an item is an event: by the policy, and when a rule of the scorecard begins to hold. */
function overdueDaysOf({ overdueDays }: ReratingEvents, { vetoes }: Scorecard): number[] {
  if (overdueDays.length === 0) return []
  const held = vetoes.flatMap(({ feature, when }) =>
    feature === 'overdue_days_max' && when.kind === 'at-least' ? [when.value] : [],
  )
  return [...new Set([...overdueDays, ...held])]
}

const ENDED_AT_ONCE = 1_000

/**
 * Marks whom time alone concerns: items that came to be overdue, ratings that are too old for their grade, cool-downs
 * that are over. Looks at each day once, however often it is called; gives how many marks it made.
 */
export async function markDue({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  const byCalendar = await db.transaction(async (tx) => {
    const { scheduleDays, events } = (await reratingPolicyInForce(tx, at)).content
    const since = await advanceClock(tx, 'overdue', today)
    const scheduled = await advanceClock(tx, 'schedule', today)
    const overdue =
      since === null
        ? 0
        : await markOverdue(tx, overdueDaysOf(events, (await scorecardInForce(tx, at)).content), {
            since,
            today,
          })
    return overdue + (scheduled === null ? 0 : await markScheduled(tx, scheduleDays, today))
  })
  for (let marks = byCalendar; ;) {
    const ended = await db.transaction(async (tx) => {
      const deferrals = await takeEndedDeferrals(tx, today, ENDED_AT_ONCE)
      const markOf = ({ customerId, ratingId }: (typeof deferrals)[number]): Mark => ({
        ...{ customerId, cause: 'cool_down_over', detail: null, objectId: ratingId },
      })
      await insertMarks(tx, deferrals.map(markOf))
      return deferrals.length
    })
    marks += ended
    if (ended < ENDED_AT_ONCE) return marks
  }
}
