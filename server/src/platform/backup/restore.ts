import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { from as copyFrom } from 'pg-copy-streams'
import { analyseTables } from '../db/analyse-tables.js'
import { withoutPipeline } from '../db/database.js'
import { raw, sql } from '../db/sql.js'
import type { Database, Tx } from '../db/types.js'
import { addJob, type JobOptions } from '../jobs.js'
import { jobsFile, readManifest, tableFile, type Manifest } from './manifest.js'
import { listMigrations, listTables } from './table-list.js'

/** Why a backup is not loaded; nothing was changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
}

/**
 * Loads a backup into a database that is migrated and otherwise empty, in one transaction. Refuses a database that is
 * in use, a backup of another schema version, and files that differ from their checksums. `mustBeEmpty` names the
 * tables in which a used installation has rows.
 */
export async function restore(
  db: Database,
  dir: string,
  mustBeEmpty: readonly string[],
  onTable: (name: string, rows: number) => void = () => undefined,
): Promise<Manifest> {
  const manifest = await readManifest(dir).catch((error: unknown) => {
    throw new RestoreRefused(`${dir} holds no complete backup.`, { cause: error })
  })
  await verifyFiles(dir, manifest)
  await db.transaction(async (tx) => {
    await requireSameSchema(tx, manifest)
    await requireEmpty(tx, mustBeEmpty)
    for (const table of manifest.tables) await tx.run(triggers('DISABLE', table.name))
    // Rows that migrations make are replaced by those of the backup.
    for (const table of [...manifest.tables].reverse())
      await tx.run(sql`DELETE FROM ${raw(`"${table.name}"`)}`)
    for (const table of manifest.tables) {
      await loadTable(tx, dir, table)
      onTable(table.name, table.rows)
    }
    for (const table of manifest.tables) await tx.run(triggers('ENABLE', table.name))
    await continueNumbers(tx)
    await loadJobs(tx, dir)
  })
  await analyseTables(db)
  return manifest
}

/** Append-only tables refuse deletions by trigger; the owner may suspend that inside this transaction. */
function triggers(mode: 'DISABLE' | 'ENABLE', table: string) {
  return sql`${raw(`ALTER TABLE "${table}" ${mode} TRIGGER USER`)}`
}

/** Numbers that the database gives out go on after those that were loaded. */
async function continueNumbers(tx: Tx): Promise<void> {
  const numbered = await tx.rows<{ table: string; column: string }>(sql`
    SELECT c.relname AS table, a.attname AS column
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attidentity <> '' AND NOT a.attisdropped`)
  for (const { table, column } of numbered)
    await tx.run(sql`
      SELECT setval(pg_get_serial_sequence(${`public.${table}`}, ${column}), max(t.n))
      FROM (SELECT ${raw(`"${column}"`)} AS n FROM ${raw(`"${table}"`)}) AS t HAVING max(t.n) IS NOT NULL`)
}

async function verifyFiles(dir: string, manifest: Manifest): Promise<void> {
  const files = manifest.tables.map(({ name, sha256 }) => ({ file: tableFile(dir, name), sha256 }))
  for (const { file, sha256 } of [...files, { file: jobsFile(dir), sha256: manifest.jobs.sha256 }]) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(file), hash).catch((error: unknown) => {
      throw new RestoreRefused(`${file} cannot be read.`, { cause: error })
    })
    if (hash.digest('hex') !== sha256) throw new RestoreRefused(`${file} differs from its checksum.`)
  }
}

async function requireSameSchema(tx: Tx, manifest: Manifest): Promise<void> {
  const ours = JSON.stringify(await listMigrations(tx))
  if (JSON.stringify(manifest.migrations) !== ours)
    throw new RestoreRefused(
      `The backup was made by version ${manifest.program} with another schema. Restore it with that version, then start this one.`,
    )
  const names = new Set((await listTables(tx)).map((table) => table.name))
  const foreign = manifest.tables.find((table) => !names.has(table.name))
  if (foreign) throw new RestoreRefused(`There is no table ${foreign.name}.`)
}

async function requireEmpty(tx: Tx, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const [row] = await tx.rows(sql`SELECT 1 FROM ${raw(`"${table}"`)} LIMIT 1`)
    if (row) throw new RestoreRefused(`The database is in use: ${table} has rows. Restore into an empty one.`)
  }
}

async function loadTable(tx: Tx, dir: string, table: Manifest['tables'][number]): Promise<void> {
  const columns = table.columns.map((name) => `"${name}"`).join(', ')
  const target = await withoutPipeline(tx, async () => {
    const copy = tx.client.query(copyFrom(`COPY "${table.name}" (${columns}) FROM STDIN`))
    await pipeline(createReadStream(tableFile(dir, table.name)), createGunzip(), copy)
    return copy
  })
  if (target.rowCount !== table.rows)
    throw new RestoreRefused(`${table.name} has ${target.rowCount} rows instead of ${table.rows}.`)
}

interface SavedJob extends Omit<JobOptions, 'jobKey'> {
  readonly name: string
  readonly payload: object
  readonly jobKey: string | null
}

async function loadJobs(tx: Tx, dir: string): Promise<void> {
  const text = await readFile(jobsFile(dir), 'utf8')
  for (const line of text.split('\n').filter((part) => part !== '')) {
    const { name, payload, runAt, maxAttempts, jobKey } = JSON.parse(line) as SavedJob
    await addJob(tx, name, payload, {
      ...(runAt ? { runAt } : {}),
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
      ...(jobKey === null ? {} : { jobKey }),
    })
  }
}
