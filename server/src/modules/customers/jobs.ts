import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { reconcileStandings, refreshStandings } from './refresh-standings.js'

const REFRESH_JOB = 'refresh-standings'
const RECONCILE_JOB = 'reconcile-standings'

/** Jobs of this module by name. */
export function customerJobs(deps: Deps): JobHandlers {
  return {
    [REFRESH_JOB]: async () => {
      await refreshStandings(deps.db, deps.now())
    },
    [RECONCILE_JOB]: async () => {
      const wrong = await reconcileStandings(deps.db, deps.now())
      if (wrong.length === 0) return
      deps.log.error(
        { customers: wrong.slice(0, 20) },
        'standings differed from the book and were worked out again',
      )
      throw new Error(`${wrong.length} standings differed from the book`)
    },
  }
}

/** Times are UTC: every minute, so that readers find little to do; the whole book once in China's night. */
export const customerSchedules: readonly Schedule[] = [
  { job: REFRESH_JOB, cron: '* * * * *' },
  { job: RECONCILE_JOB, cron: '50 18 * * *' },
]
