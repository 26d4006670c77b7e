import { addDays, dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { notify } from '../notifications/notify.js'
import { FOLLOW_MOVES_JOB } from '../scoring/rate-batch.js'
import { WARN_OF_STANDING_JOB } from '../scoring/re-rating/publish-rerating-policy.js'
import { reratingPolicyInForce } from '../scoring/re-rating/rerating-policy-in-force.js'
import { followMoves, type FollowDeps } from './follow-moves.js'
import { refreshReviews } from './review-store.js'
import { lateReviews, openDueTasks } from './review-task-store.js'
import { warnOfStanding } from './warn-of-moves.js'

const TASKS = 5_000
const ROUNDS_MAX = 1_000

/**
 * Brings the calendar of reviews up to date, opens the tasks whose time has come, and reminds people of late ones once a
 * day. May be repeated. Gives how many tasks it opened.
 */
export async function planReviews({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  const { reviewDays: days, reviewLeadDays, reviewers } = (await reratingPolicyInForce(db, at)).content
  await db.transaction((tx) => refreshReviews(tx, null, { days, today }))
  const until = addDays(today, reviewLeadDays)
  let opened = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const some = await db.transaction((tx) => openDueTasks(tx, until, { reviewers, at, limit: TASKS }))
    opened += some
    if (some < TASKS) break
  }
  await db.transaction(async (tx) => {
    for (const { assignee, role, count } of await lateReviews(tx, today)) {
      await notify(tx, {
        kind: 'reviews_late',
        to: { usernames: assignee === null ? [] : [assignee], roles: role === null ? [] : [role] },
        subject: `${today}:${assignee ?? role ?? ''}`,
        data: { count: String(count) },
        link: '/reviews?due=overdue',
        at,
      })
    }
  })
  return opened
}

/** Warns of everybody below the line who was not warned of. May be repeated. Gives how many. */
export async function warnOfAllStanding({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const line = (await reratingPolicyInForce(db, at)).content.earlyWarningScore * 100
  let warned = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const some = await db.transaction((tx) => warnOfStanding(tx, { at, line, limit: TASKS }))
    warned += some
    if (some < TASKS) break
  }
  return warned
}

/** Jobs of this module by name. */
export function reratingJobs(deps: FollowDeps): JobHandlers {
  return {
    [FOLLOW_MOVES_JOB]: async () => {
      await followMoves(deps)
    },
    'plan-reviews': async () => {
      await planReviews(deps)
    },
    [WARN_OF_STANDING_JOB]: async () => {
      await warnOfAllStanding(deps)
    },
  }
}

/** Moves wake their job by themselves; its schedule finds what a crash has left. Reviews: before people begin work. */
export const reratingSchedules: readonly Schedule[] = [
  { job: FOLLOW_MOVES_JOB, cron: '* * * * *' },
  { job: 'plan-reviews', cron: '20 17,22 * * *' },
  { job: WARN_OF_STANDING_JOB, cron: '40 * * * *' },
]
