import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Bucket } from './domain/bucket.js'

export async function accountsOfCustomer(
  tx: Queryable,
  customerId: Id,
): Promise<{ id: Id; segmentId: Id }[]> {
  return tx.rows(
    sql`SELECT id, segment_id AS "segmentId" FROM credit_account WHERE customer_id = ${customerId}`,
  )
}

/** An open item or active reservation with the next free number in its document's part of the ledger. */
export interface OpenRow {
  readonly documentId: Id
  readonly itemNo: number
  readonly bucket: Bucket
  readonly currency: string
  readonly openMinor: bigint
  readonly nextSeq: number
}

export async function openRowsOfAccount(tx: Queryable, accountId: Id): Promise<OpenRow[]> {
  return tx.rows<OpenRow>(sql`
    SELECT o.*, (SELECT coalesce(max(e.seq), 0) + 1 FROM exposure_entry e
                 WHERE e.account_id = ${accountId} AND e.document_id = o."documentId") AS "nextSeq"
    FROM (
      SELECT document_id AS "documentId", item_no AS "itemNo", bucket, currency, open_minor AS "openMinor"
      FROM exposure_item WHERE account_id = ${accountId} AND open_minor <> 0
      UNION ALL
      SELECT id, 0, 'reserved', currency, amount_minor FROM reservation
      WHERE account_id = ${accountId} AND status = 'active') AS o`)
}
