import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { PauseReason } from './domain/plan-facts.js'
import type { Channel } from './domain/strategy.js'

/** A customer with what classes and audiences look at. */
export interface PlanCustomerRow {
  readonly id: Id
  readonly code: string
  readonly name: string
  readonly ownerUsername: string | null
  readonly status: string
  readonly grade: string | null
  readonly brokenPromises: number
  readonly industry: string | null
  readonly region: string | null
  readonly customFields: Readonly<Record<string, unknown>>
  readonly capitalMinor: bigint | null
  readonly capitalCurrency: Currency | null
  readonly relationMonths: number
  readonly lastReceiptOn: CalendarDay | null
  readonly isExcluded: boolean
  readonly excludedUntil: CalendarDay | null
  readonly hasEmail: boolean
  readonly hasPhone: boolean
}

export interface CustomerPage {
  readonly after: Id | null
  readonly limit: number
  readonly on: CalendarDay
  /** Only this customer. */
  readonly only: Id | null
  /** Only this part of the customers, by their ids, of `PARTS`; null: all. */
  readonly part: number | null
}

/** Parts into which customers are divided, so that several lanes plan at once. */
export const PARTS = 2

/** A page of customers in id order, of those with open receivables. */
export async function listPlanCustomers(
  db: Queryable,
  { after, limit, on, only, part }: CustomerPage,
): Promise<PlanCustomerRow[]> {
  return db.rows<PlanCustomerRow>(sql`
    WITH page AS (
      SELECT c.* FROM customer c
      -- Looked up customer by customer: a page never reads the items of the whole book.
      CROSS JOIN LATERAL (SELECT FROM credit_account a JOIN exposure_item i ON i.account_id = a.id
        WHERE a.customer_id = c.id AND i.bucket = 'receivables' AND i.open_minor <> 0 LIMIT 1) AS owes
      WHERE (${after}::uuid IS NULL OR c.id > ${after}::uuid) AND (${only}::uuid IS NULL OR c.id = ${only}::uuid)
        AND (${part}::int IS NULL OR abs(uuid_hash(c.id)::bigint) % ${PARTS} = ${part}::int)
      ORDER BY c.id LIMIT ${limit})
    SELECT c.id, c.code, c.name, c.owner_username AS "ownerUsername", c.status, r.grade,
      c.broken_promises AS "brokenPromises", c.industry, c.region, c.custom_fields AS "customFields",
      c.registered_capital_minor AS "capitalMinor", c.registered_capital_currency AS "capitalCurrency",
      coalesce(extract(year FROM age(${on}::date, first.day))::int * 12
        + extract(month FROM age(${on}::date, first.day))::int, 0) AS "relationMonths",
      receipt.day AS "lastReceiptOn", e.customer_id IS NOT NULL AS "isExcluded", e.until_on AS "excludedUntil",
      EXISTS (SELECT FROM customer_contact p WHERE p.customer_id = c.id AND p.email IS NOT NULL) AS "hasEmail",
      EXISTS (SELECT FROM customer_contact p WHERE p.customer_id = c.id AND p.phone_sealed IS NOT NULL) AS "hasPhone"
    FROM page c
    LEFT JOIN customer_rating_current r ON r.customer_id = c.id
    LEFT JOIN collection_exclusion e ON e.customer_id = c.id
    LEFT JOIN LATERAL (
      SELECT min(f.day) AS day FROM credit_account a CROSS JOIN unnest(ARRAY['order', 'invoice']) AS kind (type)
      CROSS JOIN LATERAL (SELECT min(d.document_on) AS day FROM document d
        WHERE d.account_id = a.id AND d.type = kind.type AND d.document_on <= ${on}) AS f
      WHERE a.customer_id = c.id) AS first ON true
    LEFT JOIN LATERAL (
      SELECT max(f.day) AS day FROM credit_account a
      CROSS JOIN LATERAL (SELECT max(d.document_on) AS day FROM document d
        WHERE d.account_id = a.id AND d.type = 'receipt' AND d.document_on <= ${on}) AS f
      WHERE a.customer_id = c.id) AS receipt ON true
    ORDER BY c.id`)
}

/** Something open of a customer: an instalment, or (bucket unapplied, negative) money that is not matched. */
export interface PlanItemRow {
  readonly customerId: Id
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly segmentCode: string
  readonly number: string
  readonly bucket: 'receivables' | 'unapplied'
  readonly currency: Currency
  readonly openMinor: bigint
  readonly dueOn: CalendarDay | null
}

/** What is open of these customers, by due day. */
export async function listPlanItems(db: Queryable, customerIds: readonly Id[]): Promise<PlanItemRow[]> {
  return db.rows<PlanItemRow>(sql`
    SELECT a.customer_id AS "customerId", i.account_id AS "accountId", i.document_id AS "documentId",
      i.item_no AS "itemNo", s.code AS "segmentCode", d.number, i.bucket, i.currency, i.open_minor AS "openMinor",
      i.due_on AS "dueOn"
    FROM credit_account a
    JOIN credit_segment s ON s.id = a.segment_id
    JOIN exposure_item i ON i.account_id = a.id
    JOIN document d ON d.id = i.document_id
    WHERE a.customer_id = ANY (${customerIds}::uuid[]) AND i.bucket IN ('receivables', 'unapplied') AND i.open_minor <> 0
    ORDER BY i.due_on, i.document_id, i.item_no`)
}

export interface PauseRow {
  readonly documentId: Id
  readonly itemNo: number
  readonly reason: PauseReason
  readonly pausedMinor: bigint
  readonly untilOn: CalendarDay | null
}

/** What nobody is to be asked for on a day, of these documents. */
export async function listPauses(
  db: Queryable,
  documentIds: readonly Id[],
  on: CalendarDay,
): Promise<PauseRow[]> {
  return db.rows<PauseRow>(sql`
    SELECT document_id AS "documentId", item_no AS "itemNo", reason, paused_minor AS "pausedMinor", until_on AS "untilOn"
    FROM paused_items(${on}) WHERE document_id = ANY (${documentIds}::uuid[])`)
}

export interface DoneRow {
  readonly documentId: Id
  readonly itemNo: number
  readonly dueOn: CalendarDay
  readonly step: string
  readonly channel: Channel
  readonly days: number
  readonly on: CalendarDay
}

/** The steps that were done for items of these documents. */
export async function listDoneSteps(db: Queryable, documentIds: readonly Id[]): Promise<DoneRow[]> {
  return db.rows<DoneRow>(sql`
    SELECT document_id AS "documentId", item_no AS "itemNo", due_on AS "dueOn", step_code AS step, channel,
      step_days AS days, on_day AS "on"
    FROM dunning_message_item WHERE counts AND document_id = ANY (${documentIds}::uuid[])`)
}

/** What these customers had from strategies and from people after a day. */
export async function listRecentContacts(
  db: Queryable,
  customerIds: readonly Id[],
  after: CalendarDay,
  timeZone: string,
): Promise<{ readonly customerId: Id; readonly channel: Channel; readonly on: CalendarDay }[]> {
  return db.rows(sql`
    SELECT customer_id AS "customerId", channel, on_day AS "on" FROM dunning_message
    WHERE customer_id = ANY (${customerIds}::uuid[]) AND on_day > ${after} AND status <> 'withdrawn'
    UNION ALL
    SELECT customer_id, channel, (at AT TIME ZONE ${timeZone})::date FROM contact
    WHERE customer_id = ANY (${customerIds}::uuid[]) AND direction = 'out' AND run_id IS NULL
      AND channel IN ('email', 'sms', 'letter', 'phone')
      AND (at AT TIME ZONE ${timeZone})::date > ${after}::date`)
}

/** Whom a message to a customer is for. */
export interface AddresseeRow {
  readonly customerId: Id
  readonly by: 'email' | 'phone'
  readonly personId: Id
  readonly name: string
}

/** The person at each customer who gets mails, and who is called: those who deal with payments first. */
export async function listAddressees(db: Queryable, customerIds: readonly Id[]): Promise<AddresseeRow[]> {
  return db.rows<AddresseeRow>(sql`
    SELECT DISTINCT ON (p.customer_id, way.by) p.customer_id AS "customerId", way.by, p.id AS "personId", p.name
    FROM customer_contact p CROSS JOIN (VALUES ('email'), ('phone')) AS way (by)
    WHERE p.customer_id = ANY (${customerIds}::uuid[])
      AND CASE way.by WHEN 'email' THEN p.email IS NOT NULL ELSE p.phone_sealed IS NOT NULL END
    ORDER BY p.customer_id, way.by,
      (coalesce(p.role, '') ~* '财务|会计|出纳|付款|应付|financ|account|payable|treasur') DESC, p.name, p.id`)
}

/** How many customers have something to pay. */
export async function countPlanCustomers(db: Queryable): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM customer c
    WHERE EXISTS (SELECT FROM credit_account a JOIN exposure_item i ON i.account_id = a.id
      WHERE a.customer_id = c.id AND i.bucket = 'receivables' AND i.open_minor <> 0)`)
  return row?.count ?? 0
}

/** Every currency that has an exchange rate. */
export async function listRatedCurrencies(db: Queryable): Promise<Currency[]> {
  const rows = await db.rows<{ currency: Currency }>(sql`
    SELECT from_currency AS currency FROM fx_rate UNION SELECT to_currency FROM fx_rate`)
  return rows.map(({ currency }) => currency)
}

/** The code of a customer; throws for an id of none. */
export async function customerCodeOf(db: Queryable, id: Id): Promise<string> {
  const [row] = await db.rows<{ code: string }>(sql`SELECT code FROM customer WHERE id = ${id}`)
  if (!row) throw new Error(`there is no customer ${id}`)
  return row.code
}
