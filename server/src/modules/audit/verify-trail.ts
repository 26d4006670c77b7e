import type { Database, Tx } from '../../platform/db/types.js'
import { chainOf, isForeign, NO_PREVIOUS } from './batch.js'
import type { Finding } from './domain/finding.js'
import { merkleRoot } from './merkle.js'
import { countUnsealed, type StoredBatch } from './seal-store.js'
import { verifyDecisions, type SealedDecisions } from './verify-decisions.js'
import { listAnchors } from './verify-decisions-store.js'
import {
  backDated,
  checkLeaves,
  listBatches,
  numbersReused,
  orphanedBatches,
  snapshotEnd,
  unsealedBelow,
  type FoundBatch,
  type StrayEntry,
} from './verify-store.js'

/** Entries whose hashes are recomputed with one statement. */
const STEP_ENTRIES = 32_768

/** The last link of a chain: keep it elsewhere, and rewriting the whole trail is found by comparison. */
export interface Root {
  readonly batchNo: number
  readonly sealedAt: string
  /** Hex. */
  readonly hash: string
}

export interface TrailVerification {
  readonly entries: number
  readonly batches: number
  readonly waiting: { readonly entries: number; readonly oldestAt: string | null }
  readonly root: Root | null
  readonly decisions: SealedDecisions
  readonly findings: readonly Finding[]
}

export interface VerifyOptions {
  /** A root noted earlier, hex: it must be a link of the chain. */
  readonly expectRoot?: string | undefined
  readonly onProgress?: (done: number, total: number) => void | Promise<void>
}

/**
 * Proves, in one snapshot, that the trail and the credit decisions are what was sealed; says which of them were changed,
 * removed or inserted.
 */
export async function verifyTrail(db: Database, options: VerifyOptions = {}): Promise<TrailVerification> {
  const { onProgress = () => undefined, expectRoot } = options
  return db.snapshot(async (tx) => {
    const batches = await listBatches(tx)
    const findings: Finding[] = [...checkChain(batches)]
    const anchors = await listAnchors(tx)
    const entries = batches.reduce((sum, batch) => sum + batch.entries, 0)
    const total = anchors.reduce((sum, { anchor }) => sum + anchor.decisions, entries)
    let done = 0
    for (const step of steps(batches)) {
      findings.push(...(await checkStep(tx, step)))
      done += step.reduce((sum, batch) => sum + batch.entries, 0)
      await onProgress(done, total)
    }
    findings.push(...(await strays(tx, batches)))
    const proof = await verifyDecisions(tx, anchors, (sealed) => onProgress(entries + sealed, total))
    findings.push(...proof.findings)
    const root = rootOf(batches.at(-1))
    if (expectRoot !== undefined && !batches.some(({ chain }) => chain.toString('hex') === expectRoot))
      findings.push({
        of: 'entry',
        kind: 'other-root',
        batchNo: null,
        entryId: null,
        detail: `expected ${expectRoot}`,
      })
    const waiting = await countUnsealed(tx)
    return {
      entries,
      batches: batches.length,
      waiting: { entries: waiting.entries, oldestAt: waiting.oldestAt?.toISOString() ?? null },
      root,
      decisions: proof.decisions,
      findings,
    }
  })
}

export function rootOf(batch: StoredBatch | undefined): Root | null {
  if (!batch) return null
  return {
    batchNo: batch.batchNo,
    sealedAt: batch.sealedAt.toISOString(),
    hash: batch.chain.toString('hex'),
  }
}

function* checkChain(batches: readonly StoredBatch[]): Generator<Finding> {
  let previous: Buffer = NO_PREVIOUS
  let expectedNo = 1
  for (const batch of batches) {
    const { batchNo } = batch
    for (; expectedNo < batchNo; expectedNo++)
      yield { of: 'entry', kind: 'missing-batch', batchNo: expectedNo, entryId: null, detail: '' }
    expectedNo = batchNo + 1
    if (!batch.previous.equals(previous) || !batch.chain.equals(chainOf(batch)))
      yield {
        of: 'entry',
        kind: 'unchained',
        batchNo,
        entryId: null,
        detail: `sealed ${batch.sealedAt.toISOString()}`,
      }
    previous = batch.chain
  }
}

function* steps(batches: readonly StoredBatch[]): Generator<readonly StoredBatch[]> {
  let step: StoredBatch[] = []
  let entries = 0
  for (const batch of batches) {
    step.push(batch)
    entries += batch.entries
    if (entries < STEP_ENTRIES) continue
    yield step
    step = []
    entries = 0
  }
  if (step.length > 0) yield step
}

async function checkStep(tx: Tx, step: readonly StoredBatch[]): Promise<Finding[]> {
  const first = step[0]?.batchNo ?? 0
  const last = step.at(-1)?.batchNo ?? 0
  const found = new Map((await checkLeaves(tx, first, last)).map((batch) => [batch.batchNo, batch]))
  return step.flatMap((batch) => checkBatch(batch, found.get(batch.batchNo)))
}

function checkBatch(batch: StoredBatch, found: FoundBatch | undefined): Finding[] {
  const { batchNo } = batch
  if (!found)
    return [{ of: 'entry', kind: 'removed', batchNo, entryId: null, detail: 'all of its hashes are gone' }]
  const wrong: Finding[] = (found.wrong ?? []).map(({ entryId, removed }) => ({
    of: 'entry',
    kind: removed ? 'removed' : 'changed',
    batchNo,
    entryId,
    detail: '',
  }))
  const range = `${batch.entries} entries were sealed, ${found.leaves} hashes from entry ${found.firstId} to ${found.finalId} are there`
  if (found.leaves < batch.entries)
    wrong.push({ of: 'entry', kind: 'removed', batchNo, entryId: null, detail: `with its hash; ${range}` })
  else if (!merkleRoot(found.hashes).equals(batch.root))
    wrong.push({ of: 'entry', kind: 'resealed', batchNo, entryId: null, detail: range })
  return wrong
}

/** What stands in the trail without, or beside, its seal. */
async function strays(tx: Tx, batches: readonly StoredBatch[]): Promise<Finding[]> {
  const horizon = batches.at(-1)?.horizon
  // A horizon of another cluster says nothing here: the first seal after a restore reads a new one.
  const below =
    horizon === undefined || isForeign(horizon, await snapshotEnd(tx)) ? [] : await unsealedBelow(tx, horizon)
  const reused = await numbersReused(tx)
  const old = await backDated(tx)
  const seen = new Set<string>()
  const findings: Finding[] = []
  const add = (kind: Finding['kind'], stray: StrayEntry, detail: string): void => {
    if (seen.has(stray.entryId)) return
    seen.add(stray.entryId)
    findings.push({ of: 'entry', kind, batchNo: stray.batchNo, entryId: stray.entryId, detail })
  }
  for (const stray of below) add('inserted', stray, `transaction ${stray.xid} was sealed without it`)
  for (const stray of reused) add('inserted', stray, `its number was passed before transaction ${stray.xid}`)
  for (const stray of old) add('back-dated', stray, `it says ${stray.at.toISOString()}`)
  for (const { batchNo, leaves } of await orphanedBatches(tx))
    findings.push({
      of: 'entry',
      kind: 'missing-batch',
      batchNo,
      entryId: null,
      detail: `${leaves} of its hashes are there`,
    })
  return findings
}
