import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { to as copyTo } from 'pg-copy-streams'
import { withoutPipeline } from '../db/database.js'
import { sql } from '../db/sql.js'
import type { Database, Tx } from '../db/types.js'
import { jobsFile, MANIFEST_NAME, tableFile, type Manifest } from './manifest.js'
import { listMigrations, listTables, type TableShape } from './table-list.js'

/**
 * Writes every table into `dir`, all as of one instant, beside a working server. `dir` must be empty or new. The
 * manifest, with the number of rows and a checksum per table, is written last. `onTable` hears of each table.
 */
export async function backUp(
  db: Database,
  dir: string,
  info: { readonly program: string; readonly at: Date },
  onTable: (name: string, rows: number) => void = () => undefined,
): Promise<Manifest> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  if ((await readdir(dir)).length > 0) throw new DirectoryNotEmpty(dir)
  const manifest = await db.snapshot(async (tx): Promise<Manifest> => {
    const tables: Manifest['tables'] = []
    for (const table of await listTables(tx)) {
      const written = await writeTable(tx, dir, table)
      tables.push(written)
      onTable(written.name, written.rows)
    }
    return {
      format: 1,
      program: info.program,
      createdAt: info.at.toISOString(),
      migrations: await listMigrations(tx),
      tables,
      jobs: await writeJobs(tx, dir),
    }
  })
  await writeLasting(path.join(dir, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** A backup never writes over anything. */
export class DirectoryNotEmpty extends Error {
  override readonly name = 'DirectoryNotEmpty'
  constructor(dir: string) {
    super(`${dir} is not empty.`)
  }
}

async function writeTable(tx: Tx, dir: string, table: TableShape): Promise<Manifest['tables'][number]> {
  const columns = table.columns.map((name) => `"${name}"`).join(', ')
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const target = createWriteStream(tableFile(dir, table.name), { mode: 0o600, flush: true })
  const rows = await withoutPipeline(tx, async () => {
    const source = tx.client.query(copyTo(`COPY (SELECT ${columns} FROM "${table.name}") TO STDOUT`))
    await pipeline(source, createGzip({ level: 1 }), hashing, target)
    return source.rowCount
  })
  return {
    name: table.name,
    columns: [...table.columns],
    rows,
    sha256: hash.digest('hex'),
  }
}

/** Jobs that still have to be done, so that nothing promised is forgotten by a restore. */
async function writeJobs(tx: Tx, dir: string): Promise<Manifest['jobs']> {
  const jobs = await tx.rows<object>(sql`
    SELECT t.identifier AS name, j.payload, j.run_at AS "runAt", j.max_attempts AS "maxAttempts", j.key AS "jobKey"
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE j.attempts < j.max_attempts
    ORDER BY j.id`)
  const text = jobs.map((job) => `${JSON.stringify(job)}\n`).join('')
  await writeFile(jobsFile(dir), text, { mode: 0o600, flush: true })
  return { rows: jobs.length, sha256: createHash('sha256').update(text).digest('hex') }
}

async function writeLasting(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
