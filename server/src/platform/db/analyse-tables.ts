import { raw, sql } from './sql.js'
import type { Database } from './types.js'

/**
 * Lets PostgreSQL's planner know the tables as they are now, without waiting for autovacuum (up to a minute): to be
 * called when much was loaded at once. A few seconds at millions of rows. Empty tables are left out: called empty in
 * the statistics, they would be planned for as empty long after the first rows.
 */
export async function analyseTables(db: Database): Promise<void> {
  const tables = await db.rows<{ name: string }>(sql`
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
    ORDER BY 1`)
  if (tables.length > 0) await db.run(sql`ANALYZE ${raw(tables.map(({ name }) => name).join(', '))}`)
}
