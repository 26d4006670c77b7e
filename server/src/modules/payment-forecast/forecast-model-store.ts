import { createHash } from 'node:crypto'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ForecastModel } from './domain/forecast-model.js'
import type { Verdict } from './domain/gate.js'

/** A fitted forecast without its document. What it is never changes, only where it stands. */
export interface StoredForecastModel {
  readonly id: Id
  readonly version: number
  /** Nothing of this day or later was known to it. */
  readonly asOf: CalendarDay
  readonly holdOutFrom: CalendarDay
  readonly documentSha256: string
  readonly status: 'candidate' | 'in-use' | 'retired'
  readonly statusSince: Date
  readonly statusBy: string
  /** Who asked for its use, while the approval runs. */
  readonly askedBy: string | null
  readonly verdict: Verdict
  readonly trainedBy: string
  readonly trainedAt: Date
}

const columns = sql`id, version, as_of AS "asOf", hold_out_from AS "holdOutFrom", document_sha256 AS "documentSha256",
  status, status_since AS "statusSince", status_by AS "statusBy", asked_by AS "askedBy", verdict,
  trained_by AS "trainedBy", trained_at AS "trainedAt"`

export interface NewForecastModel extends Pick<
  StoredForecastModel,
  'id' | 'asOf' | 'holdOutFrom' | 'verdict'
> {
  readonly model: ForecastModel
  /** Fitted on what was known before the hold-out. */
  readonly past: ForecastModel
  readonly recipe: unknown
  readonly by: string
  readonly at: Date
}

/** Stores a model as the next version, a candidate; gives the version. */
export async function insertForecastModel(tx: Tx, model: NewForecastModel): Promise<number> {
  const { id, by, at } = model
  const document = JSON.stringify(model.model)
  const sha = createHash('sha256').update(document).digest('hex')
  await tx.run(sql`LOCK TABLE forecast_model IN SHARE ROW EXCLUSIVE MODE`)
  const [row] = await tx.rows<{ version: number }>(sql`
    INSERT INTO forecast_model (id, version, as_of, hold_out_from, document_sha256, status, status_since, status_by,
      verdict, trained_by, trained_at)
    SELECT ${id}, coalesce(max(version), 0) + 1, ${model.asOf}, ${model.holdOutFrom}, ${sha}, 'candidate', ${at}, ${by},
      ${JSON.stringify(model.verdict)}::jsonb, ${by}, ${at} FROM forecast_model
    RETURNING version`)
  await tx.run(sql`
    INSERT INTO forecast_model_document (model_id, document, past, recipe)
    VALUES (${id}, ${document}, ${JSON.stringify(model.past)}, ${JSON.stringify(model.recipe)}::jsonb)`)
  return row?.version ?? 0
}

export async function findForecastModel(db: Queryable, id: Id): Promise<StoredForecastModel | undefined> {
  const [found] = await db.rows<StoredForecastModel>(
    sql`SELECT ${columns} FROM forecast_model WHERE id = ${id}`,
  )
  return found
}

/** The same, locked until the transaction ends. */
export async function lockForecastModel(tx: Tx, id: Id): Promise<StoredForecastModel | undefined> {
  const [found] = await tx.rows<StoredForecastModel>(
    sql`SELECT ${columns} FROM forecast_model WHERE id = ${id} FOR UPDATE`,
  )
  return found
}

export async function findModelInUse(db: Queryable): Promise<StoredForecastModel | undefined> {
  const [found] = await db.rows<StoredForecastModel>(
    sql`SELECT ${columns} FROM forecast_model WHERE status = 'in-use'`,
  )
  return found
}

/** Newest first, at most 100. */
export async function listForecastModels(db: Queryable): Promise<StoredForecastModel[]> {
  return db.rows<StoredForecastModel>(
    sql`SELECT ${columns} FROM forecast_model ORDER BY version DESC LIMIT 100`,
  )
}

export interface ForecastDocuments {
  readonly model: ForecastModel
  readonly past: ForecastModel
  readonly recipe: unknown
}

export async function getForecastDocuments(db: Queryable, id: Id): Promise<ForecastDocuments> {
  const [found] = await db.rows<{ document: string; past: string; recipe: unknown }>(sql`
    SELECT document, past, recipe FROM forecast_model_document WHERE model_id = ${id}`)
  if (!found) throw new Error(`forecast model ${id} has no document`)
  return {
    model: JSON.parse(found.document) as ForecastModel,
    past: JSON.parse(found.past) as ForecastModel,
    recipe: found.recipe,
  }
}

export async function setForecastStatus(
  tx: Tx,
  id: Id,
  status: StoredForecastModel['status'],
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE forecast_model SET status = ${status}, status_since = ${at}, status_by = ${by}, asked_by = NULL
    WHERE id = ${id}`)
}

export async function setForecastAskedBy(tx: Tx, id: Id, askedBy: string | null): Promise<void> {
  await tx.run(sql`UPDATE forecast_model SET asked_by = ${askedBy} WHERE id = ${id}`)
}

/** Of these models, the ones whose approval still waits. */
export async function askedForecastModelsAmong(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(sql`
    SELECT id FROM forecast_model WHERE id = ANY(${ids}::uuid[]) AND asked_by IS NOT NULL`)
  return new Set(rows.map(({ id }) => id))
}
