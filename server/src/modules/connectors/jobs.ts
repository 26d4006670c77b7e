import { systemPrincipal, type Principal } from '../../kernel/access.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { runAs } from '../../platform/request-context.js'
import type { ImportStatus } from './domain/import-run.js'
import { deleteAbandonedChunks } from './import-file-store.js'
import { findImport } from './import-store.js'
import { performImport, validateImport, type ImportDeps, type ImportTask } from './perform-import.js'
import { RUN_JOB, VALIDATE_JOB, type ImportJob } from './start-import.js'
import { withStoredFile } from './stored-file.js'

const UNTOUCHED_DAYS = 7
const PURGE_JOB = 'imports.purge-files'

/** The jobs that validate and run imports, and the one that removes abandoned uploads. */
export function importJobs(deps: ImportDeps): JobHandlers {
  return {
    [VALIDATE_JOB]: (payload) => work(deps, payload as ImportJob, 'validating', validateImport),
    [RUN_JOB]: (payload) => work(deps, payload as ImportJob, 'running', performImport),
    [PURGE_JOB]: async () => {
      const since = new Date(deps.now().getTime() - UNTOUCHED_DAYS * 86_400_000)
      await deps.db.transaction((tx) => deleteAbandonedChunks(tx, since))
    },
  }
}

export const importSchedules: readonly Schedule[] = [{ job: PURGE_JOB, cron: '20 18 * * *' }]

/** After a crash the job comes again: what was imported already is then found unchanged. */
async function work(
  deps: ImportDeps,
  job: ImportJob,
  status: ImportStatus,
  perform: (deps: ImportDeps, task: ImportTask) => Promise<unknown>,
): Promise<void> {
  const run = await findImport(deps.db, job.importId)
  if (run?.status !== status) return
  const actor = actorOf(job)
  await runAs(actor, () => withStoredFile(deps.db, run.id, (path) => perform(deps, { run, path, actor })))
}

/** The person's label on a job that the program does for them. */
function actorOf(job: ImportJob): Principal {
  return { ...systemPrincipal, label: job.startedBy, onlyCustomersOf: job.onlyCustomersOf }
}
