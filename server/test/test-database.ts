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

/**
 * What passes by itself: cloning fails while another test file clones the same template at that moment ("being accessed
 * by other users"), dropping while the server vacuums the database ("permission denied to terminate process").
 */
const PASSING = ['55006', '42501']
const TRIES = 100

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        await client.query(statement)
        return
      } catch (error) {
        const busy = error instanceof pg.DatabaseError && PASSING.includes(error.code ?? '')
        if (!busy || tries === TRIES) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  } finally {
    await client.end()
  }
}
