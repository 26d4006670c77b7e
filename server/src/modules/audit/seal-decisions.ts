import { systemPrincipal } from '../../kernel/access.js'
import type { Database, Tx } from '../../platform/db/types.js'
import {
  DECISION_BATCH,
  DECISIONS_SEALED,
  findLastAnchor,
  indexNewDecisions,
  insertDecisionLeaves,
  lockDecisionSealing,
  type DecisionAnchor,
} from './decision-seal-store.js'
import { HASH_BYTES, merkleRoot } from './merkle.js'
import { recordAudit } from './record-audit.js'
import { rangeStart } from './seal-entries.js'
import { readFrontier } from './seal-store.js'

/** At most this many decisions are in one batch; a changed one is found by its own hash. */
const BATCH_DECISIONS_MAX = 32_768
const ROUNDS_MAX = 1_000

/**
 * Seals every credit decision whose transaction, and every one begun before it, has ended, and records the root of each
 * batch in the audit trail. Whoever commits late is sealed the next time: by transaction, not by time or id, so that
 * no decision is passed over. Call `sealEntries` afterwards. Gives the number of decisions.
 */
export async function sealDecisions(db: Database): Promise<number> {
  let sealed = 0
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const decisions = await db.transaction(sealRound)
    sealed += decisions
    if (decisions < BATCH_DECISIONS_MAX) break
  }
  if (sealed > 0) await indexNewDecisions(db)
  return sealed
}

async function sealRound(tx: Tx): Promise<number> {
  await lockDecisionSealing(tx)
  const last = await findLastAnchor(tx)
  const frontier = await readFrontier(tx)
  const batchNo = (last?.batchNo ?? 0) + 1
  const from = rangeStart(last?.anchor.horizon, frontier.snapshotEnd)
  const range = { ...from, horizon: frontier.horizon }
  const hashes = await insertDecisionLeaves(tx, batchNo, range, BATCH_DECISIONS_MAX)
  const decisions = hashes.length / HASH_BYTES
  if (decisions === 0) return 0
  const complete = decisions < BATCH_DECISIONS_MAX
  const anchor: DecisionAnchor = {
    decisions,
    total: (last?.anchor.total ?? 0) + decisions,
    horizon: complete ? frontier.horizon : from.fromXid,
    oldestStart: complete ? (frontier.oldestStart?.toISOString() ?? null) : null,
    root: merkleRoot(hashes).toString('hex'),
  }
  await recordAudit(tx, {
    actor: systemPrincipal,
    action: DECISIONS_SEALED,
    objectType: DECISION_BATCH,
    objectId: batchNo.toString(),
    after: anchor,
    at: frontier.now,
  })
  return decisions
}
