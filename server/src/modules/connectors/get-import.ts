import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { ImportRun } from './domain/import-run.js'
import { findImport } from './import-store.js'

/** The import of that id; refuses `import_not_found`. */
export async function getImport(db: Queryable, id: Id): Promise<ImportRun> {
  const run = await findImport(db, id)
  if (!run) throw new Refusal('import_not_found', { id })
  return run
}
