import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { runDueTimers } from './run-timers.js'
import type { Approvals } from './subject.js'

const TIMERS_JOB = 'run-approval-timers'

/** Time limits of approvals: reminders, escalations, rejections. */
export function approvalJobs(deps: Deps, approvals: Approvals): JobHandlers {
  return {
    [TIMERS_JOB]: async () => {
      await runDueTimers(deps, approvals)
    },
  }
}

export const approvalSchedules: readonly Schedule[] = [{ job: TIMERS_JOB, cron: '* * * * *' }]
