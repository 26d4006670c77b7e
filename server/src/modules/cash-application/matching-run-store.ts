import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export const matchingRunStatuses = ['queued', 'running', 'done', 'failed'] as const

export interface RunCounts {
  /** Open bank lines, how many of them were looked at, and receipts made of them. */
  readonly linesTotal: number
  readonly linesDone: number
  readonly recorded: number
  /** Unapplied receipts and credit notes, how many of them were looked at, applied and left to a person. */
  readonly total: number
  readonly done: number
  readonly matched: number
  readonly proposed: number
}

export interface MatchingRun extends RunCounts {
  readonly id: Id
  readonly status: (typeof matchingRunStatuses)[number]
  readonly failure: string | null
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

const columns = sql`id, status, lines_total AS "linesTotal", lines_done AS "linesDone", recorded, total, done, matched,
  proposed, failure, requested_by AS "requestedBy", requested_at AS "requestedAt", started_at AS "startedAt",
  finished_at AS "finishedAt"`

/** Asks for a run; null when one waits or is under way. */
export async function insertRun(tx: Tx, id: Id, by: string, at: Date): Promise<boolean> {
  const inserted = await tx.run(sql`
    INSERT INTO matching_run (id, status, requested_by, requested_at) VALUES (${id}::uuid, 'queued', ${by}, ${at})
    ON CONFLICT DO NOTHING`)
  return inserted > 0
}

export async function findRun(db: Queryable, id: Id): Promise<MatchingRun | undefined> {
  const [run] = await db.rows<MatchingRun>(sql`SELECT ${columns} FROM matching_run WHERE id = ${id}::uuid`)
  return run
}

export async function latestRun(db: Queryable): Promise<MatchingRun | undefined> {
  const [run] = await db.rows<MatchingRun>(
    sql`SELECT ${columns} FROM matching_run ORDER BY requested_at DESC, id DESC LIMIT 1`,
  )
  return run
}

export async function beginRun(tx: Tx, id: Id, linesTotal: number, total: number, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE matching_run SET status = 'running', lines_total = ${linesTotal}, total = ${total}, started_at = ${at}
    WHERE id = ${id}::uuid AND status IN ('queued', 'running')`)
}

export async function saveCounts(tx: Tx, id: Id, counts: Omit<RunCounts, 'linesTotal'>): Promise<void> {
  await tx.run(sql`
    UPDATE matching_run SET lines_done = ${counts.linesDone}, recorded = ${counts.recorded}, total = ${counts.total},
      done = ${counts.done}, matched = ${counts.matched}, proposed = ${counts.proposed}
    WHERE id = ${id}::uuid`)
}

export async function endRun(
  tx: Tx,
  id: Id,
  {
    status,
    failure,
    at,
  }: { readonly status: 'done' | 'failed'; readonly failure: string | null; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE matching_run SET status = ${status}, failure = ${failure}, finished_at = ${at} WHERE id = ${id}::uuid`)
}
