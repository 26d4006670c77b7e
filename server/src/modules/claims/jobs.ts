import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { openStatementDisputes } from '../arrangements/open-statement-disputes.js'
import { STATEMENT_ANSWERED_JOB } from '../receivables/answer-statement.js'
import { noteConfirmedStatement } from './note-confirmed-statement.js'
import { REFRESH_CLOCKS_JOB, refreshAllClocks } from './refresh-clocks.js'
import { warnOfClocks } from './warn-of-clocks.js'
import { warnOfGuarantees } from './warn-of-guarantees.js'

export function claimJobs(deps: Deps): JobHandlers {
  return {
    [REFRESH_CLOCKS_JOB]: async () => {
      await refreshAllClocks(deps)
      await warnOfClocks(deps)
      await warnOfGuarantees(deps)
    },
    [STATEMENT_ANSWERED_JOB]: async (payload) => {
      const { statementId } = payload as { statementId?: unknown }
      if (typeof statementId !== 'string') throw new Error('an answer without its statement')
      await openStatementDisputes(deps, statementId)
      await noteConfirmedStatement(deps, statementId)
    },
  }
}

/** Before the office opens in China. */
export const claimSchedules: readonly Schedule[] = [{ job: REFRESH_CLOCKS_JOB, cron: '20 21 * * *' }]
