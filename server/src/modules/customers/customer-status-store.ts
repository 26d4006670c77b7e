import type { Id } from '../../kernel/ids.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'
import type { CustomerStatus } from './customer-store.js'

/** Keeps which status customers had until an instant. */
export async function keepPastStatuses(
  tx: Tx,
  past: readonly { readonly customerId: Id; readonly status: CustomerStatus }[],
  untilAt: Date,
): Promise<void> {
  if (past.length === 0) return
  await tx.run(sql`
    INSERT INTO customer_status_past (customer_id, status, until_at)
    SELECT p.customer_id, p.status, ${untilAt}
    FROM unnest(${past.map(({ customerId }) => customerId)}::uuid[], ${past.map(({ status }) => status)}::text[])
      AS p (customer_id, status)`)
}

/** Which status the customer aliased `c` had at an instant. */
export function statusThen(at: Date): Sql {
  return sql`coalesce((SELECT p.status FROM customer_status_past p
    WHERE p.customer_id = c.id AND p.until_at > ${at} ORDER BY p.until_at, p.id LIMIT 1), c.status)`
}
