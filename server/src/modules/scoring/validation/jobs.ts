import { isId } from '../../../kernel/ids.js'
import type { Deps } from '../../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../../platform/jobs.js'
import { doRefit, requestDueRefit } from '../refit/refit.js'
import { compareMoney } from './compare-money.js'
import { doBackTest, type ExpectedYearly } from './back-test.js'
import { monitor, MONITOR_JOB, monitorDue } from './monitor.js'
import { doRun, VALIDATION_RUN_JOB, type Works } from './do-run.js'

/** Jobs of validation by name. `expected` gives what the policy expects of each grade. */
export function validationJobs(deps: Deps, expected: ExpectedYearly): JobHandlers {
  const works: Works = {
    'back-test': (run, advance) => doBackTest(deps, run, expected, advance),
    money: (run, advance) => compareMoney(deps, run, advance),
    refit: (run, advance) => doRefit(deps, run, advance),
  }
  return {
    [VALIDATION_RUN_JOB]: async (payload) => {
      const { runId } = payload as { runId?: unknown }
      if (typeof runId !== 'string' || !isId(runId)) throw new Error('the job names no run')
      await doRun(deps, runId, works)
    },
    [MONITOR_JOB]: async (payload) => {
      const { subject } = payload as { subject?: unknown }
      if (typeof subject !== 'string') throw new Error('the job names nothing to look at')
      await monitor(deps, subject, expected)
    },
    'refit-scorecard': async () => {
      await requestDueRefit(deps)
    },
    'monitor-ratings': async () => {
      await monitorDue(deps, expected)
    },
  }
}

/** After the night's ratings. */
export const validationSchedules: readonly Schedule[] = [
  { job: 'monitor-ratings', cron: '40 18 * * *' },
  { job: 'refit-scorecard', cron: '10 19 * * *' },
]
