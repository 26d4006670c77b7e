import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** An open instalment that the customer could be paying these days. */
export interface OpenInvoice {
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
  readonly invoiceId: Id
  readonly itemNo: number
  readonly number: string
  readonly currency: Currency
  readonly openMinor: bigint
}

/** Open instalments that fall due around a day, one customer's next to each other, in the order of customers. */
export async function listInvoicesDue(
  db: Queryable,
  from: CalendarDay,
  to: CalendarDay,
  limit: number,
): Promise<OpenInvoice[]> {
  return db.rows<OpenInvoice>(sql`
    SELECT c.code AS "customerCode", c.name AS "customerName", d.id AS "invoiceId", i.item_no AS "itemNo", s.code AS "segmentCode", d.number, d.currency, i.open_minor AS "openMinor"
    FROM exposure_item i JOIN document d ON d.id = i.document_id
    JOIN credit_account a ON a.id = i.account_id JOIN customer c ON c.id = a.customer_id
    JOIN credit_segment s ON s.id = a.segment_id
    WHERE i.bucket = 'receivables' AND i.open_minor > 0 AND NOT d.disputed AND d.type = 'invoice'
      AND i.due_on BETWEEN ${from} AND ${to}
    ORDER BY c.code, i.due_on, d.number LIMIT ${limit}`)
}

/** The first of each customer's invoices, in their order. */
export function oneOfEach(invoices: readonly OpenInvoice[]): OpenInvoice[] {
  return [...new Map(invoices.toReversed().map((one) => [one.customerCode, one])).values()].toReversed()
}
