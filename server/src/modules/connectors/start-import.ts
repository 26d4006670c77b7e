import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import type { ImportRun, ImportStatus } from './domain/import-run.js'
import type { ImportMode, ImportSettings } from './domain/import-settings.js'
import { getImport } from './get-import.js'
import { importContext } from './import-context.js'
import { hasFile } from './import-file-store.js'
import { moveImport, rememberLayout } from './import-store.js'

export const VALIDATE_JOB = 'imports.validate'
export const RUN_JOB = 'imports.run'
const ATTEMPTS_MAX = 3

export interface ImportJob {
  readonly importId: Id
  /** Who started it: what is recorded in the audit. */
  readonly startedBy: string
  /** Set for salespeople: only documents of their own customers are accepted. */
  readonly onlyCustomersOf: string | null
}

/** Sets how the file is read and remembers that for its layout. Refuses an incomplete mapping. */
export async function setMapping(
  tx: Tx,
  id: Id,
  settings: ImportSettings,
  context: { actor: Principal; at: Date },
): Promise<ImportRun> {
  const run = await getImport(tx, id)
  const headers = run.analysis.columns.map((column) => column.header)
  await importContext(tx, run.kind, settings, headers)
  await move(tx, run, 'analysed', context.at, { settings })
  const { kind, layoutHash } = run
  await rememberLayout(tx, { kind, layoutHash, settings, by: context.actor.label, at: context.at })
  return getImport(tx, id)
}

/** Queues the validation of a file. */
export function startValidation(tx: Tx, id: Id, context: { actor: Principal; at: Date }): Promise<ImportRun> {
  return start(tx, id, 'validating', VALIDATE_JOB, context, {})
}

/** Queues the import of a file; may be started without validating first. */
export function startImport(
  tx: Tx,
  id: Id,
  mode: ImportMode,
  context: { actor: Principal; at: Date },
): Promise<ImportRun> {
  return start(tx, id, 'running', RUN_JOB, context, { mode })
}

async function start(
  tx: Tx,
  id: Id,
  status: ImportStatus,
  job: string,
  { actor, at }: { actor: Principal; at: Date },
  change: { mode?: ImportMode },
): Promise<ImportRun> {
  const run = await getImport(tx, id)
  const headers = run.analysis.columns.map((column) => column.header)
  await importContext(tx, run.kind, run.settings, headers)
  await move(tx, run, status, at, change)
  if (!(await hasFile(tx, id))) throw new Refusal('import_file_gone')
  const payload: ImportJob = { importId: id, startedBy: actor.label, onlyCustomersOf: actor.onlyCustomersOf }
  await addJob(tx, job, payload, { jobKey: `import:${id}`, maxAttempts: ATTEMPTS_MAX })
  return getImport(tx, id)
}

async function move(
  tx: Tx,
  run: ImportRun,
  status: ImportStatus,
  at: Date,
  change: { mode?: ImportMode; settings?: ImportSettings },
): Promise<void> {
  if (!(await moveImport(tx, run.id, status, at, change))) {
    throw new Refusal('import_wrong_state', { status: run.status })
  }
}
