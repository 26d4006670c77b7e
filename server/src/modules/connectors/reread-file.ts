import { Refusal } from '../../kernel/errors.js'
import type { Database } from '../../platform/db/types.js'
import type { TableReading } from '../../platform/tabular/table.js'
import { analyseFile } from './analyse-file.js'
import type { ImportKind } from './domain/import-field.js'
import type { ImportRun } from './domain/import-run.js'
import { getImport } from './get-import.js'
import { hasFile } from './import-file-store.js'
import { findLayout, replaceAnalysis } from './import-store.js'
import { withStoredFile } from './stored-file.js'

/** How the file is read this time, and what it holds. */
export interface Rereading extends TableReading {
  readonly kind?: ImportKind | undefined
}

/**
 * Reads the file of an import again with another character set or worksheet, or as holding something else: what is in
 * it, and how it would be read, is found anew. Refuses an import that is at work or done, and one whose file was cleared away.
 */
export async function rereadFile(
  db: Database,
  run: ImportRun,
  { kind = run.kind, ...reading }: Rereading,
  at: Date,
): Promise<ImportRun> {
  if (!(await hasFile(db, run.id))) throw new Refusal('import_file_gone')
  const { analysis, layoutHash, guess } = await withStoredFile(db, run.id, (path) =>
    analyseFile(path, kind, { encoding: run.analysis.encoding, sheet: run.analysis.sheet, ...reading }),
  )
  const remembered = await findLayout(db, kind, layoutHash)
  const { segment, currency, source, createMissing } = run.settings
  const settings = { segment, currency, source, createMissing, columns: remembered?.columns ?? guess }
  await db.transaction(async (tx) => {
    const found = {
      kind,
      layoutHash,
      analysis: { ...analysis, remembered: remembered !== undefined },
      settings,
    }
    if (!(await replaceAnalysis(tx, run.id, found, at)))
      throw new Refusal('import_wrong_state', { status: run.status })
  })
  return getImport(db, run.id)
}
