import { systemPrincipal, type Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { addJob } from '../../../platform/jobs.js'
import { newId } from '../../../platform/new-id.js'
import { runAs } from '../../../platform/request-context.js'
import { recordAudit } from '../../audit/record-audit.js'
import {
  advanceRun,
  endRun,
  findRun,
  insertRun,
  startRun,
  type RunKind,
  type ValidationRun,
} from './validation-run-store.js'

/** The job that does a run; its payload is `{ runId }`. */
export const VALIDATION_RUN_JOB = 'do-validation-run'

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

/** Says how far the work is; throws when somebody has cancelled it. */
export type Advance = (done: number, total: number) => Promise<void>

/** What a run has found; or what is still to be done in the transaction that stores it. */
export type Work = { readonly result: unknown } | { readonly finish: (tx: Tx, at: Date) => Promise<unknown> }

/** What a run of a kind does. */
export type Works = Readonly<Record<RunKind, (run: ValidationRun, advance: Advance) => Promise<Work>>>

/** Queues a run and gives it. */
export async function requestRun(
  tx: Tx,
  kind: RunKind,
  settings: object,
  { actor, at }: Doing,
): Promise<ValidationRun> {
  const id = newId()
  await insertRun(tx, { id, kind, settings, requestedBy: actor.label, requestedAt: at })
  await addJob(tx, VALIDATION_RUN_JOB, { runId: id }, { maxAttempts: 3, jobKey: `validation-run:${id}` })
  await recordAudit(tx, {
    ...{ actor, at, action: `${kind}.requested`, objectType: 'validation-run', objectId: id },
    after: { ...settings },
  })
  return getRun(tx, kind, id)
}

/** A run of a kind; refuses `validation_run_not_found`. */
export async function getRun(db: Queryable, kind: RunKind, id: Id): Promise<ValidationRun> {
  const run = await findRun(db, id)
  if (run?.kind !== kind) throw new Refusal('validation_run_not_found', { id })
  return run
}

/** Stops a run that has not ended; refuses one that has. */
export async function cancelRun(tx: Tx, kind: RunKind, id: Id, { actor, at }: Doing): Promise<ValidationRun> {
  const { status } = await getRun(tx, kind, id)
  if (!(await endRun(tx, id, { status: 'cancelled' }, at)))
    throw new Refusal('validation_run_over', { status })
  await recordAudit(tx, {
    ...{ actor, at, action: `${kind}.cancelled`, objectType: 'validation-run', objectId: id },
  })
  return getRun(tx, kind, id)
}

class Cancelled extends Error {}

/**
 * Does a queued run. A refusal ends it with its reason, a crash of the program lets it begin again; one that has ended is
 * left alone, so the job may come twice.
 */
export async function doRun(deps: Deps, id: Id, works: Works): Promise<void> {
  if (!(await deps.db.transaction((tx) => startRun(tx, id)))) return
  const run = await findRun(deps.db, id)
  if (!run) return
  const advance: Advance = async (done, total) => {
    if (!(await deps.db.transaction((tx) => advanceRun(tx, id, { done, total })))) throw new Cancelled()
  }
  await runAs({ ...systemPrincipal, label: run.requestedBy }, async () => {
    try {
      const work = await works[run.kind](run, advance)
      await deps.db.transaction(async (tx) => {
        const at = deps.now()
        const result = 'finish' in work ? await work.finish(tx, at) : work.result
        // Cancelled in the last moment: nothing of it stays.
        if (!(await endRun(tx, id, { status: 'done', result }, at))) throw new Cancelled()
      })
    } catch (error) {
      if (error instanceof Cancelled) return
      const refused = error instanceof Refusal
      const failure = refused
        ? { code: error.code, values: error.values }
        : { code: 'validation_run_broke', values: {} }
      await deps.db.transaction((tx) => endRun(tx, id, { status: 'failed', failure }, deps.now()))
      if (!refused) throw error
    }
  })
}
