import type { Id } from '../../kernel/ids.js'
import type { RefusalValues } from '../../kernel/refusals.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ForecastSettings } from './domain/forecast-model.js'

export interface ForecastTraining {
  readonly id: Id
  readonly settings: ForecastSettings
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number | null
  readonly failure: { readonly code: string; readonly values: RefusalValues } | null
  readonly modelId: Id | null
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly finishedAt: Date | null
}

const columns = sql`id, settings, status, done, total, failure, model_id AS "modelId",
  requested_by AS "requestedBy", requested_at AS "requestedAt", finished_at AS "finishedAt"`

/** False when one is queued or runs already. */
export async function insertForecastTraining(
  tx: Tx,
  {
    id,
    settings,
    requestedBy,
    requestedAt,
  }: Pick<ForecastTraining, 'id' | 'settings' | 'requestedBy' | 'requestedAt'>,
): Promise<boolean> {
  const inserted = await tx.run(sql`
    INSERT INTO forecast_training (id, settings, status, requested_by, requested_at)
    VALUES (${id}, ${JSON.stringify(settings)}::jsonb, 'queued', ${requestedBy}, ${requestedAt})
    ON CONFLICT ((true)) WHERE status IN ('queued', 'running') DO NOTHING`)
  return inserted === 1
}

export async function findForecastTraining(db: Queryable, id: Id): Promise<ForecastTraining | undefined> {
  const [found] = await db.rows<ForecastTraining>(
    sql`SELECT ${columns} FROM forecast_training WHERE id = ${id}`,
  )
  return found
}

/** Newest first, at most 50. */
export async function listForecastTrainings(db: Queryable): Promise<ForecastTraining[]> {
  return db.rows<ForecastTraining>(
    sql`SELECT ${columns} FROM forecast_training ORDER BY requested_at DESC, id DESC LIMIT 50`,
  )
}

/** Begins, or begins again after a crash. False when it was cancelled or is over. */
export async function startForecastTraining(tx: Tx, id: Id): Promise<boolean> {
  const started = await tx.run(sql`
    UPDATE forecast_training SET status = 'running' WHERE id = ${id} AND status IN ('queued', 'running')`)
  return started === 1
}

/** Notes progress; false when the training was cancelled in the meantime. */
export async function advanceForecastTraining(
  tx: Tx,
  id: Id,
  progress: { readonly done: number; readonly total: number | null },
): Promise<boolean> {
  const advanced = await tx.run(sql`
    UPDATE forecast_training SET done = ${progress.done}, total = coalesce(${progress.total}, total)
    WHERE id = ${id} AND status = 'running'`)
  return advanced === 1
}

type TrainingEnd =
  | { readonly status: 'done'; readonly modelId: Id }
  | { readonly status: 'failed'; readonly failure: NonNullable<ForecastTraining['failure']> }
  | { readonly status: 'cancelled' }

/** Ends a training; false when it was over already: the first end counts. */
export async function endForecastTraining(tx: Tx, id: Id, end: TrainingEnd, at: Date): Promise<boolean> {
  const ended = await tx.run(sql`
    UPDATE forecast_training SET status = ${end.status}, finished_at = ${at},
      model_id = ${end.status === 'done' ? end.modelId : null},
      failure = ${end.status === 'failed' ? JSON.stringify(end.failure) : null}::jsonb
    WHERE id = ${id} AND status IN ('queued', 'running')`)
  return ended === 1
}
