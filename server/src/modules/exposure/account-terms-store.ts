import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Party } from './party.js'

const TERMS = `SELECT a.id AS "accountId", a.group_id AS "groupId", a.segment_id AS "segmentId", a.currency,
    a.net_days AS "netDays", s.over_delivery_allowed AS "overDeliveryAllowed"
  FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id WHERE a.id = ANY($1::uuid[])`

/** What recording a document needs to know of its account and segment. */
export async function accountTerms(tx: Queryable, accountIds: readonly Id[]): Promise<Party[]> {
  return tx.prepared<Party>('account_terms', TERMS, [accountIds])
}
