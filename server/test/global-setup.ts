import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../src/platform/db/database.js'
import { prepareSchema } from '../src/platform/db/prepare-schema.js'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.js'
import { createLogger } from '../src/platform/log.js'
import { databaseUrl } from './database-url.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Any database of the test server, as a role that may create databases. */
    testServerUrl: string
    /** The migrated database that `createTestDatabase` clones. */
    testTemplate: string
  }
}

/**
 * One PostgreSQL for the whole run: the one at TEST_DATABASE_URL, or an embedded one in a temporary directory
 * (without fsync: a test database need not survive a power cut).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = `xinheng_template_${process.pid}`
  try {
    await onServer(server.url, `create database ${template}`)
    await migrateTemplate(databaseUrl(server.url, template))
  } catch (error) {
    await server.close()
    throw error
  }
  project.provide('testServerUrl', server.url)
  project.provide('testTemplate', template)
  return async () => {
    await onServer(server.url, `drop database if exists ${template} with (force)`)
    await server.close()
  }
}

async function migrateTemplate(url: string): Promise<void> {
  const db = openDatabase({ url, poolSize: 2 })
  try {
    await prepareSchema(db)
  } finally {
    await db.close()
  }
}

interface TestServer {
  url: string
  close(): Promise<void>
}

async function openServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined && given !== '') return { url: given, close: () => Promise.resolve() }
  const dataDir = await mkdtemp(join(tmpdir(), 'xinheng-test-'))
  const embedded = await startEmbeddedPostgres({
    dataDir,
    log: createLogger({ level: 'warn' }),
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  return {
    url: embedded.url,
    async close() {
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
