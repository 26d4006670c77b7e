import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { deleteOldResets } from './password-reset-store.js'
import { deleteExpiredSessions } from './session-store.js'
import { deleteOldAttempts } from './sign-in-attempt-store.js'

const DAY_MS = 24 * 3_600_000

export function identityJobs({ db, now }: Deps): JobHandlers {
  return {
    /** Removes sessions that are over and counts of attempts that no longer matter. */
    'tidy-sessions': async () => {
      const at = now()
      await db.transaction(async (tx) => {
        await deleteExpiredSessions(tx, at)
        await deleteOldResets(tx, new Date(at.getTime() - DAY_MS))
        await deleteOldAttempts(tx, new Date(at.getTime() - DAY_MS))
      })
    },
  }
}

export const identitySchedules: readonly Schedule[] = [{ job: 'tidy-sessions', cron: '20 * * * *' }]
