import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { DocumentFilter, DocumentRow } from './document-list-store.js'

/**
 * Active reservations under the documents that they are for, latest first: their ids rise with time. Version 0 stands
 * for a document that has not arrived. Those of one customer are found by its accounts' part of the ledger.
 */
export async function listReserved(
  db: Queryable,
  filter: DocumentFilter,
  page: { limit: number; after: readonly [on: string, id: string] | null },
): Promise<DocumentRow[]> {
  const { customerCode, owner, segment, type, number, open } = filter
  const ofCustomer = sql`AND r.id IN (
    SELECT e.document_id FROM exposure_entry e
    WHERE e.bucket = 'reserved' AND e.account_id IN (
      SELECT fa.id FROM credit_account fa JOIN customer fc ON fc.id = fa.customer_id WHERE fc.code = ${customerCode}))`
  return db.rows<DocumentRow>(sql`
    SELECT r.id, c.code AS "customerCode", c.name AS "customerName", s.code AS segment, r.source, r.type, r.number,
      0::bigint AS version, 'open' AS status, (r.created_at AT TIME ZONE o.time_zone)::date AS "on", NULL::date AS "dueOn",
      r.currency, r.amount_minor AS "totalMinor", r.amount_minor AS "openMinor", false AS disputed
    FROM reservation r
    JOIN credit_account a ON a.id = r.account_id JOIN customer c ON c.id = a.customer_id
    JOIN credit_segment s ON s.id = a.segment_id CROSS JOIN organisation o
    WHERE r.status = 'active' ${open === false ? sql`AND false` : empty}
      ${owner === null ? empty : sql`AND c.owner_username = ${owner}`}
      ${customerCode ? ofCustomer : empty}
      ${segment ? sql`AND s.code = ${segment}` : empty}
      ${type ? sql`AND r.type = ${type}` : empty}
      ${number ? sql`AND r.number = ${number}` : empty}
      ${page.after ? sql`AND r.id < ${page.after[1]}::uuid` : empty}
    ORDER BY r.id DESC LIMIT ${page.limit}`)
}
