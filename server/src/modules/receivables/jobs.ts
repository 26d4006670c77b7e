import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { addMonths, dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { MAKE_BATCH_JOB, makeBatch } from './make-statement-batch.js'
import { forgetBatches } from './statement-batch-store.js'
import { announceOverdue } from './announce-overdue.js'
import { prepareBookFigures } from './book-figures.js'
import { endedMonths } from './domain/ended-months.js'
import { wholeBook } from './open-item-store.js'
import { SEND_STATEMENT_JOB, sendStatement } from './send-statement.js'

/** What the trend of the home page shows unless asked otherwise. */
const TREND_MONTHS = 12
const FIGURES_JOB = 'prepare-book-figures'
const ANNOUNCE_JOB = 'announce-overdue'
const FORGET_BATCHES_JOB = 'forget-statement-batches'
const BATCH_KEPT_MS = 14 * 86_400_000

export function receivablesJobs(deps: Deps, secrets: SecretBox, publicUrl?: string): JobHandlers {
  return {
    [FIGURES_JOB]: async () => {
      const now = deps.now()
      const today = dayInZone(now, (await getOrganisation(deps.db)).timeZone)
      await prepareBookFigures(
        deps.db,
        wholeBook,
        [today, addMonths(today, -1), ...endedMonths(today, TREND_MONTHS)],
        now,
      )
    },
    [SEND_STATEMENT_JOB]: async (payload) => {
      const { statementId } = payload as { statementId?: unknown }
      if (typeof statementId !== 'string') throw new Error('a sending job without its statement')
      await sendStatement({ ...deps, secrets, publicUrl }, statementId)
    },
    [MAKE_BATCH_JOB]: async (payload) => {
      const { batchId } = payload as { batchId?: unknown }
      if (typeof batchId !== 'string') throw new Error('a job without its batch of statements')
      await makeBatch(deps, batchId)
    },
    [FORGET_BATCHES_JOB]: async () => {
      const before = new Date(deps.now().getTime() - BATCH_KEPT_MS)
      await deps.db.transaction((tx) => forgetBatches(tx, before))
    },
    [ANNOUNCE_JOB]: async () => {
      await announceOverdue(deps)
    },
  }
}

/** Every hour, so that it is soon after midnight in whatever time zone the organisation keeps. */
export const receivablesSchedules: readonly Schedule[] = [
  { job: ANNOUNCE_JOB, cron: '5 * * * *' },
  { job: FORGET_BATCHES_JOB, cron: '50 19 * * *' },
  { job: FIGURES_JOB, cron: '*/5 * * * *' },
]
