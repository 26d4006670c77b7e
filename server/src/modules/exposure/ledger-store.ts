import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import type { Tx } from '../../platform/db/types.js'
import { buckets, type Bucket } from './domain/bucket.js'

/** One line of the append-only ledger: a change of what an item holds open. */
export interface LedgerEntry {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly seq: number
  readonly groupId: Id
  readonly segmentId: Id
  readonly bucket: Bucket
  readonly currency: string
  readonly deltaMinor: bigint
  readonly effectiveOn: CalendarDay
  readonly causeId: Id
}

/**
 * Appends entries and moves the projections per account and per group by the same amounts, in the same transaction.
 * The caller holds the lock of every group concerned.
 */
export async function appendEntries(tx: Tx, entries: readonly LedgerEntry[], at: Date): Promise<void> {
  if (entries.length === 0) return
  await insertRows(
    tx,
    'exposure_entry',
    {
      account_id: 'uuid',
      document_id: 'uuid',
      item_no: 'int',
      seq: 'int',
      group_id: 'uuid',
      segment_id: 'uuid',
      bucket: 'text',
      currency: 'text',
      delta_minor: 'bigint',
      effective_on: 'date',
      cause_id: 'uuid',
      recorded_at: 'timestamptz',
    },
    entries.map((e) => [
      e.accountId,
      e.documentId,
      e.itemNo,
      e.seq,
      e.groupId,
      e.segmentId,
      e.bucket,
      e.currency,
      e.deltaMinor,
      e.effectiveOn,
      e.causeId,
      at,
    ]),
  )
  await move(
    tx,
    ofAccount,
    sumBy(
      entries,
      (e) => [e.accountId, e.currency],
      (e) => [e.groupId, e.segmentId],
    ),
  )
  await move(
    tx,
    ofGroup,
    sumBy(
      entries,
      (e) => [e.groupId, e.segmentId, e.currency],
      () => [],
    ),
  )
}

interface Moved {
  readonly key: readonly string[]
  readonly extra: readonly string[]
  readonly deltas: Record<Bucket, bigint>
}

function sumBy(
  entries: readonly LedgerEntry[],
  keyOf: (entry: LedgerEntry) => string[],
  extraOf: (entry: LedgerEntry) => string[],
): Moved[] {
  const sums = new Map<string, Moved>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const text = key.join(' ')
    let moved = sums.get(text)
    if (!moved) {
      moved = {
        key,
        extra: extraOf(entry),
        deltas: {
          reserved: 0n,
          open_orders: 0n,
          delivered_not_billed: 0n,
          receivables: 0n,
          bills: 0n,
          unapplied: 0n,
        },
      }
      sums.set(text, moved)
    }
    moved.deltas[entry.bucket] += entry.deltaMinor
  }
  // In key order, so that two transactions meet their rows in the same order.
  return [...sums.values()].sort((a, b) => (a.key.join(' ') < b.key.join(' ') ? -1 : 1))
}

const amountColumns = buckets.map((bucket) => `${bucket}_minor`)

interface Projection {
  readonly table: string
  readonly key: readonly (readonly [name: string, type: string])[]
  readonly extra: readonly (readonly [name: string, type: string])[]
}

const ofAccount: Projection = {
  table: 'account_exposure',
  key: [
    ['account_id', 'uuid'],
    ['currency', 'text'],
  ],
  extra: [
    ['group_id', 'uuid'],
    ['segment_id', 'uuid'],
  ],
}

const ofGroup: Projection = {
  table: 'group_exposure',
  key: [
    ['group_id', 'uuid'],
    ['segment_id', 'uuid'],
    ['currency', 'text'],
  ],
  extra: [],
}

/**
 * Adds differences to a projection: rows that are missing are first inserted as nothing, because the differences
 * themselves may be negative and must not meet the table's checks on their own.
 */
async function move(tx: Tx, projection: Projection, sums: readonly Moved[]): Promise<void> {
  const { table, key, extra } = projection
  const columns = Object.fromEntries([...key, ...extra])
  const names = key.map(([name]) => name)
  const rows = sums.map((sum) => [...sum.key, ...sum.extra])
  await insertRows(tx, table, columns, rows, `ON CONFLICT (${names.join(', ')}) DO NOTHING`)
  const types = [...key.map(([, type]) => type), ...amountColumns.map(() => 'bigint')]
  const text = `UPDATE ${table} AS p
    SET ${amountColumns.map((name) => `${name} = p.${name} + q.${name}`).join(', ')}
    FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
      AS q (${[...names, ...amountColumns].join(', ')})
    WHERE ${names.map((name) => `p.${name} = q.${name}`).join(' AND ')}`
  await tx.prepared(`move_${table}`, text, [
    ...key.map((_, index) => sums.map((sum) => sum.key[index])),
    ...buckets.map((bucket) => sums.map((sum) => sum.deltas[bucket])),
  ])
}
