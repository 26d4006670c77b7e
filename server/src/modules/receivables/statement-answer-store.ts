import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** A line of a statement that the customer disputes. */
export interface StatementDispute {
  readonly id: Id
  readonly statementId: Id
  readonly customerId: Id
  readonly source: string
  readonly documentType: string
  readonly number: string
  readonly itemNo: number
  readonly currency: Currency
  readonly openMinor: bigint
  /** What the customer holds to be open; null: nothing said. */
  readonly claimedMinor: bigint | null
  readonly reason: string
  readonly recordedAt: Date
}

export async function insertDisputes(tx: Tx, disputes: readonly StatementDispute[]): Promise<void> {
  await insertRows(
    tx,
    'statement_dispute',
    {
      ...{ id: 'uuid', statement_id: 'uuid', customer_id: 'uuid', source: 'text', document_type: 'text' },
      ...{ number: 'text', item_no: 'int', currency: 'text', open_minor: 'bigint', claimed_minor: 'bigint' },
      ...{ reason: 'text', recorded_at: 'timestamptz' },
    },
    disputes.map((d) => [
      ...[d.id, d.statementId, d.customerId, d.source, d.documentType, d.number, d.itemNo, d.currency],
      ...[d.openMinor, d.claimedMinor, d.reason, d.recordedAt],
    ]),
  )
}

export async function listDisputes(db: Queryable, statementId: Id): Promise<StatementDispute[]> {
  return db.rows<StatementDispute>(sql`
    SELECT id, statement_id AS "statementId", customer_id AS "customerId", source, document_type AS "documentType",
      number, item_no AS "itemNo", currency, open_minor AS "openMinor", claimed_minor AS "claimedMinor", reason,
      recorded_at AS "recordedAt"
    FROM statement_dispute WHERE statement_id = ${statementId}::uuid ORDER BY number, item_no LIMIT 1000`)
}
