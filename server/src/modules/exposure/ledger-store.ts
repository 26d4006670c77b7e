import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
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
  await Promise.all([insertEntries(tx, entries, at), moveAccounts(tx, entries), moveGroups(tx, entries)])
}

async function insertEntries(tx: Tx, entries: readonly LedgerEntry[], at: Date): Promise<void> {
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
}

function moveAccounts(tx: Tx, entries: readonly LedgerEntry[]): Promise<void> {
  const sums = sumBy(
    entries,
    (e) => [e.accountId, e.currency],
    (e) => [e.groupId, e.segmentId],
  )
  return move(tx, ofAccount, sums)
}

function moveGroups(tx: Tx, entries: readonly LedgerEntry[]): Promise<void> {
  const sums = sumBy(
    entries,
    (e) => [e.groupId, e.segmentId, e.currency],
    () => [],
  )
  return move(tx, ofGroup, sums)
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
    const text = keyText(key)
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
  return [...sums.values()].sort((a, b) => (keyText(a.key) < keyText(b.key) ? -1 : 1))
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
 * Adds differences to a projection. Rows that do not exist yet are inserted as nothing first and moved then, because
 * a difference may be negative and must not meet the table's checks by itself.
 */
async function move(tx: Tx, projection: Projection, sums: readonly Moved[]): Promise<void> {
  const moved = await addTo(tx, projection, sums)
  const missing = sums.filter((sum) => !moved.has(keyText(sum.key)))
  if (missing.length === 0) return
  const { table, key, extra } = projection
  const conflict = `ON CONFLICT (${key.map(([name]) => name).join(', ')}) DO NOTHING`
  const columns = Object.fromEntries([...key, ...extra])
  await insertRows(
    tx,
    table,
    columns,
    missing.map((sum) => [...sum.key, ...sum.extra]),
    conflict,
  )
  await addTo(tx, projection, missing)
}

/** Updates the rows that exist; gives their keys. */
async function addTo(tx: Tx, { table, key }: Projection, sums: readonly Moved[]): Promise<Set<string>> {
  const names = key.map(([name]) => name)
  const types = [...key.map(([, type]) => type), ...amountColumns.map(() => 'bigint')]
  const text = `UPDATE ${table} AS p
    SET ${amountColumns.map((name) => `${name} = p.${name} + q.${name}`).join(', ')}
    FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
      AS q (${[...names, ...amountColumns].join(', ')})
    WHERE ${names.map((name) => `p.${name} = q.${name}`).join(' AND ')}
    RETURNING concat_ws(' ', ${names.map((name) => `p.${name}`).join(', ')}) AS key`
  const rows = await tx.prepared<{ key: string }>(`move_${table}`, text, [
    ...key.map((_, index) => sums.map((sum) => sum.key[index])),
    ...buckets.map((bucket) => sums.map((sum) => sum.deltas[bucket])),
  ])
  return new Set(rows.map((row) => row.key))
}

function keyText(key: readonly string[]): string {
  return key.join(' ')
}

/** Puts an account's balances into another group. Ledger entries stay where they were written. */
export async function moveBalancesToGroup(tx: Tx, accountId: Id, groupId: Id): Promise<void> {
  await tx.run(sql`UPDATE account_exposure SET group_id = ${groupId} WHERE account_id = ${accountId}`)
}
