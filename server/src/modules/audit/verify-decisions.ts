import type { Tx } from '../../platform/db/types.js'
import { isForeign } from './batch.js'
import { countUnsealedDecisions, type StoredAnchor } from './decision-seal-store.js'
import type { Finding } from './domain/finding.js'
import { merkleRoot } from './merkle.js'
import {
  checkDecisionLeaves,
  misnumberedDecisions,
  orphanedDecisionBatches,
  unsealedDecisionsBelow,
  type StrayDecision,
} from './verify-decisions-store.js'
import { snapshotEnd } from './verify-store.js'

/** What a verification looked at of the credit decisions. */
export interface SealedDecisions {
  readonly sealed: number
  readonly batches: number
  /** Those of which the next seal takes hold. */
  readonly waiting: number
}

type Progress = (done: number) => void | Promise<void>

/**
 * Proves, in the snapshot of `tx`, that the credit decisions are those that were sealed. The roots come from the audit
 * trail: that nobody changed them is proved with the trail itself.
 */
export async function verifyDecisions(
  tx: Tx,
  anchors: readonly StoredAnchor[],
  onProgress: Progress,
): Promise<{ decisions: SealedDecisions; findings: Finding[] }> {
  const findings: Finding[] = [...missingBatches(anchors)]
  let sealed = 0
  for (const anchor of anchors) {
    findings.push(...(await checkBatch(tx, anchor)))
    sealed += anchor.anchor.decisions
    await onProgress(sealed)
  }
  findings.push(...(await strays(tx, anchors)))
  const waiting = await countUnsealedDecisions(tx)
  return { decisions: { sealed, batches: anchors.length, waiting }, findings }
}

function* missingBatches(anchors: readonly StoredAnchor[]): Generator<Finding> {
  let expectedNo = 1
  for (const { batchNo } of anchors) {
    for (; expectedNo < batchNo; expectedNo++)
      yield finding('missing-batch', expectedNo, null, 'its root is not in the trail')
    if (batchNo < expectedNo)
      yield finding('resealed', batchNo, null, 'the trail has more than one root of it')
    expectedNo = batchNo + 1
  }
}

async function checkBatch(tx: Tx, { batchNo, anchor }: StoredAnchor): Promise<Finding[]> {
  const found = await checkDecisionLeaves(tx, batchNo)
  if (!found) return [finding('removed', batchNo, null, 'all of its hashes are gone')]
  const wrong = (found.wrong ?? []).map(({ decisionId, removed, known }) =>
    finding(removed ? 'removed' : 'changed', batchNo, decisionId, known ?? ''),
  )
  const counts = `${anchor.decisions} decisions were sealed, ${found.leaves} hashes are there`
  if (found.leaves < anchor.decisions)
    wrong.push(finding('removed', batchNo, null, `with its hash; ${counts}`))
  else if (merkleRoot(found.hashes).toString('hex') !== anchor.root)
    wrong.push(finding('resealed', batchNo, null, counts))
  return wrong
}

/** Decisions without, or beside, their seal. */
async function strays(tx: Tx, anchors: readonly StoredAnchor[]): Promise<Finding[]> {
  const horizon = anchors.at(-1)?.anchor.horizon
  // A horizon of another cluster says nothing here: the first seal after a restore reads a new one.
  const below =
    horizon === undefined || isForeign(horizon, await snapshotEnd(tx))
      ? []
      : await unsealedDecisionsBelow(tx, horizon)
  const found = new Map<string, Finding>()
  const add = ({ decisionId, batchNo, known }: StrayDecision, detail: string): void => {
    if (!found.has(decisionId))
      found.set(decisionId, finding('inserted', batchNo, decisionId, `${known}; ${detail}`))
  }
  for (const stray of below) add(stray, 'its transaction was sealed without it')
  for (const stray of await misnumberedDecisions(tx))
    add(stray, 'its id is not one that the program gave since all before was sealed')
  const orphans = (await orphanedDecisionBatches(tx)).map(({ batchNo, leaves }) =>
    finding('missing-batch', batchNo, null, `${leaves} of its hashes are there`),
  )
  return [...found.values(), ...orphans]
}

function finding(
  kind: Finding['kind'],
  batchNo: number | null,
  decisionId: string | null,
  detail: string,
): Finding {
  return { of: 'decision', kind, batchNo, entryId: decisionId, detail }
}
