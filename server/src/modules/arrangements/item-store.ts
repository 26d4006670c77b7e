import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** An instalment of an invoice, as people name it. */
export interface ItemName {
  readonly source: string
  readonly number: string
  readonly itemNo: number
}

/** An instalment as it stands, and what receipts have settled of it so far, in minor units. */
export interface AgreedItem extends ItemName {
  readonly accountId: Id
  readonly documentId: Id
  readonly currency: Currency
  readonly openMinor: bigint
  readonly paidMinor: bigint
  readonly dueOn: CalendarDay | null
  /** What a dispute, an active plan or an open promise holds of it already. */
  readonly disputedMinor: bigint
  readonly planned: boolean
  readonly promised: boolean
}

/** What receipts have settled of the item `i`; a bounced one has given it back. */
const PAID = sql`coalesce((
  SELECT -sum_minor(e.delta_minor) FROM exposure_entry e JOIN document c ON c.id = e.cause_id AND c.type = 'receipt'
  WHERE e.account_id = i.account_id AND e.document_id = i.document_id AND e.item_no = i.item_no), 0)`

/**
 * Receivables of a customer by name; names of anything else, or of another customer, give nothing. Current only while the
 * customer's credit group is locked.
 */
export async function readItems(
  db: Queryable,
  customerId: Id,
  names: readonly ItemName[],
): Promise<AgreedItem[]> {
  if (names.length === 0) return []
  return db.rows<AgreedItem>(sql`
    SELECT i.account_id AS "accountId", i.document_id AS "documentId", i.item_no AS "itemNo",
      d.source, d.number, i.currency, i.open_minor AS "openMinor", i.due_on AS "dueOn",
      ${PAID} AS "paidMinor",
      coalesce((SELECT sum_minor(x.amount_minor) FROM dispute_item x
                WHERE x.document_id = i.document_id AND x.item_no = i.item_no AND x.current), 0) AS "disputedMinor",
      EXISTS (SELECT FROM instalment_plan_item x
              WHERE x.document_id = i.document_id AND x.item_no = i.item_no AND x.current) AS planned,
      EXISTS (SELECT FROM promise_item x
              WHERE x.document_id = i.document_id AND x.item_no = i.item_no AND x.current) AS promised
    FROM unnest(${names.map((one) => one.source)}::text[], ${names.map((one) => one.number)}::text[],
      ${names.map((one) => one.itemNo)}::int[]) AS q (source, number, item_no)
    JOIN document d ON d.source = q.source AND d.type = 'invoice' AND d.number = q.number
    JOIN credit_account a ON a.id = d.account_id AND a.customer_id = ${customerId}::uuid
    JOIN exposure_item i ON i.account_id = d.account_id AND i.document_id = d.id AND i.item_no = q.item_no
    WHERE i.bucket = 'receivables'`)
}

/** How people call an instalment that is known by its ids. */
export async function itemName(db: Queryable, invoiceId: Id, itemNo: number): Promise<ItemName | undefined> {
  const [row] = await db.rows<{ source: string; number: string }>(
    sql`SELECT source, number FROM document WHERE id = ${invoiceId}::uuid AND type = 'invoice'`,
  )
  return row && { ...row, itemNo }
}

/** What the ledger says of one item, in minor units. */
export interface ItemMoney {
  readonly openMinor: bigint
  /** All that receipts have settled of it. */
  readonly paidMinor: bigint
  /** What they had settled by `untilOn`. */
  readonly paidInTimeMinor: bigint
}

/** Reads what the ledger says of items, in their order; money counts by the day on which it came. */
export async function readMoney(
  db: Queryable,
  items: readonly {
    readonly accountId: Id
    readonly documentId: Id
    readonly itemNo: number
    readonly untilOn: CalendarDay
  }[],
): Promise<ItemMoney[]> {
  if (items.length === 0) return []
  return db.rows<ItemMoney>(sql`
    SELECT coalesce(i.open_minor, 0) AS "openMinor", coalesce(p.paid, 0) AS "paidMinor",
      coalesce(p.in_time, 0) AS "paidInTimeMinor"
    FROM unnest(${items.map((one) => one.accountId)}::uuid[], ${items.map((one) => one.documentId)}::uuid[],
      ${items.map((one) => one.itemNo)}::int[], ${items.map((one) => one.untilOn)}::date[])
      WITH ORDINALITY AS q (account_id, document_id, item_no, until_on, place)
    LEFT JOIN exposure_item i ON i.account_id = q.account_id AND i.document_id = q.document_id AND i.item_no = q.item_no
    LEFT JOIN LATERAL (
      SELECT -sum_minor(e.delta_minor) AS paid,
        -sum_minor(e.delta_minor) FILTER (WHERE e.effective_on <= q.until_on) AS in_time
      FROM exposure_entry e JOIN document c ON c.id = e.cause_id AND c.type = 'receipt'
      WHERE e.account_id = q.account_id AND e.document_id = q.document_id AND e.item_no = q.item_no) p ON true
    ORDER BY q.place`)
}
