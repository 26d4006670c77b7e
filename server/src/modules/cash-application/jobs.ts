import { systemPrincipal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { runAs } from '../../platform/request-context.js'
import { warnOfBills } from './bills/warn-of-bills.js'
import type { CashEffects } from './cash-effects.js'
import { MATCH_JOB, requestMatching, runMatching, type MatchJob } from './run-matching.js'

const NIGHTLY_JOB = 'match-cash-nightly'
const WARN_OF_BILLS_JOB = 'warn-of-bills'

/** Jobs of this module by name. */
export function cashJobs(deps: Deps, effects: CashEffects): JobHandlers {
  return {
    [MATCH_JOB]: async (payload) => {
      const { runId } = payload as MatchJob
      await runAs(systemPrincipal, () => runMatching(deps, effects, runId))
    },
    /** For receipts that came from elsewhere in the meantime. */
    [NIGHTLY_JOB]: async () => {
      await deps.db.transaction((tx) => requestMatching(tx, 'system', deps.now()))
    },
    [WARN_OF_BILLS_JOB]: async () => {
      await warnOfBills(deps)
    },
  }
}

/** Matching at night, warnings before the office opens in China. */
export const cashSchedules: readonly Schedule[] = [
  { job: NIGHTLY_JOB, cron: '30 18 * * *' },
  { job: WARN_OF_BILLS_JOB, cron: '25 21 * * *' },
]
