import type { Deps } from '../../platform/deps.js'
import { listFailedJobs } from '../../platform/jobs.js'
import { notify } from './notify.js'

const REPORTED_MAX = 50

/** Tells administrators of background jobs that were given up, once each. */
export async function reportFailedJobs({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  for (const job of await listFailedJobs(db, REPORTED_MAX)) {
    await db.transaction((tx) =>
      notify(tx, {
        kind: 'job_failed',
        to: { roles: ['admin'] },
        subject: job.id,
        data: { job: job.name, attempts: String(job.attempts), error: job.error.split('\n', 1)[0] ?? '' },
        link: null,
        at: now(),
      }),
    )
  }
}
