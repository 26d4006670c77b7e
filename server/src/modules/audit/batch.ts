import { sha256 } from './merkle.js'

/** The first batch is chained to this. */
export const NO_PREVIOUS = Buffer.alloc(32)

/** The horizon below which nothing is claimed to be sealed. */
export const NOTHING_YET = '0'

/** True for a transaction number that this cluster has not given out: it comes from another, before a restore. */
export function isForeign(horizon: string, snapshotEnd: string): boolean {
  return BigInt(horizon) > BigInt(snapshotEnd)
}

/** What a batch says of its entries; all of it goes into its link of the chain. */
export interface Batch {
  readonly batchNo: number
  readonly sealedAt: Date
  readonly entries: number
  /** Transaction numbers as decimal texts: see the comments of the table audit_batch. */
  readonly horizon: string
  readonly snapshotEnd: string
  readonly lastId: bigint
  readonly oldestStart: Date | null
  readonly root: Buffer
  readonly previous: Buffer
}

/** SHA-256(0x02 ‖ the batch as JSON), which contains the link of the batch before. */
export function chainOf(batch: Batch): Buffer {
  const content = [
    batch.batchNo,
    batch.sealedAt.toISOString(),
    batch.entries,
    batch.horizon,
    batch.snapshotEnd,
    batch.lastId.toString(),
    batch.oldestStart?.toISOString() ?? null,
    batch.root.toString('hex'),
    batch.previous.toString('hex'),
  ]
  return sha256(Buffer.from([2]), Buffer.from(JSON.stringify(content)))
}
