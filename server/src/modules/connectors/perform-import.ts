import type { Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { analyseTables } from '../../platform/db/analyse-tables.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { notify } from '../notifications/notify.js'
import { requestFirstRatings } from '../scoring/re-rating/re-rate-marked.js'
import type { ApplyContext, ApplyOutcome, ImportEffects } from './apply-outcome.js'
import { applyRecords } from './apply-records.js'
import { checkRecords, TotalWatch } from './check-records.js'
import type { ImportContext } from './domain/import-context.js'
import type { ImportFault } from './domain/import-fault.js'
import { noProgress, type ImportProgress, type ImportRun, type ImportTotal } from './domain/import-run.js'
import { importContext } from './import-context.js'
import { deleteChunks } from './import-file-store.js'
import { deleteFaults, FAULTS_MAX, insertFaults } from './import-fault-store.js'
import { endAttempt, saveProgress } from './import-store.js'
import { readAhead } from './read-ahead.js'
import { readRecords } from './read-records.js'

export interface ImportDeps {
  readonly db: Database
  readonly now: () => Date
  readonly effects: ImportEffects
}

export interface ImportTask {
  readonly run: ImportRun
  /** Where the file lies. */
  readonly path: string
  readonly actor: Principal
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
}

/** Reads a file and says what is wrong with it; writes nothing but the findings. */
export async function validateImport(deps: ImportDeps, task: ImportTask): Promise<ImportProgress> {
  return attempt(deps, task, 'validated', async (context, tally) => {
    for await (const batch of readRecords(task.path, task.run.kind, context, task.run.analysis)) {
      const { faultyRows, faults } = await checkRecords(deps.db, task.run.kind, batch.groups, context)
      tally.totals.add(batch.groups)
      await tally.take(batch.rowsRead, { rowsApplied: 0, rowsUnchanged: 0, rowsFaulty: faultyRows, faults })
    }
  })
}

/**
 * Imports a file. `valid-rows`: batch by batch, each in its own transaction, faulty rows left out. `all-or-nothing`:
 * everything in one transaction, and nothing when any row is faulty.
 */
export async function performImport(deps: ImportDeps, task: ImportTask): Promise<ImportProgress> {
  const { run } = task
  return attempt(deps, task, 'finished', async (context, tally) => {
    const organisation = await getOrganisation(deps.db)
    const at = deps.now()
    const newContext = (): ApplyContext => ({
      actor: task.actor,
      at,
      today: dayInZone(at, organisation.timeZone),
      effects: deps.effects,
      file: context,
      known: new Set(),
      unnumbered: new Map(),
      stated: new Set(),
    })
    const each = async (inTransaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>) => {
      const apply = newContext()
      // The next batch is read while the database works on this one.
      for await (const batch of readAhead(readRecords(task.path, run.kind, context, run.analysis))) {
        const outcome = await inTransaction((tx) => applyRecords(tx, run.kind, batch.groups, apply))
        tally.totals.add(batch.groups)
        await tally.take(batch.rowsRead, outcome)
      }
    }
    const statistics = new FreshStatistics(deps.db)
    if (run.mode === 'all-or-nothing') {
      await deps.db.transaction(async (tx) => {
        await tally.restart()
        await each((work) => work(tx))
        const { rowsFaulty } = tally.progress
        if (rowsFaulty > 0) throw new Refusal('import_rows_faulty', { faulty: rowsFaulty })
      })
    } else {
      await each(async (work) => {
        const outcome = await deps.db.transaction(work)
        await statistics.after(tally.progress.rowsRead)
        return outcome
      })
    }
    await statistics.atEnd(tally.progress.rowsRead)
  })
}

/** After so many rows what PostgreSQL believed of the tables is far off. */
const ROWS_BEFORE_STATISTICS = 5_000

/** Renews the planner's statistics when a file has brought ten times as many rows as at the last time, and at its end. */
class FreshStatistics {
  private due = ROWS_BEFORE_STATISTICS

  constructor(private readonly db: Database) {}

  async after(rows: number): Promise<void> {
    if (rows < this.due) return
    this.due = rows * 10
    await analyseTables(this.db)
  }

  async atEnd(rows: number): Promise<void> {
    if (rows >= ROWS_BEFORE_STATISTICS) await analyseTables(this.db)
  }
}

/** Counts what happens to rows, keeps their faults and tells of the progress, also to those who look from outside. */
class Tally {
  progress: ImportProgress = noProgress
  private faultCount = 0
  totals: TotalWatch

  constructor(
    private readonly deps: ImportDeps,
    private readonly task: ImportTask,
    private readonly context: ImportContext,
  ) {
    this.totals = new TotalWatch(context)
  }

  /** Begins again from zero, when the whole transaction is repeated. */
  async restart(): Promise<void> {
    await this.deps.db.transaction((tx) => deleteFaults(tx, this.task.run.id))
    this.faultCount = 0
    this.progress = noProgress
    this.totals = new TotalWatch(this.context)
  }

  async take(rowsRead: number, outcome: ApplyOutcome): Promise<void> {
    const { progress } = this
    this.progress = {
      rowsRead,
      rowsApplied: progress.rowsApplied + outcome.rowsApplied,
      rowsUnchanged: progress.rowsUnchanged + outcome.rowsUnchanged,
      rowsFaulty: progress.rowsFaulty + outcome.rowsFaulty,
    }
    await this.keep(outcome.faults)
    await saveProgress(this.deps.db, this.task.run.id, this.progress, this.deps.now())
    this.task.onProgress?.(this.progress)
  }

  private async keep(faults: readonly ImportFault[]): Promise<void> {
    const kept = faults.slice(0, Math.max(0, FAULTS_MAX - this.faultCount))
    const first = this.faultCount
    this.faultCount += kept.length
    if (kept.length > 0) {
      await this.deps.db.transaction((tx) => insertFaults(tx, this.task.run.id, kept, first))
    }
  }
}

/** Runs one attempt and records how it ended. A refusal ends it as failed; a bug is thrown after that is recorded. */
async function attempt(
  deps: ImportDeps,
  task: ImportTask,
  success: 'validated' | 'finished',
  work: (context: ImportContext, tally: Tally) => Promise<void>,
): Promise<ImportProgress> {
  const { run, actor } = task
  let tally: Tally | undefined
  let failure: ImportRun['failure'] = null
  let bug: Error | undefined
  try {
    const headers = run.analysis.columns.map((column) => column.header)
    const context = await importContext(deps.db, run.kind, run.settings, headers)
    tally = new Tally(deps, task, context)
    await work(context, tally)
  } catch (error) {
    if (!(error instanceof Refusal)) bug = error instanceof Error ? error : new Error(String(error))
    failure = error instanceof Refusal ? { code: error.code, ...error.text } : internalError
  }
  const progress = tally?.progress ?? noProgress
  const counted = failure ? { ...progress, rowsApplied: 0, rowsUnchanged: 0 } : progress
  const end = {
    ...counted,
    totals: totalsOf(tally),
    failure,
    status: failure ? ('failed' as const) : success,
  }
  await deps.db.transaction((tx) => close(tx, run.id, actor, end, deps.now(), run))
  if (bug) throw bug
  return counted
}

const internalError = {
  code: 'internal_error',
  zh: '服务器内部错误，请联系管理员。',
  en: 'Internal error; tell the administrator.',
}

function totalsOf(tally: Tally | undefined): ImportTotal[] {
  return tally?.totals.totals() ?? []
}

async function close(
  tx: Tx,
  id: Id,
  actor: Principal,
  end: Parameters<typeof endAttempt>[2],
  at: Date,
  run: ImportRun,
): Promise<void> {
  await endAttempt(tx, id, end, at)
  await tellStarter(tx, run, actor, end, at)
  if (end.status !== 'finished') return
  await deleteChunks(tx, id)
  await requestFirstRatings(tx, at)
  const { rowsRead, rowsApplied, rowsUnchanged, rowsFaulty } = end
  await recordAudit(tx, {
    actor,
    action: 'import.finished',
    objectType: 'import',
    objectId: id,
    after: {
      kind: run.kind,
      fileName: run.fileName,
      fileHash: run.fileHash,
      rowsRead,
      rowsApplied,
      rowsUnchanged,
      rowsFaulty,
    },
    at,
  })
}

/** Tells who started an import how it ended; a validation ends on the screen. */
async function tellStarter(
  tx: Tx,
  { id, fileName: file }: ImportRun,
  actor: Principal,
  end: Parameters<typeof endAttempt>[2],
  at: Date,
): Promise<void> {
  const common = {
    ...{ to: { usernames: [actor.label] }, subject: `${id}:${at.getTime()}` },
    ...{ link: `/imports/${id}`, at },
  }
  if (end.failure) {
    const { zh, en } = end.failure
    await notify(tx, { ...common, kind: 'import_failed', data: { file, why: { zh, en } } })
  } else if (end.status === 'finished') {
    const [rows, applied, faulty] = [end.rowsRead, end.rowsApplied, end.rowsFaulty].map(String)
    const data = { file, rows: rows ?? '0', applied: applied ?? '0', faulty: faulty ?? '0' }
    await notify(tx, { ...common, kind: 'import_finished', data })
  }
}
