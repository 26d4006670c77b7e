import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { PeerFigure } from './domain/credit-report/report-data.js'
import type { FeatureCode } from '../scoring/domain/features.js'

/**
 * Quartiles of figures of the other active customers of an industry. They are the inputs of the ratings that count now,
 * kept with each rating: no invoice is read, and each rating is unpacked once. Quartiles lie between two values where their place does.
 */
export async function listPeerFigures(
  db: Queryable,
  customer: { readonly id: Id; readonly industry: string },
  asked: readonly FeatureCode[],
): Promise<PeerFigure[]> {
  return db.rows<PeerFigure>(sql`
    WITH figure AS (
      SELECT known.key AS feature, (known.value #>> '{}')::float8 AS value
      FROM customer c
      JOIN customer_rating_current k ON k.customer_id = c.id
      JOIN rating r ON r.id = k.rating_id
      CROSS JOIN LATERAL jsonb_each(r.inputs->'values') AS known
      WHERE c.industry = ${customer.industry} AND c.status = 'active' AND c.id <> ${customer.id}::uuid
        AND known.key = ANY(${asked}::text[]) AND jsonb_typeof(known.value) = 'number')
    SELECT asked.feature, count(value)::int AS peers,
      percentile_cont(0.25) WITHIN GROUP (ORDER BY value) AS lower,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median,
      percentile_cont(0.75) WITHIN GROUP (ORDER BY value) AS upper
    FROM unnest(${asked}::text[]) WITH ORDINALITY AS asked (feature, place)
    LEFT JOIN figure ON figure.feature = asked.feature
    GROUP BY asked.feature, asked.place ORDER BY asked.place`)
}

export interface MemberRow {
  readonly code: string
  readonly name: string
  readonly grade: string | null
}

/** The group's code and name, and its members in the caller's sight, by code. */
export async function listGroupMembers(db: Queryable, groupId: Id): Promise<MemberRow[]> {
  return db.rows<MemberRow>(sql`
    SELECT c.code, c.name, k.grade
    FROM customer c LEFT JOIN customer_rating_current k ON k.customer_id = c.id
    WHERE c.group_id = ${groupId}::uuid ORDER BY c.code LIMIT 200`)
}

/** How many customers a group has, and how people call it. */
export async function findGroupName(
  db: Queryable,
  groupId: Id,
): Promise<{ readonly code: string; readonly name: string; readonly members: number }> {
  const [row] = await db.rows<{ code: string; name: string; members: number }>(sql`
    SELECT g.code, g.name, (SELECT count(*)::int FROM customer c WHERE c.group_id = g.id) AS members
    FROM credit_group g WHERE g.id = ${groupId}::uuid`)
  return row ?? { code: '', name: '', members: 0 }
}
