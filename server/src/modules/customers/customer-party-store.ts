import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'

/** The customer whom a case, a promise, a waiver concerns, with what tells who looks after it. */
export interface CustomerParty {
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly groupId: Id
  readonly segmentCodes: readonly string[]
}

/** The party as columns, of the customer `c`. */
export const partyColumns = sql`c.code AS "customerCode", c.name AS "customerName",
  c.owner_username AS "ownerUsername", c.group_id AS "groupId",
  ARRAY(SELECT s.code FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
        WHERE a.customer_id = c.id ORDER BY s.code) AS "segmentCodes"`
