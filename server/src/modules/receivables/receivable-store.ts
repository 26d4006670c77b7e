import type { CalendarDay } from '../../kernel/calendar-day.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { AgingBucket } from './domain/aging-buckets.js'
import { hasLaterEntries, openItemsAt, type AgingBasis, type BookScope } from './open-item-store.js'

/** One open instalment, or one credit (unapplied receipt or credit note, negative). */
export interface OpenItem {
  readonly documentId: Id
  readonly itemNo: number
  readonly source: string
  readonly documentType: string
  readonly documentNumber: string
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
  readonly bucket: 'receivables' | 'unapplied'
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly openMinor: bigint
  readonly documentOn: CalendarDay
  readonly dueOn: CalendarDay | null
  readonly baseOn: CalendarDay
  readonly disputed: boolean
}

export interface OpenItemQuestion {
  readonly asOf: CalendarDay
  readonly basis: AgingBasis
  readonly scope: BookScope
  readonly currency: Currency | null
  /** Only receivables of this age; null lists every age and the unapplied credits too. */
  readonly agingBucket: AgingBucket | null
  /** Position after which the page begins: base day, document id, item number of the last item seen. */
  readonly after: { readonly baseOn: string; readonly documentId: string; readonly itemNo: number } | null
  readonly limit: number
}

/** Open items, oldest first. */
export async function listOpenItems(db: Queryable, question: OpenItemQuestion): Promise<OpenItem[]> {
  const later = await hasLaterEntries(db, question.asOf)
  const { after, currency } = question
  return db.rows<OpenItem>(sql`
    WITH ${openItemsAt({ ...question, later })},
    page AS (
      SELECT * FROM item
      WHERE (${currency}::text IS NULL OR currency = ${currency}) ${ageCondition(question)}
        ${after ? sql`AND (base_on, document_id, item_no) > (${after.baseOn}::date, ${after.documentId}::uuid, ${after.itemNo}::int)` : empty}
      ORDER BY base_on, document_id, item_no LIMIT ${question.limit})
    SELECT page.document_id AS "documentId", page.item_no AS "itemNo", document.source,
      document.type AS "documentType", document.number AS "documentNumber", customer.code AS "customerCode",
      customer.name AS "customerName", segment.code AS "segmentCode", page.bucket, page.currency,
      page.amount_minor AS "amountMinor", page.open_minor AS "openMinor", page.document_on AS "documentOn",
      page.due_on AS "dueOn", page.base_on AS "baseOn", document.disputed
    FROM page
    JOIN document ON document.id = page.document_id
    JOIN credit_account account ON account.id = page.account_id
    JOIN customer ON customer.id = account.customer_id
    JOIN credit_segment segment ON segment.id = account.segment_id
    ORDER BY page.base_on, page.document_id, page.item_no`)
}

function ageCondition({ agingBucket, asOf }: OpenItemQuestion) {
  if (!agingBucket) return empty
  const { daysMin, daysMax } = agingBucket
  return sql`AND bucket = 'receivables'
    ${daysMin === null ? empty : sql`AND base_on <= ${addDays(asOf, -daysMin)}::date`}
    ${daysMax === null ? empty : sql`AND base_on >= ${addDays(asOf, -daysMax)}::date`}`
}
