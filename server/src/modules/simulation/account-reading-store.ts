import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** What accounts owe and have ordered, in each currency; unapplied receipts lower it where the segment says so. */
export interface AccountExposure {
  readonly accountId: Id
  readonly currency: Currency
  readonly minor: bigint
}

export async function listAccountExposures(
  db: Queryable,
  accountIds: readonly Id[],
): Promise<AccountExposure[]> {
  return db.rows<AccountExposure>(sql`
    SELECT x.account_id AS "accountId", x.currency, x.reserved_minor + x.open_orders_minor
      + x.delivered_not_billed_minor + x.receivables_minor + x.bills_minor
      + CASE WHEN s.unapplied_lowers_exposure THEN x.unapplied_minor ELSE 0 END AS minor
    FROM account_exposure x JOIN credit_segment s ON s.id = x.segment_id
    WHERE x.account_id = ANY(${accountIds}::uuid[])`)
}

export async function countAccounts(db: Queryable): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`SELECT count(*)::int AS count FROM credit_account`)
  return row?.count ?? 0
}
