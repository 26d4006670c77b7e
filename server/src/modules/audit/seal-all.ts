import type { Database } from '../../platform/db/types.js'
import { sealDecisions } from './seal-decisions.js'
import { sealEntries } from './seal-entries.js'

/** Seals what waits: first the decisions, so that the entry with their root is sealed with the other entries. */
export async function sealAll(db: Database): Promise<void> {
  await sealDecisions(db)
  await sealEntries(db)
}
