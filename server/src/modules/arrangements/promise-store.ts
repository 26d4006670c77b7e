import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { newestFirst, type PageAfter, whereAll } from '../../platform/db/lists.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'
import type { PromiseStatus } from './domain/promise-outcome.js'

/** What a customer promised to pay of one instalment, in minor units. */
export interface PromiseItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
  /** Open when it was promised. */
  readonly openMinor: bigint
  /** What receipts had settled of it by then. */
  readonly paidBeforeMinor: bigint
  readonly receivedMinor: bigint
}

export interface PaymentPromise {
  readonly id: Id
  readonly customerId: Id
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly payOn: CalendarDay
  readonly graceDays: number
  /** Last day on which the money may come. */
  readonly untilOn: CalendarDay
  readonly madeOn: CalendarDay
  readonly promisedBy: string | null
  readonly note: string | null
  readonly contactId: Id | null
  readonly status: PromiseStatus
  readonly receivedMinor: bigint
  readonly createdBy: string
  readonly createdAt: Date
  readonly endedOn: CalendarDay | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
  readonly endReason: string | null
}

export async function insertPromise(
  tx: Tx,
  one: PaymentPromise,
  items: readonly PromiseItem[],
): Promise<void> {
  await tx.run(sql`
    INSERT INTO promise (id, customer_id, currency, amount_minor, pay_on, grace_days, until_on, made_on, promised_by,
      note, contact_id, status, received_minor, created_by, created_at)
    VALUES (${one.id}::uuid, ${one.customerId}::uuid, ${one.currency}, ${one.amountMinor}, ${one.payOn},
      ${one.graceDays}, ${one.untilOn}, ${one.madeOn}, ${one.promisedBy}, ${one.note}, ${one.contactId}::uuid,
      ${one.status}, ${one.receivedMinor}, ${one.createdBy}, ${one.createdAt})`)
  await insertRows(
    tx,
    'promise_item',
    {
      promise_id: 'uuid',
      account_id: 'uuid',
      document_id: 'uuid',
      item_no: 'int',
      amount_minor: 'bigint',
      open_minor: 'bigint',
      paid_before_minor: 'bigint',
    },
    items.map((item) => [
      ...[one.id, item.accountId, item.documentId, item.itemNo],
      ...[item.amountMinor, item.openMinor, item.paidBeforeMinor],
    ]),
  )
}

const columns = sql`p.id, p.customer_id AS "customerId", p.currency, p.amount_minor AS "amountMinor",
  p.pay_on AS "payOn", p.grace_days AS "graceDays", p.until_on AS "untilOn", p.made_on AS "madeOn",
  p.promised_by AS "promisedBy", p.note, p.contact_id AS "contactId", p.status, p.received_minor AS "receivedMinor",
  p.created_by AS "createdBy", p.created_at AS "createdAt", p.ended_on AS "endedOn", p.ended_at AS "endedAt",
  p.ended_by AS "endedBy", p.end_reason AS "endReason"`

export type ListedPromise = PaymentPromise & CustomerParty

/** Which promises; what is left out does not narrow. */
export interface PromiseFilter {
  readonly status?: PromiseStatus | undefined
  readonly customerCode?: string | undefined
  readonly id?: Id | undefined
}

function where({ status, customerCode, id }: PromiseFilter): Sql {
  return whereAll([
    status && sql`p.status = ${status}`,
    customerCode && sql`c.code = ${customerCode}`,
    id && sql`p.id = ${id}::uuid`,
  ])
}

/** Promises, the newest first; `after` is the last one of the page before. */
export async function listPromises(
  db: Queryable,
  filter: PromiseFilter,
  page: PageAfter,
): Promise<ListedPromise[]> {
  return db.rows<ListedPromise>(sql`
    SELECT ${columns}, ${partyColumns} FROM promise p JOIN customer c ON c.id = p.customer_id ${where(filter)}
      ${newestFirst({ table: 'promise', alias: 'p', at: 'created_at' }, page)}`)
}

/** One promise, locked until the transaction ends. */
export async function lockPromise(tx: Tx, id: Id): Promise<ListedPromise | undefined> {
  const [row] = await tx.rows<ListedPromise>(sql`
    SELECT ${columns}, ${partyColumns} FROM promise p JOIN customer c ON c.id = p.customer_id
    WHERE p.id = ${id}::uuid FOR UPDATE OF p`)
  return row
}

/**
 * Promises that the ledger may have decided: open ones, and those it decided since `judgedSince`, which late bookings
 * and bounced receipts may change. Up to `limit`, after the given id; locked, so that nobody ends them meanwhile.
 */
export async function lockPromisesToJudge(
  tx: Tx,
  options: {
    readonly customerId: Id | null
    readonly judgedSince: CalendarDay
    readonly after: Id | null
    readonly limit: number
  },
): Promise<ListedPromise[]> {
  const { customerId, judgedSince, after, limit } = options
  return tx.rows<ListedPromise>(sql`
    SELECT ${columns}, ${partyColumns} FROM promise p JOIN customer c ON c.id = p.customer_id
    WHERE (p.status = 'open' OR (p.status IN ('kept', 'partly', 'broken') AND p.until_on >= ${judgedSince}))
      AND (${customerId}::uuid IS NULL OR p.customer_id = ${customerId}::uuid)
      AND (${after}::uuid IS NULL OR p.id > ${after}::uuid)
    ORDER BY p.id LIMIT ${limit} FOR UPDATE OF p`)
}

export interface StoredPromiseItem extends PromiseItem {
  readonly promiseId: Id
  readonly source: string
  readonly number: string
}

export async function itemsOfPromises(db: Queryable, ids: readonly Id[]): Promise<StoredPromiseItem[]> {
  if (ids.length === 0) return []
  return db.rows<StoredPromiseItem>(sql`
    SELECT i.promise_id AS "promiseId", i.account_id AS "accountId", i.document_id AS "documentId",
      i.item_no AS "itemNo", i.amount_minor AS "amountMinor", i.open_minor AS "openMinor",
      i.paid_before_minor AS "paidBeforeMinor", i.received_minor AS "receivedMinor", d.source, d.number
    FROM promise_item i JOIN document d ON d.id = i.document_id
    WHERE i.promise_id = ANY(${ids}::uuid[]) ORDER BY i.promise_id, d.number, i.item_no`)
}

/** Notes how promises stand: status, what came in, and for those that ended when and by whom. */
export async function putOutcomes(tx: Tx, promises: readonly PaymentPromise[]): Promise<void> {
  if (promises.length === 0) return
  await tx.run(sql`
    UPDATE promise p SET status = q.status, received_minor = q.received, ended_on = q.ended_on, ended_at = q.ended_at,
      ended_by = q.ended_by, end_reason = q.reason
    FROM unnest(${promises.map((p) => p.id)}::uuid[], ${promises.map((p) => p.status)}::text[],
      ${promises.map((p) => p.receivedMinor)}::bigint[], ${promises.map((p) => p.endedOn)}::date[],
      ${promises.map((p) => p.endedAt)}::timestamptz[], ${promises.map((p) => p.endedBy)}::text[],
      ${promises.map((p) => p.endReason)}::text[]) AS q (id, status, received, ended_on, ended_at, ended_by, reason)
    WHERE p.id = q.id`)
  await tx.run(sql`
    UPDATE promise_item i SET current = false
    FROM promise p WHERE p.id = i.promise_id AND p.status <> 'open' AND i.current
      AND p.id = ANY(${promises.map((p) => p.id)}::uuid[])`)
}

export async function putReceived(
  tx: Tx,
  items: readonly Pick<StoredPromiseItem, 'promiseId' | 'documentId' | 'itemNo' | 'receivedMinor'>[],
): Promise<void> {
  if (items.length === 0) return
  await tx.run(sql`
    UPDATE promise_item i SET received_minor = q.received
    FROM unnest(${items.map((one) => one.promiseId)}::uuid[], ${items.map((one) => one.documentId)}::uuid[],
      ${items.map((one) => one.itemNo)}::int[], ${items.map((one) => one.receivedMinor)}::bigint[])
      AS q (promise_id, document_id, item_no, received)
    WHERE i.promise_id = q.promise_id AND i.document_id = q.document_id AND i.item_no = q.item_no`)
}

/** Customers whose noted number of broken promises is not what it is since a day, with what it is. */
export async function miscountedCustomers(
  db: Queryable,
  options: {
    readonly since: CalendarDay
    readonly customerIds: readonly Id[] | null
    readonly limit: number
  },
): Promise<{ readonly customerId: Id; readonly broken: number }[]> {
  const { since, customerIds, limit } = options
  return db.rows(sql`
    SELECT c.id AS "customerId", coalesce(b.broken, 0) AS broken
    FROM customer c LEFT JOIN (
      SELECT customer_id, count(*)::int AS broken FROM promise
      WHERE status IN ('broken', 'partly') AND ended_on > ${since} GROUP BY customer_id) b ON b.customer_id = c.id
    WHERE c.broken_promises <> coalesce(b.broken, 0)
      AND (${customerIds}::uuid[] IS NULL OR c.id = ANY(${customerIds}::uuid[]))
    ORDER BY c.id LIMIT ${limit}`)
}
