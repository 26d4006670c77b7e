import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** An account on which checks can be tried. */
export interface SampleAccount {
  readonly customerCode: string
  readonly segmentCode: string
  readonly currency: Currency
}

/** Up to `limit` accounts with a limit, none of two in one credit group. */
export async function sampleAccounts(tx: Queryable, limit: number): Promise<SampleAccount[]> {
  return tx.rows<SampleAccount>(sql`
    SELECT DISTINCT ON (a.group_id) c.code AS "customerCode", s.code AS "segmentCode", a.currency
    FROM (SELECT * FROM credit_account WHERE limit_mode = 'amount' AND status = 'active' LIMIT ${limit * 8}) a
    JOIN customer c ON c.id = a.customer_id JOIN credit_segment s ON s.id = a.segment_id
    ORDER BY a.group_id LIMIT ${limit}`)
}

/** For the rest of the transaction, gives up rather than wait for somebody else's lock. */
export async function waitBriefly(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT set_config('lock_timeout', '200ms', true)`)
}
