import { setTimeout as delay } from 'node:timers/promises'
import { sealEntries } from '../src/modules/audit/seal-entries.js'
import { countUnsealed } from '../src/modules/audit/seal-store.js'
import type { Database } from '../src/platform/db/types.js'

/**
 * Seals the audit trail until nothing waits: a transaction of another test on the same server can hold a seal up. Gives
 * the number of entries that were sealed.
 */
export async function sealEverything(db: Database): Promise<number> {
  let sealed = 0
  for (let tries = 0; tries < 500; tries++) {
    sealed += await sealEntries(db)
    if ((await countUnsealed(db)).entries === 0) return sealed
    await delay(20)
  }
  throw new Error('entries stay unsealed')
}
