import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** What a customer kept back of an item of a match, and the dispute about it. */
export interface Deduction {
  readonly matchId: Id
  readonly accountId: Id
  readonly invoiceId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
  readonly reasonCode: string
  readonly note: string
  readonly disputeId: Id
}

export async function insertDeductions(
  tx: Tx,
  deductions: readonly Deduction[],
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  if (deductions.length === 0) return
  await insertRows(
    tx,
    'deduction',
    {
      ...{ match_id: 'uuid', account_id: 'uuid', invoice_id: 'uuid', item_no: 'int', amount_minor: 'bigint' },
      ...{ reason_code: 'text', note: 'text', dispute_id: 'uuid', taken_by: 'text', taken_at: 'timestamptz' },
    },
    deductions.map((one) => [
      ...[one.matchId, one.accountId, one.invoiceId, one.itemNo, one.amountMinor, one.reasonCode],
      ...[one.note, one.disputeId, by, at],
    ]),
  )
}

/** The deductions of these matches: of each item the latest that was told. */
export async function deductionsOf(db: Queryable, matchIds: readonly Id[]): Promise<Deduction[]> {
  if (matchIds.length === 0) return []
  return db.rows<Deduction>(sql`
    SELECT DISTINCT ON (match_id, invoice_id, item_no) match_id AS "matchId", account_id AS "accountId", invoice_id AS "invoiceId", item_no AS "itemNo",
      amount_minor AS "amountMinor", reason_code AS "reasonCode", note, dispute_id AS "disputeId"
    FROM deduction WHERE match_id = ANY(${matchIds}::uuid[]) 
    ORDER BY match_id, invoice_id, item_no, taken_at DESC, dispute_id DESC`)
}
