import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** How people know a customer, and whose it is. */
export interface CustomerName {
  readonly id: Id
  readonly code: string
  readonly name: string
  readonly ownerUsername: string | null
}

export async function namesOfCustomers(db: Queryable, ids: readonly Id[]): Promise<Map<Id, CustomerName>> {
  const rows = await db.rows<CustomerName>(sql`
    SELECT id, code, name, owner_username AS "ownerUsername" FROM customer WHERE id = ANY(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}
