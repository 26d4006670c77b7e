import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { CreditPolicy } from './domain/policy.js'

/** One version of the credit policy. Its content never changes. */
export interface PolicyVersion {
  readonly version: number
  readonly content: CreditPolicy
  readonly validFrom: Date
  readonly createdBy: string
  readonly createdAt: Date
  /** Taken back before it came into force. */
  readonly cancelled: { readonly by: string; readonly at: Date; readonly reason: string } | null
}

interface PolicyRow extends Omit<PolicyVersion, 'cancelled'> {
  readonly cancelledBy: string | null
  readonly cancelledAt: Date | null
  readonly cancelReason: string | null
}

const columns = sql`version, content, valid_from AS "validFrom", created_by AS "createdBy", created_at AS "createdAt",
  cancelled_by AS "cancelledBy", cancelled_at AS "cancelledAt", cancel_reason AS "cancelReason"`

function versionOf({ cancelledBy: by, cancelledAt: at, cancelReason, ...rest }: PolicyRow): PolicyVersion {
  return { ...rest, cancelled: by === null || at === null ? null : { by, at, reason: cancelReason ?? '' } }
}

/** The version that is valid at an instant: the one that began last, of those that were not taken back. */
export async function findPolicyInForce(db: Queryable, at: Date): Promise<PolicyVersion | undefined> {
  const [found] = await db.rows<PolicyRow>(sql`
    SELECT ${columns} FROM credit_policy WHERE valid_from <= ${at} AND cancelled_at IS NULL
    ORDER BY valid_from DESC, version DESC LIMIT 1`)
  return found && versionOf(found)
}

export async function findPolicy(db: Queryable, version: number): Promise<PolicyVersion | undefined> {
  const [found] = await db.rows<PolicyRow>(
    sql`SELECT ${columns} FROM credit_policy WHERE version = ${version}`,
  )
  return found && versionOf(found)
}

/** All versions, newest first. */
export async function listPolicies(db: Queryable): Promise<PolicyVersion[]> {
  const rows = await db.rows<PolicyRow>(
    sql`SELECT ${columns} FROM credit_policy ORDER BY version DESC LIMIT 500`,
  )
  return rows.map(versionOf)
}

/** Takes back a version that has not begun; false when it has, was taken back already, or does not exist. */
export async function cancelVersion(
  tx: Tx,
  version: number,
  { by, at, reason }: { readonly by: string; readonly at: Date; readonly reason: string },
): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE credit_policy SET cancelled_by = ${by}, cancelled_at = ${at}, cancel_reason = ${reason}
    WHERE version = ${version} AND valid_from > ${at} AND cancelled_at IS NULL`)
  return touched === 1
}

/** Writes a version unless it exists already. */
export async function insertPolicy(tx: Tx, policy: Omit<PolicyVersion, 'cancelled'>): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO credit_policy (version, content, valid_from, created_by, created_at)
    VALUES (${policy.version}, ${JSON.stringify(policy.content)}::jsonb, ${policy.validFrom}, ${policy.createdBy},
            ${policy.createdAt})
    ON CONFLICT DO NOTHING`)
  return written === 1
}
