import type { Id } from '../../../kernel/ids.js'
import type { RefusalValues } from '../../../kernel/refusals.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { TrainingSettings } from './training-settings.js'

export interface ModelTraining {
  readonly id: Id
  readonly datasetId: Id
  readonly datasetName: string
  /** Family that the model joins. */
  readonly code: string
  readonly name: string
  readonly settings: TrainingSettings
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number | null
  readonly failure: { readonly code: string; readonly values: RefusalValues } | null
  readonly modelId: Id | null
  /** The model that is tried on the data; null when a new one is trained. */
  readonly trialOf: Id | null
  /** Of the model that came of it. */
  readonly version: number | null
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

const columns = sql`t.id, t.dataset_id AS "datasetId", d.name AS "datasetName", t.code, t.name, t.settings, t.status,
  t.done, t.total, t.failure, t.model_id AS "modelId", m.version, t.trial_of AS "trialOf", t.requested_by AS "requestedBy",
  t.requested_at AS "requestedAt", t.started_at AS "startedAt", t.finished_at AS "finishedAt"`
const joined = sql`model_training t JOIN model_dataset d ON d.id = t.dataset_id
  LEFT JOIN rating_model m ON m.id = t.model_id`

export async function insertTraining(
  tx: Tx,
  training: Pick<
    ModelTraining,
    'id' | 'datasetId' | 'code' | 'name' | 'settings' | 'trialOf' | 'requestedBy' | 'requestedAt'
  >,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO model_training (id, dataset_id, code, name, settings, trial_of, status, requested_by, requested_at)
    VALUES (${training.id}, ${training.datasetId}, ${training.code}, ${training.name},
            ${JSON.stringify(training.settings)}::jsonb, ${training.trialOf}, 'queued', ${training.requestedBy},
            ${training.requestedAt})`)
}

export async function findTraining(db: Queryable, id: Id): Promise<ModelTraining | undefined> {
  const [found] = await db.rows<ModelTraining>(sql`SELECT ${columns} FROM ${joined} WHERE t.id = ${id}`)
  return found
}

/** Newest first, at most 100. */
export async function listTrainings(db: Queryable): Promise<ModelTraining[]> {
  return db.rows<ModelTraining>(
    sql`SELECT ${columns} FROM ${joined} ORDER BY t.requested_at DESC, t.id DESC LIMIT 100`,
  )
}

/** Begins, or begins again after a crash. False when it was cancelled or is over. */
export async function startTraining(tx: Tx, id: Id, at: Date): Promise<boolean> {
  const started = await tx.run(sql`
    UPDATE model_training SET status = 'running', started_at = coalesce(started_at, ${at})
    WHERE id = ${id} AND status IN ('queued', 'running')`)
  return started === 1
}

/** Notes progress; false when the training was cancelled in the meantime. */
export async function advanceTraining(
  tx: Tx,
  id: Id,
  progress: { readonly done: number; readonly total: number | null },
): Promise<boolean> {
  const advanced = await tx.run(sql`
    UPDATE model_training SET done = ${progress.done}, total = coalesce(${progress.total}, total)
    WHERE id = ${id} AND status = 'running'`)
  return advanced === 1
}

export type TrainingEnd =
  | { readonly status: 'done'; readonly modelId: Id }
  | { readonly status: 'failed'; readonly failure: NonNullable<ModelTraining['failure']> }
  | { readonly status: 'cancelled' }

/** Ends a training; false when it was over already: the first end counts. */
export async function endTraining(tx: Tx, id: Id, end: TrainingEnd, at: Date): Promise<boolean> {
  const ended = await tx.run(sql`
    UPDATE model_training SET status = ${end.status}, finished_at = ${at},
      model_id = ${end.status === 'done' ? end.modelId : null},
      failure = ${end.status === 'failed' ? JSON.stringify(end.failure) : null}::jsonb
    WHERE id = ${id} AND status IN ('queued', 'running')`)
  return ended === 1
}
