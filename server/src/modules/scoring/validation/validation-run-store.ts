import type { Id } from '../../../kernel/ids.js'
import type { RefusalValues } from '../../../kernel/refusals.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'

export type RunKind = 'back-test' | 'money' | 'refit'
export const runStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** A piece of validation that a worker does. */
export interface ValidationRun {
  readonly id: Id
  readonly kind: RunKind
  readonly settings: unknown
  readonly status: (typeof runStatuses)[number]
  readonly done: number
  readonly total: number | null
  readonly result: unknown
  readonly failure: { readonly code: string; readonly values: RefusalValues } | null
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly finishedAt: Date | null
}

const head = sql`id, kind, settings, status, done, total, failure, requested_by AS "requestedBy",
  requested_at AS "requestedAt", finished_at AS "finishedAt"`

export async function insertRun(
  tx: Tx,
  run: Pick<ValidationRun, 'id' | 'kind' | 'settings' | 'requestedBy' | 'requestedAt'>,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO validation_run (id, kind, settings, status, requested_by, requested_at)
    VALUES (${run.id}, ${run.kind}, ${JSON.stringify(run.settings)}::jsonb, 'queued', ${run.requestedBy},
            ${run.requestedAt})`)
}

export async function findRun(db: Queryable, id: Id): Promise<ValidationRun | undefined> {
  const [found] = await db.rows<ValidationRun>(
    sql`SELECT ${head}, result FROM validation_run WHERE id = ${id}`,
  )
  return found
}

/** Newest first, at most 100, without their results. */
export async function listRuns(db: Queryable, kind: RunKind): Promise<Omit<ValidationRun, 'result'>[]> {
  return db.rows(sql`
    SELECT ${head} FROM validation_run WHERE kind = ${kind} ORDER BY requested_at DESC, id DESC LIMIT 100`)
}

/** Begins, or begins again after a crash; false when it has ended. */
export async function startRun(tx: Tx, id: Id): Promise<boolean> {
  return (
    (await tx.run(sql`
      UPDATE validation_run SET status = 'running', done = 0
      WHERE id = ${id} AND status IN ('queued', 'running')`)) === 1
  )
}

/** Notes progress; false when somebody has cancelled it in the meantime. */
export async function advanceRun(
  tx: Tx,
  id: Id,
  { done, total }: { readonly done: number; readonly total: number },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      UPDATE validation_run SET done = ${done}, total = ${total} WHERE id = ${id} AND status = 'running'`)) ===
    1
  )
}

export type RunEnd =
  | { readonly status: 'done'; readonly result: unknown }
  | { readonly status: 'failed'; readonly failure: NonNullable<ValidationRun['failure']> }
  | { readonly status: 'cancelled' }

/** Ends a run; false when it was over already: the first end counts. */
export async function endRun(tx: Tx, id: Id, end: RunEnd, at: Date): Promise<boolean> {
  const result = end.status === 'done' ? JSON.stringify(end.result) : null
  const failure = end.status === 'failed' ? JSON.stringify(end.failure) : null
  return (
    (await tx.run(sql`
      UPDATE validation_run SET status = ${end.status}, result = ${result}::jsonb, failure = ${failure}::jsonb,
        finished_at = ${at}
      WHERE id = ${id} AND status IN ('queued', 'running')`)) === 1
  )
}
