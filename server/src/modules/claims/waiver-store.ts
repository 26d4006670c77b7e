import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { newestFirst, type PageAfter, whereAll } from '../../platform/db/lists.js'
import { readPickList, type PickListEntry } from '../../platform/db/pick-list.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'
import type { WaiverStatus } from './domain/waiver-status.js'

/** Late interest of a customer's instalments that is given up, or is asked to be. */
export interface InterestWaiver {
  readonly id: Id
  readonly customerId: Id
  readonly currency: Currency
  readonly amountMinor: bigint
  /** Interest up to and with this day. */
  readonly untilOn: CalendarDay
  /** Of the list of reasons; null: none was chosen. */
  readonly reasonCode: string | null
  readonly reason: string
  readonly status: WaiverStatus
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  /** What whoever decided wrote. */
  readonly note: string | null
}

export interface WaiverItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  /** Interest that was owed when the waiver was asked for. */
  readonly openMinor: bigint
  readonly amountMinor: bigint
}

/** An instalment of a waiver with the calculation that it was asked for by, and the SHA-256 of that. */
export interface NewWaiverItem extends WaiverItem {
  readonly calculation: string
  readonly contentHash: string
}

export async function insertWaiver(
  tx: Tx,
  one: InterestWaiver,
  items: readonly NewWaiverItem[],
): Promise<void> {
  await tx.run(sql`
    INSERT INTO interest_waiver (id, customer_id, currency, amount_minor, until_on, reason_code, reason, status,
      requested_by, requested_at)
    VALUES (${one.id}::uuid, ${one.customerId}::uuid, ${one.currency}, ${one.amountMinor}, ${one.untilOn},
      ${one.reasonCode}, ${one.reason}, ${one.status}, ${one.requestedBy}, ${one.requestedAt})`)
  await insertRows(
    tx,
    'interest_waiver_item',
    {
      ...{ waiver_id: 'uuid', customer_id: 'uuid', account_id: 'uuid', document_id: 'uuid', item_no: 'int' },
      ...{ open_minor: 'bigint', amount_minor: 'bigint', calculation: 'json', content_hash: 'text' },
    },
    items.map((item) => [
      ...[one.id, one.customerId, item.accountId, item.documentId, item.itemNo, item.openMinor],
      ...[item.amountMinor, item.calculation, item.contentHash],
    ]),
  )
}

/** Writes how a waiver ended; its instalments may then be part of another. */
export async function putWaiver(tx: Tx, one: InterestWaiver): Promise<void> {
  await tx.run(sql`
    UPDATE interest_waiver SET status = ${one.status}, decided_by = ${one.decidedBy}, decided_at = ${one.decidedAt},
      note = ${one.note}
    WHERE id = ${one.id}::uuid`)
  await tx.run(
    sql`UPDATE interest_waiver_item SET pending = false WHERE waiver_id = ${one.id}::uuid AND pending`,
  )
}

/** Where the organisation keeps why late interest is given up: a pick list. */
export const WAIVER_REASONS = 'waiver_reason'

export async function listWaiverReasons(db: Queryable): Promise<PickListEntry[]> {
  return readPickList(db, WAIVER_REASONS)
}

export interface ListedWaiver extends InterestWaiver, CustomerParty {
  readonly number: bigint
}

const columns = sql`w.id, w.number, w.customer_id AS "customerId", w.currency, w.amount_minor AS "amountMinor",
  w.until_on AS "untilOn", w.reason_code AS "reasonCode", w.reason, w.status, w.requested_by AS "requestedBy", w.requested_at AS "requestedAt",
  w.decided_by AS "decidedBy", w.decided_at AS "decidedAt", w.note, ${partyColumns}`

/** Which waivers; what is left out does not narrow. */
export interface WaiverFilter {
  readonly status?: WaiverStatus | undefined
  readonly customerCode?: string | undefined
  readonly id?: Id | undefined
}

function where({ status, customerCode, id }: WaiverFilter): Sql {
  return whereAll([
    status && sql`w.status = ${status}`,
    customerCode && sql`c.code = ${customerCode}`,
    id && sql`w.id = ${id}::uuid`,
  ])
}

/** Waivers, the newest first; `after` is the last one of the page before. */
export async function listWaivers(
  db: Queryable,
  filter: WaiverFilter,
  page: PageAfter,
): Promise<ListedWaiver[]> {
  return db.rows<ListedWaiver>(sql`
    SELECT ${columns} FROM interest_waiver w JOIN customer c ON c.id = w.customer_id ${where(filter)}
      ${newestFirst({ table: 'interest_waiver', alias: 'w', at: 'requested_at' }, page)}`)
}

/** One waiver, locked until the transaction ends. */
export async function lockWaiver(tx: Tx, id: Id): Promise<ListedWaiver | undefined> {
  const [row] = await tx.rows<ListedWaiver>(sql`
    SELECT ${columns} FROM interest_waiver w JOIN customer c ON c.id = w.customer_id
    WHERE w.id = ${id}::uuid FOR UPDATE OF w`)
  return row
}

export interface StoredWaiverItem extends WaiverItem {
  readonly waiverId: Id
  readonly number: string
}

export async function itemsOfWaivers(db: Queryable, ids: readonly Id[]): Promise<StoredWaiverItem[]> {
  if (ids.length === 0) return []
  return db.rows<StoredWaiverItem>(sql`
    SELECT i.waiver_id AS "waiverId", i.account_id AS "accountId", i.document_id AS "documentId",
      i.item_no AS "itemNo", i.open_minor AS "openMinor", i.amount_minor AS "amountMinor", d.number
    FROM interest_waiver_item i JOIN document d ON d.id = i.document_id
    WHERE i.waiver_id = ANY(${ids}::uuid[]) ORDER BY i.waiver_id, d.number, i.item_no`)
}

/** Which of these waivers still wait for a decision. */
export async function requestedWaiversAmong(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(
    sql`SELECT id FROM interest_waiver WHERE status = 'requested' AND id = ANY(${ids}::uuid[])`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** What was given up, or is asked to be, of the interest of one instalment. */
export interface WaiverOfItem {
  readonly documentId: Id
  readonly itemNo: number
  readonly number: bigint
  readonly status: 'requested' | 'granted'
  readonly untilOn: CalendarDay
  readonly amountMinor: bigint
}

/** Waivers of these documents that were granted or wait for a decision, in order of days. */
export async function waiversOfDocuments(db: Queryable, documentIds: readonly Id[]): Promise<WaiverOfItem[]> {
  if (documentIds.length === 0) return []
  return db.rows<WaiverOfItem>(sql`
    SELECT i.document_id AS "documentId", i.item_no AS "itemNo", w.number, w.status, w.until_on AS "untilOn",
      i.amount_minor AS "amountMinor"
    FROM interest_waiver_item i JOIN interest_waiver w ON w.id = i.waiver_id
    WHERE i.document_id = ANY(${[...documentIds]}::uuid[]) AND w.status IN ('requested', 'granted')
    ORDER BY w.until_on, w.number`)
}
