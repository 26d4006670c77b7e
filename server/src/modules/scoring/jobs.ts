import { dayInZone } from '../../kernel/calendar-day.js'
import { isId } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { endPastOverrides } from './override-rating.js'
import { RATE_BOOK_JOB, rateBook } from './rate-book.js'
import { markDue, RE_RATE_MARKED_JOB, reRateMarked } from './re-rating/re-rate-marked.js'

/** Jobs of this module by name. */
export function scoringJobs(deps: Deps): JobHandlers {
  return {
    [RATE_BOOK_JOB]: async (payload) => {
      const { runId } = payload as { runId?: unknown }
      if (typeof runId !== 'string' || !isId(runId)) throw new Error('the rating job names no run')
      await rateBook(deps, runId)
    },
    /** A grade set by hand ends with its last day. */
    'end-rating-overrides': async () => {
      await deps.db.transaction(async (tx) => {
        const { timeZone } = await getOrganisation(tx)
        await endPastOverrides(tx, dayInZone(deps.now(), timeZone))
      })
    },
    [RE_RATE_MARKED_JOB]: async () => {
      await reRateMarked(deps)
    },
    /** Time alone makes things overdue and ratings old. */
    're-rate-due': async () => {
      await markDue(deps)
      await reRateMarked(deps)
    },
  }
}

/** Marks wake the job by themselves; its schedule finds what a crash has left. */
export const scoringSchedules: readonly Schedule[] = [
  { job: 'end-rating-overrides', cron: '2 * * * *' },
  { job: RE_RATE_MARKED_JOB, cron: '* * * * *' },
  { job: 're-rate-due', cron: '5,35 * * * *' },
]
