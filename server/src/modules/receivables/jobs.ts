import { addMonths, dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { announceOverdue } from './announce-overdue.js'
import { prepareBookFigures } from './book-figures.js'
import { endedMonths } from './domain/ended-months.js'
import { wholeBook } from './open-item-store.js'

/** What the trend of the home page shows unless asked otherwise. */
const TREND_MONTHS = 12
const FIGURES_JOB = 'prepare-book-figures'
const ANNOUNCE_JOB = 'announce-overdue'

export function receivablesJobs(deps: Deps): JobHandlers {
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
    [ANNOUNCE_JOB]: async () => {
      await announceOverdue(deps)
    },
  }
}

/** Every hour, so that it is soon after midnight in whatever time zone the organisation keeps. */
export const receivablesSchedules: readonly Schedule[] = [
  { job: ANNOUNCE_JOB, cron: '5 * * * *' },
  { job: FIGURES_JOB, cron: '*/5 * * * *' },
]
