import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** One instalment of an invoice, as far as claims need it. */
export interface ClaimItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly customerId: Id
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCode: string
  readonly source: string
  readonly number: string
  readonly documentOn: CalendarDay
  readonly dueOn: CalendarDay
  /** When the last instalment of the invoice is due. */
  readonly lastDueOn: CalendarDay
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly openMinor: bigint
  readonly disputed: boolean
  /** Whether a delivery leads to the invoice. */
  readonly delivered: boolean
  /** The instalment that it is billed interest on, which bears none itself; null: it is no interest. */
  readonly mainDocumentId: Id | null
  readonly mainItemNo: number | null
}

/** What changed the debt of an instalment on a day, by the document that did it. */
export interface ItemMovement {
  readonly documentId: Id
  readonly itemNo: number
  readonly on: CalendarDay
  readonly deltaMinor: bigint
  /** `receipt`, `credit-note`, `write-off`, `invoice`; null: something else, such as a regrouping. */
  readonly causeType: string | null
  readonly causeNumber: string | null
}

const selected = sql`SELECT i.account_id AS "accountId", i.document_id AS "documentId", i.item_no AS "itemNo",
    c.id AS "customerId", c.code AS "customerCode", c.name AS "customerName", c.owner_username AS "ownerUsername",
    s.code AS "segmentCode", d.source, d.number, d.document_on AS "documentOn", i.due_on AS "dueOn",
    (SELECT max(o.due_on) FROM exposure_item o
     WHERE o.account_id = i.account_id AND o.document_id = i.document_id AND o.bucket = 'receivables') AS "lastDueOn",
    i.currency, i.amount_minor AS "amountMinor", i.open_minor AS "openMinor", d.disputed,
    EXISTS (SELECT FROM document_link l WHERE l.account_id = i.account_id AND l.document_id = i.document_id
      AND l.from_type = 'delivery') AS delivered, x.main_document_id AS "mainDocumentId", x.main_item_no AS "mainItemNo"
  FROM exposure_item i
  JOIN document d ON d.id = i.document_id
  JOIN credit_account a ON a.id = i.account_id
  JOIN customer c ON c.id = a.customer_id
  JOIN credit_segment s ON s.id = a.segment_id
  LEFT JOIN accessory_item x ON x.document_id = i.document_id AND x.item_no = i.item_no`

const claimable = sql`i.bucket = 'receivables' AND i.due_on IS NOT NULL AND d.type = 'invoice'`

/** The instalments of these invoices, paid or not. */
export async function itemsOfDocuments(db: Queryable, documentIds: readonly Id[]): Promise<ClaimItem[]> {
  if (documentIds.length === 0) return []
  return db.rows<ClaimItem>(sql`
    ${selected} WHERE ${claimable} AND i.document_id = ANY(${[...documentIds]}::uuid[])
    ORDER BY i.due_on, i.document_id, i.item_no LIMIT 20000`)
}

/** What is open and due before `before` of a customer, oldest first. */
export async function overdueItemsOf(
  db: Queryable,
  customerId: Id,
  { before, limit }: { readonly before: CalendarDay; readonly limit: number },
): Promise<ClaimItem[]> {
  return db.rows<ClaimItem>(sql`
    ${selected} WHERE ${claimable} AND a.customer_id = ${customerId} AND i.open_minor <> 0 AND i.due_on < ${before}
    ORDER BY i.due_on, i.document_id, i.item_no LIMIT ${limit}`)
}

/** What is open of a customer, due or not, oldest first. */
export async function openItemsOf(db: Queryable, customerId: Id, limit: number): Promise<ClaimItem[]> {
  return db.rows<ClaimItem>(sql`
    ${selected} WHERE ${claimable} AND a.customer_id = ${customerId} AND i.open_minor <> 0
    ORDER BY i.due_on, i.document_id, i.item_no LIMIT ${limit}`)
}

export interface ItemPosition {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
}

/** The whole book's overdue instalments in the order of their keys, after a position. */
export async function nextOverdueItems(
  db: Queryable,
  after: ItemPosition | null,
  { before, limit }: { readonly before: CalendarDay; readonly limit: number },
): Promise<ClaimItem[]> {
  const from = after
    ? sql`AND (i.account_id, i.document_id, i.item_no) > (${after.accountId}::uuid, ${after.documentId}::uuid, ${after.itemNo}::int)`
    : empty
  return db.rows<ClaimItem>(sql`
    ${selected} WHERE ${claimable} AND i.open_minor <> 0 AND i.due_on < ${before} ${from}
    ORDER BY i.account_id, i.document_id, i.item_no LIMIT ${limit}`)
}

/** What the ledger says of these instalments' documents, in order of days. */
export async function movementsOf(
  db: Queryable,
  items: readonly Pick<ClaimItem, 'accountId' | 'documentId'>[],
): Promise<ItemMovement[]> {
  if (items.length === 0) return []
  const pairs = [...new Map(items.map((item) => [item.documentId, item])).values()]
  return db.rows<ItemMovement>(sql`
    SELECT e.document_id AS "documentId", e.item_no AS "itemNo", e.effective_on AS "on",
      sum(e.delta_minor)::bigint AS "deltaMinor", cause.type AS "causeType", cause.number AS "causeNumber"
    FROM exposure_entry e LEFT JOIN document cause ON cause.id = e.cause_id
    WHERE (e.account_id, e.document_id) IN (SELECT * FROM unnest(${pairs.map((p) => p.accountId)}::uuid[],
      ${pairs.map((p) => p.documentId)}::uuid[])) AND e.bucket = 'receivables'
    GROUP BY e.document_id, e.item_no, e.effective_on, cause.type, cause.number
    HAVING sum(e.delta_minor) <> 0
    ORDER BY e.effective_on, cause.type, cause.number`)
}
