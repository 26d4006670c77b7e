import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from './types.js'
import { sql } from './sql.js'

/** The folder with the plain SQL migrations, the same from `src` and from `dist`. */
export const migrationsDir = fileURLToPath(new URL('../../../migrations/', import.meta.url))

/**
 * Applies every `*.sql` file that is not yet recorded, in name order, each in one transaction with its record.
 * Two processes may start together: the second waits for the first. Throws when an applied file was changed.
 * Returns the names that were applied now.
 */
export async function migrate(db: Database, dir: string = migrationsDir): Promise<string[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(dir, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
  return db.transaction(async (tx) => {
    await tx.run(sql`SELECT pg_advisory_xact_lock(7310001)`)
    await tx.run(sql`CREATE TABLE IF NOT EXISTS schema_migration (
      name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const applied = new Map(
      (await tx.rows<{ name: string; hash: string }>(sql`SELECT name, hash FROM schema_migration`)).map(
        (row) => [row.name, row.hash],
      ),
    )
    const now: string[] = []
    for (const file of files) {
      const hash = applied.get(file.name)
      if (hash === file.hash) continue
      if (hash !== undefined) throw new Error(`migration ${file.name} was changed after it had been applied`)
      await tx.client.query(file.text)
      await tx.run(sql`INSERT INTO schema_migration (name, hash) VALUES (${file.name}, ${file.hash})`)
      now.push(file.name)
    }
    // No table that a migration makes is left out of the audit trail or of the data scopes.
    if (now.length > 0 && dir === migrationsDir) await tx.run(sql`SELECT audit_attach(), scope_attach()`)
    return now
  })
}
