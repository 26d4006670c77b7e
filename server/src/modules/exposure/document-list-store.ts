import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Bucket } from './domain/bucket.js'
import type { DocumentStatus, DocumentType } from './domain/document.js'

/** A document in a list. */
export interface DocumentRow {
  readonly id: string
  readonly customerCode: string
  readonly customerName: string
  readonly segment: string
  readonly source: string
  readonly type: DocumentType
  readonly number: string
  readonly version: bigint
  readonly status: DocumentStatus
  readonly on: CalendarDay
  readonly dueOn: CalendarDay | null
  readonly currency: Currency
  readonly totalMinor: bigint
  readonly openMinor: bigint
  readonly disputed: boolean
}

export interface DocumentFilter {
  readonly customerCode?: string | undefined
  readonly segment?: string | undefined
  readonly type?: DocumentType | undefined
  readonly bucket?: Bucket | undefined
  readonly number?: string | undefined
  readonly open?: boolean | undefined
  readonly owner: string | null
}

/** Documents, latest first; with a bucket, those that hold something open in it. */
export async function listDocuments(
  tx: Queryable,
  filter: DocumentFilter,
  page: { limit: number; after: readonly [on: string, id: string] | null },
): Promise<DocumentRow[]> {
  const inBucket = sql`AND EXISTS (SELECT 1 FROM exposure_item i WHERE i.account_id = d.account_id
    AND i.document_id = d.id AND i.bucket = ${filter.bucket ?? null} AND i.open_minor <> 0)`
  return tx.rows<DocumentRow>(sql`
    SELECT d.id, c.code AS "customerCode", c.name AS "customerName", s.code AS segment, d.source, d.type, d.number,
      d.version, d.status, d.document_on AS "on", d.currency, d.total_minor AS "totalMinor",
      d.open_minor AS "openMinor", d.disputed,
      (SELECT min(i.due_on) FROM exposure_item i WHERE i.account_id = d.account_id AND i.document_id = d.id) AS "dueOn"
    FROM document d
    JOIN credit_account a ON a.id = d.account_id JOIN customer c ON c.id = a.customer_id
    JOIN credit_segment s ON s.id = a.segment_id
    WHERE true
      ${filter.owner === null ? empty : sql`AND c.owner_username = ${filter.owner}`}
      ${filter.customerCode ? sql`AND c.code = ${filter.customerCode}` : empty}
      ${filter.segment ? sql`AND s.code = ${filter.segment}` : empty}
      ${filter.type ? sql`AND d.type = ${filter.type}` : empty}
      ${filter.number ? sql`AND d.number = ${filter.number}` : empty}
      ${filter.open === undefined ? empty : sql`AND (d.open_minor <> 0) = ${filter.open}`}
      ${filter.bucket ? inBucket : empty}
      ${page.after ? sql`AND (d.document_on, d.id) < (${page.after[0]}::date, ${page.after[1]}::uuid)` : empty}
    ORDER BY d.document_on DESC, d.id DESC LIMIT ${page.limit}`)
}
