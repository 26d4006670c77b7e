import type { Logger } from 'pino'
import { sql } from './db/sql.js'
import type { Database } from './db/types.js'

const BEAT_MS = 10_000
/** A worker that has been silent this long is dead; its jobs are idempotent, so a wrong guess costs only work. */
const SILENT_SECONDS_MAX = 60

/**
 * Tells that these workers are alive, and unlocks jobs of workers that died (killed, power lost), which the queue
 * itself would hold back for four hours.
 */
export async function keepAlive(
  db: Database,
  workerIds: ReadonlySet<string>,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  await beat(db, workerIds)
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = beat(db, workerIds).catch((error: unknown) => {
      log.warn({ err: error }, 'the heartbeat of the job worker failed')
    })
  }, BEAT_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
      await db.run(sql`DELETE FROM worker_process WHERE worker_id = ANY(${[...workerIds]}::text[])`)
    },
  }
}

async function beat(db: Database, workerIds: ReadonlySet<string>): Promise<void> {
  await db.run(sql`
    INSERT INTO worker_process (worker_id) SELECT unnest(${[...workerIds]}::text[])
    ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()`)
  await db.run(sql`
    DELETE FROM worker_process WHERE seen_at < now() - make_interval(secs => ${SILENT_SECONDS_MAX})`)
  await db.rows(sql`
    SELECT graphile_worker.force_unlock_workers(dead.ids)
    FROM (
      SELECT array_agg(DISTINCT j.locked_by) AS ids
      FROM graphile_worker.jobs j
      WHERE j.locked_by IS NOT NULL
        AND j.locked_at < now() - make_interval(secs => ${SILENT_SECONDS_MAX})
        AND NOT EXISTS (SELECT FROM worker_process w WHERE w.worker_id = j.locked_by)
    ) dead
    WHERE dead.ids IS NOT NULL`)
}
