import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { SignInRules } from './domain/sign-in-rules.js'

/** Reads the one row of rules. */
export async function getSignInRules(db: Queryable): Promise<SignInRules> {
  const [row] = await db.rows<SignInRules>(sql`
    SELECT password_min AS "passwordMin", refuse_common AS "refuseCommon", reuse_after AS "reuseAfter",
      idle_minutes AS "idleMinutes", session_hours AS "sessionHours", attempts_max AS "attemptsMax",
      failures_max AS "failuresMax", reset_minutes AS "resetMinutes"
    FROM sign_in_rules`)
  if (!row) throw new Error('the row of sign-in rules is missing')
  return row
}

export async function updateSignInRules(tx: Tx, rules: SignInRules, by: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE sign_in_rules SET password_min = ${rules.passwordMin}, refuse_common = ${rules.refuseCommon},
      reuse_after = ${rules.reuseAfter}, idle_minutes = ${rules.idleMinutes}, session_hours = ${rules.sessionHours},
      attempts_max = ${rules.attemptsMax}, failures_max = ${rules.failuresMax}, reset_minutes = ${rules.resetMinutes},
      updated_by = ${by}, updated_at = ${at}`)
}
