import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface AttemptCount {
  readonly key: string
  readonly attempts: number
  readonly startedAt: Date
}

/**
 * Counts one attempt under each key and gives the counts; a count starts anew when its window is over. The count is
 * taken before the password is checked, so that parallel guesses cannot slip past each other.
 */
export async function countAttempt(
  db: Queryable,
  keys: readonly string[],
  now: Date,
  windowMs: number,
): Promise<AttemptCount[]> {
  const begin = new Date(now.getTime() - windowMs)
  const rows = await db.rows<{ key: string; attempts: number; started_at: Date }>(sql`
    INSERT INTO sign_in_attempt AS a (key, attempts, started_at)
    SELECT key, 1, ${now} FROM unnest(${[...keys].sort()}::text[]) AS key ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
      attempts = CASE WHEN a.started_at <= ${begin} THEN 1 ELSE a.attempts + 1 END,
      started_at = CASE WHEN a.started_at <= ${begin} THEN ${now} ELSE a.started_at END
    RETURNING key, attempts, started_at`)
  return rows.map((row) => ({ key: row.key, attempts: row.attempts, startedAt: row.started_at }))
}

export async function forgetAttempts(tx: Tx, key: string): Promise<void> {
  await tx.run(sql`DELETE FROM sign_in_attempt WHERE key = ${key}`)
}

/** Takes back one counted attempt that turned out to be right. */
export async function takeBackAttempt(tx: Tx, key: string): Promise<void> {
  await tx.run(sql`UPDATE sign_in_attempt SET attempts = greatest(0, attempts - 1) WHERE key = ${key}`)
}

/** Removes counts whose window is over. */
export async function deleteOldAttempts(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`DELETE FROM sign_in_attempt WHERE started_at < ${before}`)
}
