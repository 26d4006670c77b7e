import { systemPrincipal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { auditFindings } from '../../platform/metrics.js'
import { sentenceOf } from './domain/finding.js'
import { requestVerification, VERIFY_JOB, type VerifyJob } from './request-verification.js'
import { sealAll } from './seal-all.js'
import {
  deleteOldVerifications,
  finishVerification,
  noteProgress,
  startVerification,
} from './verification-store.js'
import { verifyTrail } from './verify-trail.js'

const SEAL_JOB = 'audit.seal'
const NIGHTLY_JOB = 'audit.verify-nightly'
const RUNS_KEPT_DAYS = 400

/** Jobs of this module by name. */
export function auditJobs(deps: Deps): JobHandlers {
  return {
    [SEAL_JOB]: async () => {
      await sealAll(deps.db)
    },
    [VERIFY_JOB]: (payload) => verify(deps, payload as VerifyJob),
    [NIGHTLY_JOB]: async () => {
      const now = deps.now()
      await requestVerification(deps.db, systemPrincipal, undefined, now)
      const before = new Date(now.getTime() - RUNS_KEPT_DAYS * 86_400_000)
      await deps.db.transaction((tx) => deleteOldVerifications(tx, before))
    },
  }
}

/** Times are UTC: sealing every minute, a whole verification in China's night. */
export const auditSchedules: readonly Schedule[] = [
  { job: SEAL_JOB, cron: '* * * * *' },
  { job: NIGHTLY_JOB, cron: '10 19 * * *' },
]

async function verify({ db, now, log }: Deps, { id, expectRoot }: VerifyJob): Promise<void> {
  await startVerification(db, id, now())
  try {
    await sealAll(db)
    const result = await verifyTrail(db, {
      expectRoot,
      onProgress: (done, total) => noteProgress(db, id, done, total),
    })
    auditFindings.set(result.findings.length)
    for (const finding of result.findings.slice(0, 20))
      log.error({ finding }, `audit trail: ${sentenceOf(finding)}`)
    await finishVerification(db, id, result.findings.length === 0 ? 'clean' : 'findings', result, now())
  } catch (error) {
    await finishVerification(db, id, 'failed', null, now())
    throw error
  }
}
