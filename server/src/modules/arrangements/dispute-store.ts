import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { newestFirst, type PageAfter, whereAll } from '../../platform/db/lists.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'
import type { DisputeStatus } from './domain/dispute-state.js'

export interface Dispute {
  readonly id: Id
  readonly customerId: Id
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly reasonCode: string
  readonly description: string
  readonly status: DisputeStatus
  readonly owner: string | null
  /** Day by which it is to be settled. */
  readonly dueOn: CalendarDay
  readonly contactId: Id | null
  readonly openedOn: CalendarDay
  readonly openedBy: string
  readonly openedAt: Date
  readonly endedOn: CalendarDay | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
  readonly resolution: string | null
  readonly creditNoteSource: string | null
  readonly creditNoteNumber: string | null
}

export interface DisputeItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  /** The part that is disputed. */
  readonly amountMinor: bigint
  readonly openMinor: bigint
}

export async function insertDispute(tx: Tx, one: Dispute, items: readonly DisputeItem[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO dispute (id, customer_id, currency, amount_minor, reason_code, description, status, owner, due_on,
      contact_id, opened_on, opened_by, opened_at)
    VALUES (${one.id}::uuid, ${one.customerId}::uuid, ${one.currency}, ${one.amountMinor}, ${one.reasonCode},
      ${one.description}, ${one.status}, ${one.owner}, ${one.dueOn}, ${one.contactId}::uuid, ${one.openedOn},
      ${one.openedBy}, ${one.openedAt})`)
  await insertRows(
    tx,
    'dispute_item',
    {
      dispute_id: 'uuid',
      account_id: 'uuid',
      document_id: 'uuid',
      item_no: 'int',
      amount_minor: 'bigint',
      open_minor: 'bigint',
    },
    items.map((item) => [
      ...[one.id, item.accountId, item.documentId, item.itemNo, item.amountMinor, item.openMinor],
    ]),
  )
}

export interface ListedDispute extends Dispute, CustomerParty {
  readonly number: bigint
  /** The statement on whose link the customer disputed it. */
  readonly statementId: Id | null
  /** The receipt of which the customer kept this back. */
  readonly receiptId: Id | null
  readonly receiptNumber: string | null
}

const columns = sql`p.id, p.number, p.customer_id AS "customerId", p.currency, p.amount_minor AS "amountMinor",
  p.reason_code AS "reasonCode", p.description, p.status, p.owner, p.due_on AS "dueOn", p.contact_id AS "contactId",
  p.opened_on AS "openedOn", p.opened_by AS "openedBy", p.opened_at AS "openedAt", p.ended_on AS "endedOn",
  p.ended_at AS "endedAt", p.ended_by AS "endedBy", p.resolution, p.credit_note_source AS "creditNoteSource",
  p.credit_note_number AS "creditNoteNumber", ${partyColumns},
  (SELECT o.statement_id FROM statement_dispute_outcome o WHERE o.dispute_id = p.id AND o.outcome = 'opened'
   LIMIT 1) AS "statementId", kept.id AS "receiptId", kept.number AS "receiptNumber"`

const from = sql`FROM dispute p JOIN customer c ON c.id = p.customer_id
  LEFT JOIN LATERAL (
    SELECT r.id, r.number FROM deduction k JOIN cash_match m ON m.id = k.match_id JOIN document r ON r.id = m.document_id
    WHERE k.dispute_id = p.id) kept ON true`

/** Which disputes; what is left out does not narrow. `current`: those that are not settled. */
export interface DisputeFilter {
  readonly status?: DisputeStatus | 'current' | undefined
  readonly customerCode?: string | undefined
  readonly owner?: string | undefined
  readonly id?: Id | undefined
  readonly statementId?: Id | undefined
}

function where({ status, customerCode, owner, id, statementId }: DisputeFilter): Sql {
  return whereAll([
    status === 'current' && sql`p.status IN ('opened', 'in_work')`,
    status && status !== 'current' && sql`p.status = ${status}`,
    customerCode && sql`c.code = ${customerCode}`,
    owner && sql`p.owner = ${owner}`,
    id && sql`p.id = ${id}::uuid`,
    statementId &&
      sql`p.id IN (SELECT o.dispute_id FROM statement_dispute_outcome o WHERE o.statement_id = ${statementId}::uuid)`,
  ])
}

/** Disputes, the newest first; `after` is the last one of the page before. */
export async function listDisputes(
  db: Queryable,
  filter: DisputeFilter,
  page: PageAfter,
): Promise<ListedDispute[]> {
  return db.rows<ListedDispute>(sql`
    SELECT ${columns} ${from} ${where(filter)}
      ${newestFirst({ table: 'dispute', alias: 'p', at: 'opened_at' }, page)}`)
}

/** Which of these disputes were withdrawn, and when. */
export async function whenWithdrawn(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, Date>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<{ id: Id; at: Date }>(sql`
    SELECT id, ended_at AS at FROM dispute WHERE id = ANY(${[...ids]}::uuid[]) AND status = 'withdrawn'`)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** One dispute, locked until the transaction ends. */
export async function lockDispute(tx: Tx, id: Id): Promise<ListedDispute | undefined> {
  const [row] = await tx.rows<ListedDispute>(sql`
    SELECT ${columns} ${from}
    WHERE p.id = ${id}::uuid FOR UPDATE OF p`)
  return row
}

export interface StoredDisputeItem extends DisputeItem {
  readonly disputeId: Id
  readonly source: string
  readonly number: string
}

export async function itemsOfDisputes(db: Queryable, ids: readonly Id[]): Promise<StoredDisputeItem[]> {
  if (ids.length === 0) return []
  return db.rows<StoredDisputeItem>(sql`
    SELECT i.dispute_id AS "disputeId", i.account_id AS "accountId", i.document_id AS "documentId",
      i.item_no AS "itemNo", i.amount_minor AS "amountMinor", i.open_minor AS "openMinor", d.source, d.number
    FROM dispute_item i JOIN document d ON d.id = i.document_id
    WHERE i.dispute_id = ANY(${ids}::uuid[]) ORDER BY i.dispute_id, d.number, i.item_no`)
}

/** Writes who looks after a dispute, by when, and how it stands; a settled one holds its items no more. */
export async function putDispute(tx: Tx, one: Dispute): Promise<void> {
  await tx.run(sql`
    UPDATE dispute SET status = ${one.status}, owner = ${one.owner}, due_on = ${one.dueOn}, ended_on = ${one.endedOn},
      ended_at = ${one.endedAt}, ended_by = ${one.endedBy}, resolution = ${one.resolution},
      credit_note_source = ${one.creditNoteSource}, credit_note_number = ${one.creditNoteNumber}
    WHERE id = ${one.id}::uuid`)
  if (one.endedAt)
    await tx.run(sql`UPDATE dispute_item SET current = false WHERE dispute_id = ${one.id}::uuid AND current`)
}

/** Which of these documents a dispute that is not settled still holds. */
export async function documentsDisputed(db: Queryable, documentIds: readonly Id[]): Promise<Set<Id>> {
  const rows = await db.rows<{ id: Id }>(sql`
    SELECT DISTINCT document_id AS id FROM dispute_item WHERE current AND document_id = ANY(${documentIds}::uuid[])`)
  return new Set(rows.map(({ id }) => id))
}

/** Whether a credit note of the customer is recorded under this name. */
export async function isCreditNoteOf(
  db: Queryable,
  customerId: Id,
  { source, number }: { readonly source: string; readonly number: string },
): Promise<boolean> {
  const rows = await db.rows(sql`
    SELECT 1 FROM document d JOIN credit_account a ON a.id = d.account_id
    WHERE d.source = ${source} AND d.type = 'credit-note' AND d.number = ${number} AND d.status <> 'cancelled'
      AND a.customer_id = ${customerId}::uuid`)
  return rows.length > 0
}
