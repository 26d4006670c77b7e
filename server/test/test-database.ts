import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '../src/platform/db/database.js'
import type { Database } from '../src/platform/db/types.js'
import { databaseUrl } from './database-url.js'

export interface TestDatabase {
  url: string
  db: Database
  pool: pg.Pool
  /** Closes the pool and removes the database. */
  drop(): Promise<void>
}

/**
 * A database of one test file alone, cloned from the migrated template (some 50 ms). Call it in `beforeAll` and
 * `drop` in `afterAll`. `poolSize` connections; races need as many as they have runners.
 */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const serverUrl = inject('testServerUrl')
  const name = `xinheng_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${inject('testTemplate')}`)
  const url = databaseUrl(serverUrl, name)
  const db = openDatabase({ url, poolSize: options.poolSize ?? 8, applicationName: 'xinheng-test' })
  return {
    url,
    db,
    pool: db.pool,
    async drop() {
      await db.close()
      await onServer(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

/** Cloning fails while another test file clones the same template at that moment: "being accessed by other users". */
const OBJECT_IN_USE = '55006'
const CLONE_TRIES = 100

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        await client.query(statement)
        return
      } catch (error) {
        const busy = error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE
        if (!busy || tries === CLONE_TRIES) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  } finally {
    await client.end()
  }
}
