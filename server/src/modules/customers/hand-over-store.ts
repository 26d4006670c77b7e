import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** What waits on a person who leaves. */
export interface OpenWork {
  readonly customers: number
  readonly openHolds: number
  readonly claimedHolds: number
  readonly approvalsToDecide: number
  readonly approvalsStarted: number
  readonly openLimitRequests: number
  readonly departmentsManaged: number
  readonly reports: number
}

/** Counts what a person is responsible for. */
export async function countOpenWork(
  db: Queryable,
  user: { id: string; username: string },
): Promise<OpenWork> {
  const [row] = await db.rows<Record<keyof OpenWork, bigint>>(sql`
    WITH mine AS (SELECT id FROM customer WHERE owner_username = ${user.username}),
    accounts AS (SELECT a.id FROM credit_account a JOIN mine ON mine.id = a.customer_id)
    SELECT (SELECT count(*) FROM mine) AS customers,
      (SELECT count(*) FROM hold WHERE status = 'open' AND account_id IN (SELECT id FROM accounts)) AS "openHolds",
      (SELECT count(*) FROM hold WHERE status = 'open' AND assignee = ${user.username}) AS "claimedHolds",
      (SELECT count(*) FROM approval_step
        WHERE status = 'open' AND (username = ${user.username} OR on_behalf_of = ${user.username})) AS "approvalsToDecide",
      (SELECT count(*) FROM approval_case
        WHERE status = 'running' AND (submitter = ${user.username} OR caretaker = ${user.username})) AS "approvalsStarted",
      (SELECT count(*) FROM limit_proposal
        WHERE status = 'open' AND kind = 'request' AND account_id IN (SELECT id FROM accounts)) AS "openLimitRequests",
      (SELECT count(*) FROM department WHERE manager_user_id = ${user.id}::uuid) AS "departmentsManaged",
      (SELECT count(*) FROM app_user WHERE manager_user_id = ${user.id}::uuid AND active) AS reports`)
  const count = (name: keyof OpenWork) => Number(row?.[name] ?? 0)
  return {
    customers: count('customers'),
    openHolds: count('openHolds'),
    claimedHolds: count('claimedHolds'),
    approvalsToDecide: count('approvalsToDecide'),
    approvalsStarted: count('approvalsStarted'),
    openLimitRequests: count('openLimitRequests'),
    departmentsManaged: count('departmentsManaged'),
    reports: count('reports'),
  }
}
