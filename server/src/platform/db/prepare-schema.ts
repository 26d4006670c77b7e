import { migrateJobs } from '../jobs.js'
import { migrate } from './migrate.js'
import type { Database } from './types.js'

const LOCK = 7310002

/**
 * Brings a database up to this program: the job queue's schema, then our migrations. Processes that start together
 * wait for each other. Gives the names of the migrations applied now. Needs a pool of at least two connections.
 */
export async function prepareSchema(db: Database): Promise<string[]> {
  const client = await db.pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await migrateJobs(db)
    return await migrate(db)
  } finally {
    // Closing the connection gives the lock back even when the wait for it was cut short.
    client.release(true)
  }
}
