import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { whereAll } from '../../platform/db/lists.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { WriteOffStatus } from './domain/write-off-state.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'

export interface WriteOff {
  readonly id: Id
  readonly customerId: Id
  readonly handOverId: Id | null
  readonly reasonCode: string
  readonly explanation: string
  readonly currency: Currency
  /** Asked for, written off, and recovered since, in minor units. */
  readonly amountMinor: bigint
  readonly writtenMinor: bigint
  readonly recoveredMinor: bigint
  readonly status: WriteOffStatus
  readonly requestedOn: CalendarDay
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly endedOn: CalendarDay | null
  readonly endedBy: string | null
  readonly endedAt: Date | null
  readonly endReason: string | null
}

export interface ListedWriteOff extends WriteOff, CustomerParty {
  readonly number: bigint
  readonly industry: string | null
  readonly handOverNumber: bigint | null
  /** The case of the library that was written of it. */
  readonly badDebtId: Id | null
}

const columns = sql`w.id, w.number, w.customer_id AS "customerId", w.hand_over_id AS "handOverId",
  w.reason_code AS "reasonCode", w.explanation, w.currency, w.amount_minor AS "amountMinor",
  w.written_minor AS "writtenMinor", w.recovered_minor AS "recoveredMinor", w.status, w.requested_on AS "requestedOn",
  w.requested_by AS "requestedBy", w.requested_at AS "requestedAt", w.ended_on AS "endedOn", w.ended_by AS "endedBy",
  w.ended_at AS "endedAt", w.end_reason AS "endReason", c.industry,
  (SELECT h.number FROM hand_over h WHERE h.id = w.hand_over_id) AS "handOverNumber",
  (SELECT b.id FROM bad_debt_case b WHERE b.write_off_id = w.id) AS "badDebtId", ${partyColumns}`

/** Which write-offs; what is left out does not narrow. `unlearnt`: written off, and no case of the library says why. */
export interface WriteOffFilter {
  readonly id?: Id | undefined
  readonly status?: WriteOffStatus | undefined
  readonly reasonCode?: string | undefined
  readonly customerCode?: string | undefined
  readonly unlearnt?: boolean | undefined
}

function where({ id, status, reasonCode, customerCode, unlearnt }: WriteOffFilter): Sql {
  return whereAll([
    id && sql`w.id = ${id}::uuid`,
    status && sql`w.status = ${status}`,
    reasonCode && sql`w.reason_code = ${reasonCode}`,
    customerCode && sql`c.code = ${customerCode}`,
    unlearnt &&
      sql`w.status = 'written-off' AND NOT EXISTS (SELECT FROM bad_debt_case b WHERE b.write_off_id = w.id)`,
  ])
}

/** Write-offs, the newest request first. */
export async function listWriteOffs(
  db: Queryable,
  filter: WriteOffFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ListedWriteOff[]> {
  return db.rows<ListedWriteOff>(sql`
    SELECT ${columns} FROM write_off w JOIN customer c ON c.id = w.customer_id ${where(filter)}
    ORDER BY w.requested_at DESC, w.id DESC LIMIT ${limit} OFFSET ${offset}`)
}

export async function countWriteOffs(db: Queryable, filter: WriteOffFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM write_off w JOIN customer c ON c.id = w.customer_id ${where(filter)}`)
  return row?.count ?? 0
}

/** One write-off, locked until the transaction ends. */
export async function lockWriteOff(tx: Tx, id: Id): Promise<ListedWriteOff | undefined> {
  const [row] = await tx.rows<ListedWriteOff>(sql`
    SELECT ${columns} FROM write_off w JOIN customer c ON c.id = w.customer_id WHERE w.id = ${id}::uuid
    FOR UPDATE OF w`)
  return row
}

/** Which of these requests wait for their approval. */
export async function requestedWriteOffsAmong(db: Queryable, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM write_off WHERE id = ANY(${ids}::uuid[]) AND status = 'requested'`,
  )
  return new Set(rows.map(({ id }) => id))
}

export interface WriteOffItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  /** Last part of the number of its write-off document, from 1. */
  readonly position: number
  readonly amountMinor: bigint
}

export async function insertWriteOff(tx: Tx, one: WriteOff, items: readonly WriteOffItem[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO write_off (id, customer_id, hand_over_id, reason_code, explanation, currency, amount_minor, status,
      requested_on, requested_by, requested_at)
    VALUES (${one.id}::uuid, ${one.customerId}::uuid, ${one.handOverId}::uuid, ${one.reasonCode}, ${one.explanation},
      ${one.currency}, ${one.amountMinor}, ${one.status}, ${one.requestedOn}, ${one.requestedBy}, ${one.requestedAt})`)
  await insertRows(
    tx,
    'write_off_item',
    {
      ...{ write_off_id: 'uuid', account_id: 'uuid', document_id: 'uuid', item_no: 'int', position: 'int' },
      amount_minor: 'bigint',
    },
    items.map((item) => [
      ...[one.id, item.accountId, item.documentId, item.itemNo, item.position, item.amountMinor],
    ]),
  )
}

/** Writes how a write-off stands; one that is decided frees its items for another request. */
export async function putWriteOff(tx: Tx, one: WriteOff): Promise<void> {
  await tx.run(sql`
    UPDATE write_off SET status = ${one.status}, written_minor = ${one.writtenMinor},
      recovered_minor = ${one.recoveredMinor}, ended_on = ${one.endedOn}, ended_by = ${one.endedBy},
      ended_at = ${one.endedAt}, end_reason = ${one.endReason}
    WHERE id = ${one.id}::uuid`)
  if (one.endedAt)
    await tx.run(
      sql`UPDATE write_off_item SET current = false WHERE write_off_id = ${one.id}::uuid AND current`,
    )
}

/** An item of a write-off as it stands in the books. */
export interface StoredWriteOffItem extends WriteOffItem {
  readonly writtenMinor: bigint
  readonly recoveredMinor: bigint
  /** Version of its write-off document; 0: there is none. */
  readonly version: bigint
  readonly source: string
  readonly number: string
  readonly dueOn: CalendarDay | null
  readonly openMinor: bigint
}

export async function itemsOfWriteOff(db: Queryable, id: Id): Promise<StoredWriteOffItem[]> {
  return db.rows<StoredWriteOffItem>(sql`
    SELECT x.account_id AS "accountId", x.document_id AS "documentId", x.item_no AS "itemNo", x.position,
      x.amount_minor AS "amountMinor", x.written_minor AS "writtenMinor", x.recovered_minor AS "recoveredMinor",
      x.version, d.source, d.number, i.due_on AS "dueOn", i.open_minor AS "openMinor"
    FROM write_off_item x JOIN document d ON d.id = x.document_id
    JOIN exposure_item i ON i.account_id = x.account_id AND i.document_id = x.document_id AND i.item_no = x.item_no
    WHERE x.write_off_id = ${id}::uuid ORDER BY x.position`)
}

/** Writes what was written off of items, what was recovered, and the version of their documents. */
export async function putWriteOffItem(tx: Tx, id: Id, item: StoredWriteOffItem): Promise<void> {
  await tx.run(sql`
    UPDATE write_off_item SET written_minor = ${item.writtenMinor}, recovered_minor = ${item.recoveredMinor},
      version = ${item.version}
    WHERE write_off_id = ${id}::uuid AND document_id = ${item.documentId}::uuid AND item_no = ${item.itemNo}`)
}

/** Which of these items a running request names, by its number. */
export async function writeOffsRunningFor(
  db: Queryable,
  items: readonly { readonly documentId: Id; readonly itemNo: number }[],
): Promise<{ readonly documentId: Id; readonly itemNo: number; readonly number: bigint }[]> {
  return db.rows(sql`
    SELECT x.document_id AS "documentId", x.item_no AS "itemNo", w.number
    FROM unnest(${items.map(({ documentId }) => documentId)}::uuid[], ${items.map(({ itemNo }) => itemNo)}::int[])
      AS q (document_id, item_no)
    JOIN write_off_item x ON x.document_id = q.document_id AND x.item_no = q.item_no AND x.current
    JOIN write_off w ON w.id = x.write_off_id`)
}

/** The approval of a write-off, the latest of it. */
export async function approvalOfWriteOff(
  db: Queryable,
  id: Id,
): Promise<{ readonly id: Id; readonly number: bigint } | undefined> {
  const [row] = await db.rows<{ id: Id; number: bigint }>(sql`
    SELECT a.id, a.number FROM write_off w JOIN customer c ON c.id = w.customer_id
    JOIN approval_case a ON a.customer_code = c.code AND a.subject = 'write-off' AND a.object_id = w.id::text
    WHERE w.id = ${id}::uuid ORDER BY a.submitted_at DESC LIMIT 1`)
  return row
}
