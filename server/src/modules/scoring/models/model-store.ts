import type { Id } from '../../../kernel/ids.js'
import { join, sql, type Sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { ModelStatus, ModelUse } from '../domain/models/model-life.js'
import type { FittedModel } from '../domain/statistics/training/model.js'
import type { Holdout, ValidationReport } from '../domain/statistics/report/validation-report.js'

/** A statistical model without its document. What it is never changes, only where it stands. */
export interface RatingModel {
  readonly id: Id
  readonly code: string
  /** Of the family. */
  readonly name: string
  readonly version: number
  readonly method: FittedModel['method']
  /** Trained here, imported as a document of this program, or taken from an ONNX file. */
  readonly source: 'trained' | 'imported' | 'onnx'
  readonly datasetId: Id | null
  readonly documentSha256: string
  readonly features: readonly string[]
  /** On cases that it was not fitted on. */
  readonly auc: number | null
  readonly status: ModelStatus
  readonly statusSince: Date
  readonly createdBy: string
  readonly createdAt: Date
  readonly validatedBy: string | null
  readonly validatedAt: Date | null
  readonly validationNote: string | null
  readonly approvedFor: ModelUse | null
  readonly approvedBy: string | null
  readonly approvedAt: Date | null
  /** What an approval that runs is asked for. */
  readonly askedUse: ModelUse | null
  readonly askedFrom: Date | null
  readonly askedBy: string | null
  readonly plannedUse: ModelUse | null
  readonly plannedFrom: Date | null
}

const columns = sql`m.id, m.code, f.name, m.version, m.method, m.source, m.dataset_id AS "datasetId",
  m.document_sha256 AS "documentSha256", m.features, m.auc, m.status, m.status_since AS "statusSince",
  m.created_by AS "createdBy", m.created_at AS "createdAt", m.validated_by AS "validatedBy",
  m.validated_at AS "validatedAt", m.validation_note AS "validationNote", m.approved_for AS "approvedFor",
  m.approved_by AS "approvedBy", m.approved_at AS "approvedAt", m.asked_use AS "askedUse", m.asked_from AS "askedFrom",
  m.asked_by AS "askedBy", m.planned_use AS "plannedUse", m.planned_from AS "plannedFrom"`
const joined = sql`rating_model m JOIN rating_model_family f ON f.code = m.code`

/** Locks a family until the transaction ends, creating it when it is new: changes among its models go one by one. */
export async function lockFamily(
  tx: Tx,
  family: { readonly code: string; readonly name: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO rating_model_family (code, name, created_by, created_at)
    VALUES (${family.code}, ${family.name}, ${family.by}, ${family.at}) ON CONFLICT DO NOTHING`)
  await tx.run(sql`SELECT 1 FROM rating_model_family WHERE code = ${family.code} FOR UPDATE`)
}

/** Stores a model as the next version of its family, which the caller has locked; gives the version. */
export async function insertModel(
  tx: Tx,
  model: Pick<
    RatingModel,
    | 'id'
    | 'code'
    | 'method'
    | 'source'
    | 'datasetId'
    | 'documentSha256'
    | 'features'
    | 'auc'
    | 'createdBy'
    | 'createdAt'
  >,
  parts: { readonly document: string; readonly recipe: unknown; readonly holdout: Holdout },
): Promise<number> {
  const [row] = await tx.rows<{ version: number }>(sql`
    INSERT INTO rating_model (id, code, version, method, source, dataset_id, document_sha256, features, auc, status,
                              status_since, created_by, created_at)
    SELECT ${model.id}, ${model.code}, coalesce(max(version), 0) + 1, ${model.method}, ${model.source}, ${model.datasetId},
           ${model.documentSha256}, ${model.features}, ${model.auc}, 'draft', ${model.createdAt}, ${model.createdBy},
           ${model.createdAt}
    FROM rating_model WHERE code = ${model.code} RETURNING version`)
  await tx.run(sql`
    INSERT INTO rating_model_document (model_id, document, recipe, holdout)
    VALUES (${model.id}, ${parts.document}::json, ${JSON.stringify(parts.recipe)}::json,
            ${JSON.stringify(parts.holdout)}::json)`)
  return row?.version ?? 1
}

export async function findModel(db: Queryable, id: Id): Promise<RatingModel | undefined> {
  const [found] = await db.rows<RatingModel>(sql`SELECT ${columns} FROM ${joined} WHERE m.id = ${id}`)
  return found
}

/** The model with its family locked until the transaction ends. */
export async function lockModel(tx: Tx, id: Id): Promise<RatingModel | undefined> {
  await tx.run(sql`
    SELECT 1 FROM rating_model_family WHERE code = (SELECT code FROM rating_model WHERE id = ${id}) FOR UPDATE`)
  return findModel(tx, id)
}

/** Those in use first, then newest first; at most 500. */
export async function listModels(db: Queryable): Promise<RatingModel[]> {
  return db.rows<RatingModel>(sql`
    SELECT ${columns} FROM ${joined}
    ORDER BY array_position(ARRAY['champion', 'challenger'], m.status) NULLS LAST, m.created_at DESC, m.id DESC LIMIT 500`)
}

export async function findChampion(db: Queryable, code: string): Promise<RatingModel | undefined> {
  const [found] = await db.rows<RatingModel>(
    sql`SELECT ${columns} FROM ${joined} WHERE m.code = ${code} AND m.status = 'champion'`,
  )
  return found
}

/** Those of the models whose plan has come due. */
export async function listDueModels(db: Queryable, at: Date): Promise<RatingModel[]> {
  return db.rows<RatingModel>(
    sql`SELECT ${columns} FROM ${joined} WHERE m.planned_from <= ${at} ORDER BY m.planned_from, m.id LIMIT 100`,
  )
}

export interface ModelParts {
  readonly document: FittedModel
  readonly recipe: Readonly<Record<string, unknown>>
  readonly holdout: Holdout
}

export async function getModelParts(db: Queryable, id: Id): Promise<ModelParts> {
  const [row] = await db.rows<ModelParts>(
    sql`SELECT document, recipe, holdout FROM rating_model_document WHERE model_id = ${id}`,
  )
  if (!row) throw new Error(`model ${id} has no document`)
  return row
}

/** Documents of the models in use, by model. */
export async function listModelsInUse(
  db: Queryable,
): Promise<
  (Pick<RatingModel, 'id' | 'code' | 'version' | 'status' | 'features'> & { document: FittedModel })[]
> {
  return db.rows(sql`
    SELECT m.id, m.code, m.version, m.status, m.features, d.document
    FROM rating_model m JOIN rating_model_document d ON d.model_id = m.id
    WHERE m.status IN ('champion', 'challenger') ORDER BY m.code, m.version LIMIT 50`)
}

type Changeable = Pick<
  RatingModel,
  | 'auc'
  | 'status'
  | 'statusSince'
  | 'validatedBy'
  | 'validatedAt'
  | 'validationNote'
  | 'approvedFor'
  | 'approvedBy'
  | 'approvedAt'
  | 'askedUse'
  | 'askedFrom'
  | 'askedBy'
  | 'plannedUse'
  | 'plannedFrom'
>

const columnOf: Readonly<Record<keyof Changeable, Sql>> = {
  auc: sql`auc`,
  status: sql`status`,
  statusSince: sql`status_since`,
  validatedBy: sql`validated_by`,
  validatedAt: sql`validated_at`,
  validationNote: sql`validation_note`,
  approvedFor: sql`approved_for`,
  approvedBy: sql`approved_by`,
  approvedAt: sql`approved_at`,
  askedUse: sql`asked_use`,
  askedFrom: sql`asked_from`,
  askedBy: sql`asked_by`,
  plannedUse: sql`planned_use`,
  plannedFrom: sql`planned_from`,
}

/** Changes where a model stands; the caller has locked its family. */
export async function updateModel(tx: Tx, id: Id, change: Partial<Changeable>): Promise<void> {
  const sets = (Object.keys(change) as (keyof Changeable)[]).map(
    (key) => sql`${columnOf[key]} = ${change[key] ?? null}`,
  )
  await tx.run(sql`UPDATE rating_model SET ${join(sets, ', ')} WHERE id = ${id}`)
}

/** Which of these models still wait for an approval. */
export async function askedModelsAmong(db: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM rating_model WHERE id = ANY(${ids}::uuid[]) AND asked_use IS NOT NULL`,
  )
  return new Set(rows.map(({ id }) => id))
}

export interface StoredReport {
  readonly id: Id
  readonly datasetId: Id | null
  readonly datasetName: string | null
  readonly report: ValidationReport
  readonly madeBy: string
  readonly madeAt: Date
}

export async function insertReport(
  tx: Tx,
  modelId: Id,
  report: Omit<StoredReport, 'datasetName'>,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO rating_model_report (id, model_id, dataset_id, report, made_by, made_at)
    VALUES (${report.id}, ${modelId}, ${report.datasetId}, ${JSON.stringify(report.report)}::json, ${report.madeBy},
            ${report.madeAt})`)
}

/** The newest report of a model, of its training or of a later trial. */
export async function findReport(db: Queryable, modelId: Id): Promise<StoredReport | undefined> {
  const [found] = await db.rows<StoredReport>(sql`
    SELECT r.id, r.dataset_id AS "datasetId", d.name AS "datasetName", r.report, r.made_by AS "madeBy",
      r.made_at AS "madeAt"
    FROM rating_model_report r LEFT JOIN model_dataset d ON d.id = r.dataset_id
    WHERE r.model_id = ${modelId} ORDER BY r.made_at DESC, r.id DESC LIMIT 1`)
  return found
}

export interface ModelEvent {
  readonly kind:
    | 'trained'
    | 'imported'
    | 'tried'
    | 'validated'
    | 'submitted'
    | 'approved'
    | 'declined'
    | 'planned'
    | 'activated'
    | 'stood-down'
    | 'retired'
  readonly became: ModelStatus
  readonly by: string
  readonly at: Date
  readonly note: string | null
  readonly detail: Readonly<Record<string, string | number | null>>
}

export async function insertModelEvent(tx: Tx, id: Id, modelId: Id, event: ModelEvent): Promise<void> {
  await tx.run(sql`
    INSERT INTO rating_model_event (id, model_id, kind, became, by, at, note, detail)
    VALUES (${id}, ${modelId}, ${event.kind}, ${event.became}, ${event.by}, ${event.at}, ${event.note},
            ${JSON.stringify(event.detail)}::jsonb)`)
}

/** Newest first. */
export async function listModelEvents(db: Queryable, modelId: Id): Promise<ModelEvent[]> {
  return db.rows<ModelEvent>(sql`
    SELECT kind, became, by, at, note, detail FROM rating_model_event WHERE model_id = ${modelId}
    ORDER BY seq DESC LIMIT 200`)
}
