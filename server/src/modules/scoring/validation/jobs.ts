import { isId } from '../../../kernel/ids.js'
import type { Deps } from '../../../platform/deps.js'
import type { JobHandlers } from '../../../platform/jobs.js'
import { doBackTest, type ExpectedYearly } from './back-test.js'
import { doRun, VALIDATION_RUN_JOB, type Works } from './do-run.js'

/** Jobs of validation by name. `expected` gives what the policy expects of each grade. */
export function validationJobs(deps: Deps, expected: ExpectedYearly): JobHandlers {
  const works: Works = {
    'back-test': (run, advance) => doBackTest(deps, run, expected, advance),
  }
  return {
    [VALIDATION_RUN_JOB]: async (payload) => {
      const { runId } = payload as { runId?: unknown }
      if (typeof runId !== 'string' || !isId(runId)) throw new Error('the job names no run')
      await doRun(deps, runId, works)
    },
  }
}
