import { insertRows } from '../../platform/db/bulk-insert.js'
import { empty, join, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export const entryKinds = ['action', 'row', 'rows', 'access'] as const
export type EntryKind = (typeof entryKinds)[number]

export const actorKinds = ['user', 'api-key', 'system', 'anonymous', 'database'] as const

/** One entry of the trail as it is stored. */
export interface StoredEntry {
  readonly id: bigint
  readonly at: Date
  readonly actedAt: Date | null
  readonly kind: EntryKind
  readonly actorKind: (typeof actorKinds)[number]
  readonly actor: string
  readonly requestId: string | null
  /** Entries of one transaction have the same. */
  readonly transaction: string
  readonly action: string
  readonly objectType: string
  readonly objectId: string
  readonly tableName: string | null
  readonly rowKey: string | null
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
  /** Number of the batch that seals it; null while it waits. */
  readonly batchNo: number | null
}

/** What the program records by itself; `before` and `after` are JSON texts or null. */
export interface NewEntry {
  readonly kind: 'action' | 'access'
  readonly actorKind: string
  readonly actorId: string
  readonly actor: string
  readonly requestId: string | null
  readonly action: string
  readonly objectType: string
  readonly objectId: string
  readonly before: string | null
  readonly after: string | null
  readonly reason: string | null
  readonly actedAt: Date
}

const columns = {
  kind: 'text',
  actor_kind: 'text',
  actor_id: 'text',
  actor: 'text',
  request_id: 'text',
  action: 'text',
  object_type: 'text',
  object_id: 'text',
  before: 'jsonb',
  after: 'jsonb',
  reason: 'text',
  acted_at: 'timestamptz',
}

/** Appends entries; their number, transaction and time are given by the database. */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  await insertRows(
    tx,
    'audit_entry',
    columns,
    entries.map((e) => [
      e.kind,
      e.actorKind,
      e.actorId,
      e.actor,
      e.requestId,
      e.action,
      e.objectType,
      e.objectId,
      e.before,
      e.after,
      e.reason,
      e.actedAt,
    ]),
  )
}

export interface EntryFilter {
  readonly kinds?: readonly EntryKind[] | undefined
  readonly objectType?: string | undefined
  readonly objectId?: string | undefined
  /** With the accounts of the customer that the other two fields name. */
  readonly withAccounts?: boolean | undefined
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly requestId?: string | undefined
  readonly transaction?: string | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
  /** Number of the last entry of the page before. */
  readonly beforeId?: string | undefined
  readonly limit: number
}

/** Lists entries, newest first. Every filter alone has an index that ends in the time. */
export async function listEntries(db: Queryable, filter: EntryFilter): Promise<StoredEntry[]> {
  return db.rows<StoredEntry>(sql`
    SELECT e.id, e.at, e.acted_at AS "actedAt", e.kind, e.actor_kind AS "actorKind", e.actor,
      e.request_id AS "requestId", e.xid::text AS transaction, e.action, e.object_type AS "objectType",
      e.object_id AS "objectId", e.table_name AS "tableName", e.row_key AS "rowKey", e.before, e.after, e.reason,
      (SELECT l.batch_no FROM audit_leaf l WHERE l.entry_id = e.id) AS "batchNo"
    FROM audit_entry e
    WHERE ${conditions(filter)}
    ORDER BY e.at DESC, e.id DESC
    LIMIT ${filter.limit}`)
}

function conditions(filter: EntryFilter): Sql {
  const parts = [
    filter.kinds && sql`e.kind = ANY(${filter.kinds}::text[])`,
    objectCondition(filter),
    filter.actor && sql`e.actor = ${filter.actor}`,
    filter.action && sql`e.action = ${filter.action}`,
    filter.requestId && sql`e.request_id = ${filter.requestId}`,
    filter.transaction && sql`e.xid = ${filter.transaction}::xid8`,
    filter.from && sql`e.at >= ${filter.from}`,
    filter.to && sql`e.at < ${filter.to}`,
    filter.beforeId === undefined ? undefined : after(filter.beforeId),
  ].filter((part) => part !== undefined && part !== '' && part !== empty)
  return parts.length === 0 ? sql`true` : join(parts, ' AND ')
}

/** What comes after the entry in the list; the first half is what the index can use. */
function after(id: string): Sql {
  return sql`e.at <= (SELECT c.at FROM audit_entry c WHERE c.id = ${id}::bigint)
    AND (e.at, e.id) < (SELECT c.at, c.id FROM audit_entry c WHERE c.id = ${id}::bigint)`
}

function objectCondition({ objectType, objectId, withAccounts }: EntryFilter): Sql {
  if (objectType === undefined && objectId === undefined) return empty
  if (objectType === undefined) return sql`e.object_id = ${objectId}`
  if (objectId === undefined) return sql`e.object_type = ${objectType}`
  const itself = sql`e.object_type = ${objectType} AND e.object_id = ${objectId}`
  if (withAccounts !== true || objectType !== 'customer') return itself
  return sql`((${itself}) OR (e.object_type = 'account' AND e.object_id = ANY(ARRAY(
    SELECT ${objectId} || '/' || s.code FROM credit_segment s))))`
}
