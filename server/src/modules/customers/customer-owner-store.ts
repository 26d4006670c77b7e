import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

interface OwnedCustomer {
  readonly id: Id
  readonly code: string
  readonly ownerUsername: string | null
}

/** Who owns these customers, locked until the transaction ends; in order of codes. */
export async function lockCustomersByCode(tx: Tx, codes: readonly string[]): Promise<OwnedCustomer[]> {
  return tx.rows<OwnedCustomer>(sql`
    SELECT id, code, owner_username AS "ownerUsername" FROM customer
    WHERE code = ANY(${codes}::text[]) ORDER BY code FOR NO KEY UPDATE`)
}

/** Codes of customers, in their order. */
export async function codesOfCustomers(db: Queryable, ids: readonly Id[]): Promise<string[]> {
  const rows = await db.rows<{ code: string }>(
    sql`SELECT code FROM customer WHERE id = ANY(${ids}::uuid[]) ORDER BY code`,
  )
  return rows.map(({ code }) => code)
}
