import type { Database } from '../../platform/db/types.js'

const LOCK = 7_310_040

/** Runs `work` while no other process does the same on this database; a second one waits for the first. */
export async function whileLoadingAlone<T>(db: Database, work: () => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    return await work()
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
    client.release()
  }
}
