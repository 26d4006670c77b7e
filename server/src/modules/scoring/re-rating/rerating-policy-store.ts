import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { ReratingPolicy } from '../domain/re-rating/rerating-policy.js'

/** One version of the re-rating policy. A version never changes. */
export interface ReratingPolicyVersion {
  readonly version: number
  readonly content: ReratingPolicy
  readonly validFrom: Date
  readonly reason: string | null
  readonly createdBy: string
  readonly createdAt: Date
}

const columns = sql`version, content, valid_from AS "validFrom", reason, created_by AS "createdBy",
  created_at AS "createdAt"`

/** The newest version that is valid at an instant. */
export async function findReratingPolicy(
  db: Queryable,
  at: Date,
): Promise<ReratingPolicyVersion | undefined> {
  const [found] = await db.rows<ReratingPolicyVersion>(sql`
    SELECT ${columns} FROM rerating_policy WHERE valid_from <= ${at} ORDER BY valid_from DESC, version DESC LIMIT 1`)
  return found
}

/** All versions, newest first. */
export async function listReratingPolicies(db: Queryable): Promise<ReratingPolicyVersion[]> {
  return db.rows<ReratingPolicyVersion>(
    sql`SELECT ${columns} FROM rerating_policy ORDER BY version DESC LIMIT 500`,
  )
}

/** Writes a version unless its number is taken. */
export async function insertReratingPolicy(tx: Tx, policy: ReratingPolicyVersion): Promise<boolean> {
  const { version, content, validFrom, reason, createdBy, createdAt } = policy
  const written = await tx.run(sql`
    INSERT INTO rerating_policy (version, content, valid_from, reason, created_by, created_at)
    VALUES (${version}, ${JSON.stringify(content)}::jsonb, ${validFrom}, ${reason}, ${createdBy}, ${createdAt})
    ON CONFLICT DO NOTHING`)
  return written === 1
}
