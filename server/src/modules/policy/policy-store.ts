import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { CreditPolicy } from './domain/policy.js'

/** One version of the credit policy. A version never changes. */
export interface PolicyVersion {
  readonly version: number
  readonly content: CreditPolicy
  readonly validFrom: Date
  readonly createdBy: string
  readonly createdAt: Date
}

const columns = sql`version, content, valid_from AS "validFrom", created_by AS "createdBy", created_at AS "createdAt"`

/** The newest version that is valid at an instant. */
export async function findPolicyInForce(db: Queryable, at: Date): Promise<PolicyVersion | undefined> {
  const [found] = await db.rows<PolicyVersion>(sql`
    SELECT ${columns} FROM credit_policy WHERE valid_from <= ${at} ORDER BY valid_from DESC, version DESC LIMIT 1`)
  return found
}

export async function findPolicy(db: Queryable, version: number): Promise<PolicyVersion | undefined> {
  const [found] = await db.rows<PolicyVersion>(
    sql`SELECT ${columns} FROM credit_policy WHERE version = ${version}`,
  )
  return found
}

/** All versions, newest first. */
export async function listPolicies(db: Queryable): Promise<PolicyVersion[]> {
  return db.rows<PolicyVersion>(sql`SELECT ${columns} FROM credit_policy ORDER BY version DESC LIMIT 500`)
}

/** Writes a version unless it exists already. */
export async function insertPolicy(tx: Tx, policy: PolicyVersion): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO credit_policy (version, content, valid_from, created_by, created_at)
    VALUES (${policy.version}, ${JSON.stringify(policy.content)}::jsonb, ${policy.validFrom}, ${policy.createdBy},
            ${policy.createdAt})
    ON CONFLICT DO NOTHING`)
  return written === 1
}
