import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** An open instalment that a receipt could settle, and one that a match names. */
export interface OpenInstalment {
  readonly invoiceId: Id
  readonly itemNo: number
  readonly source: string
  readonly number: string
  readonly on: CalendarDay
  readonly dueOn: CalendarDay | null
  readonly amountMinor: bigint
  readonly openMinor: bigint
  readonly disputed: boolean
}

const OPEN_ITEMS_MAX = 300
const columns = sql`i.document_id AS "invoiceId", i.item_no AS "itemNo", d.source, d.number, d.document_on AS "on",
  i.due_on AS "dueOn", i.amount_minor AS "amountMinor", i.open_minor AS "openMinor", d.disputed`

/** The open instalments of an account in a currency, the oldest due first. */
export async function listOpenInstalments(
  db: Queryable,
  accountId: Id,
  currency: string,
): Promise<OpenInstalment[]> {
  return db.rows<OpenInstalment>(sql`
    SELECT ${columns} FROM exposure_item i JOIN document d ON d.id = i.document_id
    WHERE i.account_id = ${accountId}::uuid AND i.currency = ${currency} AND i.bucket = 'receivables'
      AND i.open_minor > 0 AND d.type = 'invoice'
    ORDER BY coalesce(i.due_on, i.document_on), d.number, i.item_no LIMIT ${OPEN_ITEMS_MAX}`)
}

/** Instalments of these invoices, open or not. */
export async function listInstalments(
  db: Queryable,
  accountId: Id,
  invoiceIds: readonly Id[],
): Promise<OpenInstalment[]> {
  if (invoiceIds.length === 0) return []
  return db.rows<OpenInstalment>(sql`
    SELECT ${columns} FROM exposure_item i JOIN document d ON d.id = i.document_id
    WHERE i.account_id = ${accountId}::uuid AND i.document_id = ANY(${invoiceIds}::uuid[])
    ORDER BY i.document_id, i.item_no`)
}

/** What a receipt settles now, whether its source system or the office says so. */
export interface Settles {
  readonly invoiceId: Id | null
  readonly number: string
  readonly itemNo: number | null
  readonly amountMinor: bigint
  readonly matchId: Id | null
}

export async function listSettles(db: Queryable, accountId: Id, documentId: Id): Promise<Settles[]> {
  return db.rows<Settles>(sql`
    SELECT d.id AS "invoiceId", l.from_number AS number, l.from_item_no AS "itemNo",
      l.applied_minor AS "amountMinor", l.match_id AS "matchId"
    FROM document_link l LEFT JOIN document d
      ON d.source = l.source AND d.type = l.from_type AND d.number = l.from_number
    WHERE l.account_id = ${accountId}::uuid AND l.document_id = ${documentId}::uuid AND l.from_type = 'invoice'
    ORDER BY l.link_no LIMIT 500`)
}

/** The bank line behind a receipt. */
export interface LineBehind {
  readonly id: Id
  readonly bankAccount: string
  readonly bankRef: string
  readonly on: CalendarDay
  readonly payerName: string
  readonly payerAccount: string | null
  readonly reference: string
  readonly identifiedBy: string | null
  readonly confidenceBp: number | null
}

export async function findLineBehind(db: Queryable, documentId: Id): Promise<LineBehind | undefined> {
  const [line] = await db.rows<LineBehind>(sql`
    SELECT id, bank_account AS "bankAccount", bank_ref AS "bankRef", booked_on AS "on", payer_name AS "payerName",
      payer_account_masked AS "payerAccount", reference, identified_by AS "identifiedBy",
      confidence_bp AS "confidenceBp"
    FROM bank_line WHERE document_id = ${documentId}::uuid`)
  return line
}
