import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { takeMonthlySnapshots } from './take-snapshot.js'

const SNAPSHOT_JOB = 'take-aging-snapshots'

export function provisionJobs(deps: Deps): JobHandlers {
  return {
    [SNAPSHOT_JOB]: async () => {
      await takeMonthlySnapshots(deps)
    },
  }
}

/** Often, so that it is soon after midnight in whatever time zone the organisation keeps, and soon in a new book. */
export const provisionSchedules: readonly Schedule[] = [{ job: SNAPSHOT_JOB, cron: '*/5 * * * *' }]
