import type { Database, Tx } from '../../platform/db/types.js'
import { chainOf, isForeign, NO_PREVIOUS, NOTHING_YET, type Batch } from './batch.js'
import { merkleRoot } from './merkle.js'
import {
  BATCH_ENTRIES_MAX,
  findLastBatch,
  insertBatch,
  insertLeaves,
  lockSealing,
  readFrontier,
  readLeaves,
} from './seal-store.js'

const ROUND_ENTRIES_MAX = 32 * BATCH_ENTRIES_MAX
const ROUNDS_MAX = 1_000

/**
 * Seals every entry whose transaction, and every one begun before it, has ended. Entries of transactions that still run
 * wait for the next time: no number is skipped for good, whatever the order of commits. Gives the number of entries.
 */
export async function sealEntries(
  db: Database,
  onProgress: (sealed: number) => void = () => undefined,
): Promise<number> {
  let sealed = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const entries = await db.transaction(sealRound)
    sealed += entries
    onProgress(sealed)
    if (entries < ROUND_ENTRIES_MAX) return sealed
  }
  return sealed
}

async function sealRound(tx: Tx): Promise<number> {
  await lockSealing(tx)
  const last = await findLastBatch(tx)
  const frontier = await readFrontier(tx)
  const firstNo = (last?.batchNo ?? 0) + 1
  const from = rangeStart(last?.horizon, frontier.snapshotEnd)
  const range = { ...from, horizon: frontier.horizon }
  const entries = await insertLeaves(tx, firstNo, range, ROUND_ENTRIES_MAX)
  if (entries === 0) return 0
  const whole = entries < ROUND_ENTRIES_MAX
  const leaves = await readLeaves(tx, firstNo)
  let previous = last?.chain ?? NO_PREVIOUS
  for (const [index, { batchNo, hashes, entries: count }] of leaves.entries()) {
    // Only with the last batch of the last round is everything below the horizon sealed.
    const complete = whole && index === leaves.length - 1
    const batch: Batch = {
      batchNo,
      sealedAt: frontier.now,
      entries: count,
      horizon: complete ? frontier.horizon : from.fromXid,
      snapshotEnd: frontier.snapshotEnd,
      lastId: frontier.lastId,
      oldestStart: complete ? frontier.oldestStart : null,
      root: merkleRoot(hashes),
      previous,
    }
    previous = chainOf(batch)
    await insertBatch(tx, { ...batch, chain: previous })
  }
  return entries
}

/**
 * From where to look. A horizon of the future was read on another cluster, before a restore: then everything is looked
 * at once more, and numbers that are not given out here yet are taken too.
 */
export function rangeStart(
  horizon: string | undefined,
  snapshotEnd: string,
): { fromXid: string; foreignFrom: string | null } {
  const known = horizon !== undefined && horizon !== NOTHING_YET && !isForeign(horizon, snapshotEnd)
  return known ? { fromXid: horizon, foreignFrom: null } : { fromXid: NOTHING_YET, foreignFrom: snapshotEnd }
}
