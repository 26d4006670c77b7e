import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Account } from '../customers/account-store.js'
import type { LimitKind } from '../limits/domain/effective-limit.js'

/** Accounts by id. */
export async function loadAccounts(db: Queryable, ids: readonly Id[]): Promise<Map<Id, Account>> {
  const rows = await db.rows<Account>(sql`
    SELECT id, group_id AS "groupId", customer_id AS "customerId", segment_id AS "segmentId", currency,
      limit_mode AS "limitMode", status, net_days AS "netDays", forced_hold AS "forcedHold", review_on AS "reviewOn"
    FROM credit_account WHERE id = ANY(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

export interface StoredLine {
  readonly accountId: Id
  readonly kind: LimitKind
  readonly amountMinor: bigint
  readonly validFrom: string
  readonly validTo: string | null
}

/** Limit lines that were not revoked, of many accounts, newest first. */
export async function loadLines(db: Queryable, accountIds: readonly Id[]): Promise<StoredLine[]> {
  return db.rows<StoredLine>(sql`
    SELECT account_id AS "accountId", kind, amount_minor AS "amountMinor", valid_from AS "validFrom",
      valid_to AS "validTo"
    FROM limit_line WHERE account_id = ANY(${accountIds}::uuid[]) AND revoked_at IS NULL
    ORDER BY account_id, valid_from DESC, created_at DESC, id DESC`)
}
