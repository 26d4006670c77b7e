import type { Principal } from '../../kernel/access.js'
import type { Database } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from './record-audit.js'
import {
  findLatestVerification,
  findUnfinished,
  insertVerification,
  type VerificationRun,
} from './verification-store.js'

export const VERIFY_JOB = 'audit.verify'

/** A run that has said nothing for this long has lost its process; another may be started. */
const SILENT_MS = 30 * 60_000

/** What the job is given. */
export interface VerifyJob {
  readonly id: string
  readonly expectRoot?: string
}

/** Starts a verification in the background, or gives the one that is already under way. */
export async function requestVerification(
  db: Database,
  actor: Principal,
  expectRoot: string | undefined,
  now: Date,
): Promise<VerificationRun> {
  return db.transaction(async (tx) => {
    const id = newId()
    const unfinished = await findUnfinished(tx, new Date(now.getTime() - SILENT_MS))
    if (unfinished) return unfinished
    if (await insertVerification(tx, { id, requestedBy: actor.label, requestedAt: now })) {
      const job: VerifyJob = { id, ...(expectRoot === undefined ? {} : { expectRoot }) }
      await addJob(tx, VERIFY_JOB, job, { maxAttempts: 3 })
      await recordAudit(tx, {
        actor,
        action: 'audit.verification-started',
        objectType: 'audit',
        objectId: id,
        at: now,
      })
    }
    const run = await findLatestVerification(tx)
    if (!run) throw new Error('the verification was not stored')
    return run
  })
}
