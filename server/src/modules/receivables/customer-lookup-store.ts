import { Refusal } from '../../kernel/errors.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** A customer that the caller may see; refuses `customer_not_found` for unknown and for foreign customers alike. */
export async function getVisibleCustomer(
  db: Queryable,
  code: string,
  onlyCustomersOf: string | null,
): Promise<{ code: string; name: string }> {
  const [customer] = await db.rows<{ code: string; name: string }>(sql`
    SELECT code, name FROM customer
    WHERE code = ${code} AND (${onlyCustomersOf}::text IS NULL OR owner_username = ${onlyCustomersOf})`)
  if (!customer) throw new Refusal('customer_not_found', { code })
  return customer
}
