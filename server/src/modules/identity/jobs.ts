import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { mailPasswordChanged, mailPasswordReset } from './mail-passwords.js'
import { deleteOldResets } from './password-reset-store.js'
import { deleteExpiredSessions } from './session-store.js'
import { deleteOldAttempts } from './sign-in-attempt-store.js'

const DAY_MS = 24 * 3_600_000

export function identityJobs(deps: Deps, secrets: SecretBox, publicUrl?: string): JobHandlers {
  const { db, now } = deps
  const mailing = { ...deps, secrets, publicUrl }
  return {
    'mail-password-reset': (payload) => mailPasswordReset(mailing, (payload as { login: string }).login),
    'mail-password-changed': (payload) =>
      mailPasswordChanged(mailing, (payload as { userId: string }).userId),
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
