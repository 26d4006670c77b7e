import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { StoredSecurity } from './case-record.js'

/** Security that an approval of something for a customer rests on. */
export interface CustomerSecurity {
  readonly caseNumber: bigint
  readonly security: StoredSecurity
}

/** What approved cases of a customer ask for as security, the newest first. */
export async function listCustomerSecurities(
  db: Queryable,
  customerCode: string,
): Promise<CustomerSecurity[]> {
  return db.rows<CustomerSecurity>(sql`
    SELECT c.number AS "caseNumber", s.conditions->'security' AS security
    FROM approval_case c
    JOIN approval_step s ON s.case_id = c.id AND s.status = 'approved'
    JOIN approval_visit v ON v.id = s.visit_id AND v.status = 'passed'
    WHERE c.customer_code = ${customerCode} AND c.status = 'approved'
      AND jsonb_typeof(s.conditions->'security') = 'object'
    ORDER BY c.submitted_at DESC, s.seq LIMIT 50`)
}
