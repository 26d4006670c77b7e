import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { findRun, type ProvisionRun } from './run-store.js'

/** A run by its id; refuses `provision_run_not_found`. */
export async function getRun(db: Queryable, id: Id): Promise<ProvisionRun> {
  const run = await findRun(db, id)
  if (!run) throw new Refusal('provision_run_not_found')
  return run
}
