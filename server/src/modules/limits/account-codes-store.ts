import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** How people know an account. */
export interface AccountCodes {
  readonly customerCode: string
  readonly segmentCode: string
}

export async function listAccountCodes(
  db: Queryable,
  accountIds: readonly Id[],
): Promise<Map<Id, AccountCodes>> {
  const rows = await db.rows<AccountCodes & { id: Id }>(sql`
    SELECT a.id, c.code AS "customerCode", s.code AS "segmentCode"
    FROM credit_account a JOIN customer c ON c.id = a.customer_id JOIN credit_segment s ON s.id = a.segment_id
    WHERE a.id = ANY(${accountIds}::uuid[])`)
  return new Map(rows.map(({ id, ...codes }) => [id, codes]))
}
