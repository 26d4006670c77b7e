import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemPrincipal } from '../server/src/kernel/access.js'
import { createApiKey } from '../server/src/modules/identity/create-api-key.js'
import { openDatabase } from '../server/src/platform/db/database.js'
import { prepareSchema } from '../server/src/platform/db/prepare-schema.js'
import type { Database } from '../server/src/platform/db/types.js'
import type { Deps } from '../server/src/platform/deps.js'
import { startEmbeddedPostgres } from '../server/src/platform/embedded-postgres/embedded-postgres.js'
import { createLogger } from '../server/src/platform/log.js'

/** An empty installation in a directory of its own, durable like a real one. */
export interface BenchInstallation {
  readonly deps: Deps
  readonly databaseUrl: string
  /** A directory that goes away with the installation. */
  readonly dir: string
  /** Makes an API key that may do everything. */
  apiKey(): Promise<string>
  /** Stops PostgreSQL and removes everything. */
  close(): Promise<void>
}

/** pgbench opens as many connections as it has clients. */
const CONNECTIONS_MAX = '320'

/** Starts PostgreSQL with the program's own settings and brings its schema up to date. */
export async function openBenchInstallation(): Promise<BenchInstallation> {
  const dir = mkdtempSync(join(tmpdir(), 'xinheng-bench-'))
  const log = createLogger({ level: 'warn' })
  const postgres = await startEmbeddedPostgres({
    dataDir: dir,
    log,
    settings: { max_connections: CONNECTIONS_MAX },
  })
  const db = openDatabase({ url: postgres.url, applicationName: 'xinheng-bench' })
  const close = async (): Promise<void> => {
    await db.close()
    await postgres.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    await prepareSchema(db)
    await cheapenSignIn(db.pool, postgres.url)
  } catch (error) {
    await close()
    throw error
  }
  const now = () => new Date()
  return {
    deps: { db, now, log },
    databaseUrl: postgres.url,
    dir,
    async apiKey() {
      const draft = { name: 'bench', scopes: ['*' as const], expiresAt: null }
      return (await createApiKey(db, systemPrincipal, draft, now())).key
    },
    close,
  }
}

/** Opening 256 connections must not take longer than what pgbench then measures on them. */
async function cheapenSignIn(pool: Database['pool'], url: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SET scram_iterations = 1')
    await client.query(`ALTER ROLE CURRENT_USER PASSWORD '${new URL(url).password}'`)
  } finally {
    client.release(true)
  }
}
