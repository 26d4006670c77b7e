import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { announceOverdue } from './announce-overdue.js'

const ANNOUNCE_JOB = 'announce-overdue'

export function receivablesJobs(deps: Deps): JobHandlers {
  return {
    [ANNOUNCE_JOB]: async () => {
      await announceOverdue(deps)
    },
  }
}

/** Every hour, so that it is soon after midnight in whatever time zone the organisation keeps. */
export const receivablesSchedules: readonly Schedule[] = [{ job: ANNOUNCE_JOB, cron: '5 * * * *' }]
