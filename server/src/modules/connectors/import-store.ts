import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ImportKind } from './domain/import-field.js'
import {
  importTransitions,
  type ImportProgress,
  type ImportRun,
  type ImportStatus,
} from './domain/import-run.js'
import type { ImportMode, ImportSettings } from './domain/import-settings.js'
import { deleteFaults } from './import-fault-store.js'

const columns = sql`id, kind, file_name AS "fileName", file_bytes AS "fileBytes", file_hash AS "fileHash",
  layout_hash AS "layoutHash", analysis, settings, status, mode, rows_total AS "rowsTotal", rows_read AS "rowsRead",
  rows_applied AS "rowsApplied", rows_unchanged AS "rowsUnchanged", rows_faulty AS "rowsFaulty", totals, failure,
  created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt", finished_at AS "finishedAt"`

export type NewImport = Pick<
  ImportRun,
  | 'id'
  | 'kind'
  | 'fileName'
  | 'fileBytes'
  | 'fileHash'
  | 'layoutHash'
  | 'analysis'
  | 'settings'
  | 'createdBy'
  | 'createdAt'
>

export async function insertImport(tx: Tx, run: NewImport): Promise<void> {
  await tx.run(sql`
    INSERT INTO import_run (id, kind, file_name, file_bytes, file_hash, layout_hash, analysis, settings, status,
      rows_total, created_by, created_at, updated_at)
    VALUES (${run.id}, ${run.kind}, ${run.fileName}, ${run.fileBytes}, ${run.fileHash}, ${run.layoutHash},
      ${JSON.stringify(run.analysis)}, ${JSON.stringify(run.settings)}, 'analysed', ${run.analysis.rows},
      ${run.createdBy}, ${run.createdAt}, ${run.createdAt})`)
}

export async function findImport(db: Queryable, id: Id): Promise<ImportRun | undefined> {
  const [run] = await db.rows<ImportRun>(sql`SELECT ${columns} FROM import_run WHERE id = ${id}`)
  return run
}

/** Imports, newest first, after the given one. */
export async function listImports(
  db: Queryable,
  limit: number,
  after: { readonly createdAt: string; readonly id: Id } | null,
): Promise<ImportRun[]> {
  return db.rows<ImportRun>(sql`
    SELECT ${columns} FROM import_run
    WHERE ${after?.createdAt ?? null}::timestamptz IS NULL
      OR (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid)
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`)
}

/**
 * Moves an import to another state if its state allows that; false when it does not. A new attempt starts from zero.
 */
export async function moveImport(
  tx: Tx,
  id: Id,
  status: ImportStatus,
  at: Date,
  change: { mode?: ImportMode; settings?: ImportSettings } = {},
): Promise<boolean> {
  const from = Object.entries(importTransitions).flatMap(([state, next]) =>
    next.includes(status) ? [state] : [],
  )
  const settings = change.settings ? JSON.stringify(change.settings) : null
  const moved = await tx.run(sql`
    UPDATE import_run SET status = ${status}, updated_at = ${at}, mode = coalesce(${change.mode ?? null}, mode),
      settings = coalesce(${settings}::jsonb, settings), rows_read = 0, rows_applied = 0, rows_unchanged = 0,
      rows_faulty = 0, totals = '[]', failure = NULL
    WHERE id = ${id} AND status = ANY(${from})`)
  if (moved > 0) await deleteFaults(tx, id)
  return moved > 0
}

/** What the file holds, what was found in it and how it is read, found anew; false when the state of the import forbids it. */
export async function replaceAnalysis(
  tx: Tx,
  id: Id,
  found: Pick<ImportRun, 'kind' | 'layoutHash' | 'analysis' | 'settings'>,
  at: Date,
): Promise<boolean> {
  const { kind, layoutHash, analysis, settings } = found
  if (!(await moveImport(tx, id, 'analysed', at, { settings }))) return false
  await tx.run(sql`
    UPDATE import_run SET kind = ${kind}, layout_hash = ${layoutHash}, analysis = ${JSON.stringify(analysis)},
      rows_total = ${analysis.rows} WHERE id = ${id}`)
  return true
}

/** Deletes an import with its file and faults unless it has begun to write; false when its state forbids it. */
export async function deleteImport(tx: Tx, id: Id): Promise<boolean> {
  const deleted = await tx.run(sql`
    DELETE FROM import_run WHERE id = ${id} AND mode IS NULL AND status IN ('analysed', 'validated', 'failed')`)
  return deleted > 0
}

export async function saveProgress(db: Queryable, id: Id, progress: ImportProgress, at: Date): Promise<void> {
  await db.run(sql`
    UPDATE import_run SET rows_read = ${progress.rowsRead}, rows_applied = ${progress.rowsApplied},
      rows_unchanged = ${progress.rowsUnchanged}, rows_faulty = ${progress.rowsFaulty}, updated_at = ${at}
    WHERE id = ${id}`)
}

/** Closes an attempt with its counts. */
export async function endAttempt(
  tx: Tx,
  id: Id,
  outcome: ImportProgress & Pick<ImportRun, 'totals' | 'failure'> & { readonly status: ImportStatus },
  at: Date,
): Promise<void> {
  await saveProgress(tx, id, outcome, at)
  const failure = outcome.failure ? JSON.stringify(outcome.failure) : null
  await tx.run(sql`
    UPDATE import_run SET status = ${outcome.status}, totals = ${JSON.stringify(outcome.totals)},
      failure = ${failure}::jsonb, finished_at = CASE WHEN ${outcome.status} = 'finished' THEN ${at}::timestamptz END
    WHERE id = ${id}`)
}

export async function findLayout(
  db: Queryable,
  kind: ImportKind,
  layoutHash: string,
): Promise<ImportSettings | undefined> {
  const [row] = await db.rows<{ settings: ImportSettings }>(
    sql`SELECT settings FROM import_layout WHERE kind = ${kind} AND layout_hash = ${layoutHash}`,
  )
  return row?.settings
}

export async function rememberLayout(
  tx: Tx,
  layout: { kind: ImportKind; layoutHash: string; settings: ImportSettings; by: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO import_layout (kind, layout_hash, settings, updated_by, updated_at)
    VALUES (${layout.kind}, ${layout.layoutHash}, ${JSON.stringify(layout.settings)}, ${layout.by}, ${layout.at})
    ON CONFLICT (kind, layout_hash) DO UPDATE SET settings = excluded.settings, updated_by = excluded.updated_by,
      updated_at = excluded.updated_at`)
}
