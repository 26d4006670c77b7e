import { systemPrincipal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { isId } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { endPastOverrides } from './override-rating.js'
import { RATE_BOOK_JOB, rateBook } from './rate-book.js'
import { rateCustomers } from './rate-customers.js'

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
    /** Time alone makes things overdue: every night each customer is rated again, and stored if anything changed. */
    're-rate-book': async () => {
      await rateCustomers(deps, { actor: systemPrincipal, onlyChanged: true })
    },
  }
}

/** After midnight in China, where most organisations' days begin. */
export const scoringSchedules: readonly Schedule[] = [
  { job: 'end-rating-overrides', cron: '2 * * * *' },
  { job: 're-rate-book', cron: '10 17 * * *' },
]
