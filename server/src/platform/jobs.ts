import {
  Logger as GraphileLogger,
  parseCronItems,
  run,
  runMigrations,
  type Runner,
  type Task,
} from 'graphile-worker'
import type { Logger } from 'pino'
import { EventEmitter } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { keepAlive } from './jobs-liveness.js'
import { sql, type Sql } from './db/sql.js'
import type { Database, Queryable } from './db/types.js'
import { jobsTotal, queueLagSeconds } from './metrics.js'
import { newId } from './new-id.js'
import { runInContext, systemActor } from './request-context.js'

export interface JobOptions {
  /** Replaces a waiting job of the same key, so that a piece of work is queued at most once. */
  readonly jobKey?: string
  readonly runAt?: Date
  /** Instead of `runAt`: this long from now by the database's clock. */
  readonly delayMs?: number
  /** Attempts before the job is left alone as failed; the wait between grows as e^attempt seconds. Default 25. */
  readonly maxAttempts?: number
}

/** Does one job. Must be idempotent: after a crash a job runs again. Throwing makes it be tried again later. */
export type JobHandler = (payload: unknown) => Promise<void>
export type JobHandlers = Readonly<Record<string, JobHandler>>

/** A job that starts by itself. `cron` is in UTC: minute hour day month weekday. */
export interface Schedule {
  readonly job: string
  readonly cron: string
}

/** Creates or upgrades the queue's own schema `graphile_worker`. */
export async function migrateJobs(db: Database): Promise<void> {
  await runMigrations({ pgPool: db.pool, logger: new GraphileLogger(() => () => undefined) })
}

/** Queues a job in the caller's transaction: it runs if and only if that commits. */
export async function addJob(
  tx: Queryable,
  name: string,
  payload: object = {},
  options: JobOptions = {},
): Promise<void> {
  await tx.run(sql`
    SELECT queue_job(${name}, ${JSON.stringify(payload)}::json, ${delayed(options)},
      ${options.maxAttempts ?? null}::smallint, ${options.jobKey ?? null})`)
}

function delayed({ runAt, delayMs }: JobOptions): Sql {
  if (delayMs === undefined) return sql`${runAt ?? null}::timestamptz`
  return sql`now() + make_interval(secs => ${delayMs / 1000}::float8)`
}

/** Queues many jobs of one kind with one statement. */
export async function addJobs(tx: Queryable, name: string, payloads: readonly object[]): Promise<void> {
  if (payloads.length === 0) return
  await tx.prepared('jobs_add_many', 'SELECT queue_jobs($1, $2::json[])', [
    name,
    payloads.map((payload) => JSON.stringify(payload)),
  ])
}

export interface WorkerOptions {
  readonly handlers: JobHandlers
  readonly schedules: readonly Schedule[]
  readonly log: Logger
  readonly concurrency?: number
}

export interface JobWorker {
  /** Takes no new jobs, waits for those that run, gives back those that only waited. */
  stop(): Promise<void>
}

const RESTART_MS = 2_000
/** A runner that has asked for jobs this long without an answer never gets one: see `endUnanswered`. */
const FIRST_ANSWER_MS = 15_000

/**
 * Runs jobs and schedules from the queue until stopped. Needs `migrateJobs` to have run. The queue's own runner ends
 * when the database is away for too long: it is then started again until it runs.
 */
export async function startWorker(db: Database, options: WorkerOptions): Promise<JobWorker> {
  const workerIds = new Set<string>()
  const stopping = new AbortController()
  let runner = await startRunner(db, options, workerIds)
  const supervision = supervise()
  const liveness = await keepAlive(db, workerIds, options.log)

  async function supervise(): Promise<void> {
    for (;;) {
      await runner.promise.catch((error: unknown) =>
        options.log.error({ err: error }, 'the job runner failed'),
      )
      if (stopping.signal.aborted) return
      options.log.error('the job runner ended; starting it again')
      runner = await restart()
    }
  }

  async function restart(): Promise<Runner> {
    for (;;) {
      await delay(RESTART_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      if (stopping.signal.aborted) return runner
      try {
        return await startRunner(db, options, workerIds)
      } catch (error) {
        options.log.error({ err: error }, 'the job runner does not start yet')
      }
    }
  }

  return {
    async stop() {
      stopping.abort()
      // Refused by a runner that has ended by itself.
      await runner.stop().catch(() => undefined)
      await supervision
      await liveness.stop()
    },
  }
}

async function startRunner(db: Database, options: WorkerOptions, workerIds: Set<string>): Promise<Runner> {
  const concurrency = options.concurrency ?? 4
  const events = new EventEmitter()
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => workerIds.add(workerPool.id))
  const handlers = Object.entries(options.handlers).map(([name, handle]) => [name, counted(name, handle)])
  const answered = new Promise<void>((resolve) => {
    events.once('localQueue:getJobs:complete', () => resolve())
  })
  const runner = await run(
    {
      pgPool: db.pool,
      concurrency,
      noHandleSignals: true,
      events,
      logger: graphileLogger(options.log),
      parsedCronItems: parseCronItems(
        options.schedules.map(({ job, cron }) => ({
          task: job,
          match: cron,
          identifier: job,
          options: { jobKey: `scheduled:${job}`, maxAttempts: 5, backfillPeriod: 12 * 3_600_000 },
        })),
      ),
      preset: { worker: { localQueue: { size: concurrency * 25, ttl: 30_000 }, pollInterval: 1_000 } },
    },
    Object.fromEntries(handlers) as Record<string, Task>,
  )
  endUnanswered(runner, answered, options.log)
  return runner
}

/**
 * The queue's runner looks up the numbers of its tasks once and remembers a failure of that for ever: if the database
 * goes away in the first moments, it would ask in vain until the process ends. Such a runner is ended, and supervision
 * starts another one.
 */
function endUnanswered(runner: Runner, answered: Promise<void>, log: Logger): void {
  const timer = setTimeout(() => {
    log.error('the job runner gets no answer')
    // Refused by a runner that has ended by itself.
    runner.stop().catch(() => undefined)
  }, FIRST_ANSWER_MS).unref()
  const settled = () => clearTimeout(timer)
  void answered.then(settled)
  runner.promise.then(settled, settled)
}

function counted(job: string, handle: JobHandler): Task {
  return async (payload, helpers) => {
    try {
      const context = { actor: systemActor(`job:${job}`), requestId: `job-${newId()}` }
      await runInContext(context, () => handle(payload))
      jobsTotal.inc({ job, outcome: 'done' })
    } catch (error) {
      jobsTotal.inc({ job, outcome: 'failed' })
      // The queue writes the ids of failed jobs as JSON, which it cannot do with the bigints that our pool reads.
      Object.assign(helpers.job, { id: String(helpers.job.id) })
      throw error
    }
  }
}

/** The queue's own messages go to our log; what it calls info is our debug. */
function graphileLogger(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message, meta) => {
    const write = level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug'
    log[write]({ jobs: meta }, message)
  })
}

export interface FailedJob {
  readonly id: string
  readonly name: string
  readonly attempts: number
  readonly error: string
}

/** Jobs that are not tried any more because all their attempts failed, the latest first. */
export async function listFailedJobs(db: Queryable, limit: number): Promise<FailedJob[]> {
  return db.rows<FailedJob>(sql`
    SELECT id::text, task_identifier AS name, attempts, coalesce(last_error, '') AS error
    FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL
    ORDER BY updated_at DESC LIMIT ${limit}`)
}

/** Notes how long the oldest due job has been waiting. */
export async function sampleJobLag(db: Queryable): Promise<void> {
  const [row] = await db.rows<{ seconds: number }>(sql`
    SELECT coalesce(extract(epoch FROM now() - min(run_at)), 0)::float8 AS seconds
    FROM graphile_worker.jobs
    WHERE run_at < now() AND locked_at IS NULL AND attempts < max_attempts`)
  queueLagSeconds.set({ queue: 'jobs' }, row?.seconds ?? 0)
}
