import { sql } from '../db/sql.js'
import type { Queryable } from '../db/types.js'

export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
}

/** Bookkeeping of processes and of the schema itself is not part of the book. */
const LEFT_OUT = ['schema_migration', 'worker_process']

/** Our tables with their stored columns, each after the tables that it refers to. */
export async function listTables(db: Queryable): Promise<TableShape[]> {
  const tables = await db.rows<{ name: string; columns: string[]; refers_to: string[] }>(sql`
    SELECT c.relname AS name,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      ARRAY(SELECT DISTINCT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
            WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS refers_to
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> ALL(${LEFT_OUT}::text[])
    ORDER BY c.relname`)
  const ordered: TableShape[] = []
  const done = new Set<string>()
  const waiting = new Map(tables.map((table) => [table.name, table]))
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((table) => table.refers_to.every((name) => done.has(name)))
    if (ready.length === 0) throw new Error(`tables refer to each other: ${[...waiting.keys()].join(', ')}`)
    for (const { name, columns } of ready) {
      ordered.push({ name, columns })
      done.add(name)
      waiting.delete(name)
    }
  }
  return ordered
}

/** The migrations that made the schema as it is. */
export async function listMigrations(db: Queryable): Promise<{ name: string; hash: string }[]> {
  return db.rows(sql`SELECT name, hash FROM schema_migration ORDER BY name`)
}
