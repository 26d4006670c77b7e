import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface RatingRun {
  readonly id: Id
  readonly asOf: CalendarDay
  readonly status: 'queued' | 'running' | 'done' | 'failed'
  readonly total: number | null
  readonly done: number
  readonly gradesChanged: number
  readonly failure: string | null
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

export async function insertRun(
  tx: Tx,
  run: Pick<RatingRun, 'id' | 'asOf' | 'requestedBy' | 'requestedAt'>,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO rating_run (id, as_of, status, requested_by, requested_at)
    VALUES (${run.id}, ${run.asOf}, 'queued', ${run.requestedBy}, ${run.requestedAt})`)
}

const columns = sql`id, as_of AS "asOf", status, total, done, grades_changed AS "gradesChanged", failure,
  requested_by AS "requestedBy", requested_at AS "requestedAt", started_at AS "startedAt", finished_at AS "finishedAt"`

export async function findRun(db: Queryable, id: Id): Promise<RatingRun | undefined> {
  const [run] = await db.rows<RatingRun>(sql`SELECT ${columns} FROM rating_run WHERE id = ${id}`)
  return run
}

/** The runs asked for last, newest first. */
export async function listRuns(db: Queryable, limit: number): Promise<RatingRun[]> {
  return db.rows<RatingRun>(
    sql`SELECT ${columns} FROM rating_run ORDER BY requested_at DESC, id DESC LIMIT ${limit}`,
  )
}

export async function startRun(tx: Tx, id: Id, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE rating_run SET status = 'running', started_at = ${at}, failure = NULL, done = 0, grades_changed = 0
    WHERE id = ${id}`)
}

export async function advanceRun(
  tx: Tx,
  id: Id,
  progress: { readonly done: number; readonly total: number; readonly gradesChanged: number },
): Promise<void> {
  await tx.run(sql`
    UPDATE rating_run SET done = greatest(done, ${progress.done}), total = ${progress.total},
      grades_changed = greatest(grades_changed, ${progress.gradesChanged})
    WHERE id = ${id}`)
}

export async function finishRun(tx: Tx, id: Id, failure: string | null, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE rating_run SET status = ${failure === null ? 'done' : 'failed'}, failure = ${failure}, finished_at = ${at},
      total = coalesce(total, 0)
    WHERE id = ${id}`)
}
