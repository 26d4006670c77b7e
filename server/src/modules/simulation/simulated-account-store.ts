import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Granted } from '../policy/domain/granted.js'
import type { LimitChange } from './domain/compare-limits.js'

/** An account whose limit or terms the changed policy sets differently. Limits in minor units of its currency. */
export interface SimulatedAccount {
  readonly accountId: Id
  readonly change: Exclude<LimitChange, 'same'>
  readonly grade: string
  /** Another one where a scorecard is tried. */
  readonly gradeAfter: string
  readonly currency: Currency
  readonly nowMinor: bigint | null
  readonly nowDays: number | null
  readonly beforeMinor: bigint
  readonly beforeDays: number
  readonly afterMinor: bigint
  readonly afterDays: number
  readonly exposureMinor: bigint | null
  /** In the base currency; null without an exchange rate. */
  readonly differenceBaseMinor: bigint | null
  readonly lossBeforeMinor: bigint | null
  readonly lossAfterMinor: bigint | null
  /** Payment terms, price and security; null of runs made before rows said more. */
  readonly grantedBefore: Granted | null
  readonly grantedAfter: Granted | null
}

export async function insertSimulatedAccounts(
  tx: Tx,
  simulationId: Id,
  accounts: readonly SimulatedAccount[],
): Promise<void> {
  await insertRows(
    tx,
    'simulated_account',
    {
      simulation_id: 'uuid',
      account_id: 'uuid',
      change: 'text',
      grade: 'text',
      grade_after: 'text',
      currency: 'text',
      now_minor: 'bigint',
      now_days: 'int',
      before_minor: 'bigint',
      before_days: 'int',
      after_minor: 'bigint',
      after_days: 'int',
      exposure_minor: 'bigint',
      difference_base_minor: 'bigint',
      loss_before_minor: 'bigint',
      loss_after_minor: 'bigint',
      granted_before: 'jsonb',
      granted_after: 'jsonb',
    },
    accounts.map((one) => [
      ...[
        simulationId,
        one.accountId,
        one.change,
        one.grade,
        one.gradeAfter,
        one.currency,
        one.nowMinor,
        one.nowDays,
      ],
      ...[one.beforeMinor, one.beforeDays, one.afterMinor, one.afterDays, one.exposureMinor],
      ...[one.differenceBaseMinor, one.lossBeforeMinor, one.lossAfterMinor],
      ...[JSON.stringify(one.grantedBefore), JSON.stringify(one.grantedAfter)],
    ]),
  )
}

/** Forgets what an earlier attempt at the same run has written. */
export async function clearSimulatedAccounts(tx: Tx, simulationId: Id): Promise<void> {
  await tx.run(sql`DELETE FROM simulated_account WHERE simulation_id = ${simulationId}`)
}

export const accountSorts = ['difference', '-difference', 'customer'] as const
export type AccountSort = (typeof accountSorts)[number]

export interface AccountFilter {
  readonly simulationId: Id
  readonly change?: SimulatedAccount['change'] | undefined
  readonly grade?: string | undefined
  readonly segment?: string | undefined
}

export interface ListedAccount extends SimulatedAccount {
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
}

const orders: Readonly<Record<AccountSort, Sql>> = {
  difference: sql`x.difference_base_minor NULLS LAST, x.account_id`,
  '-difference': sql`x.difference_base_minor DESC NULLS LAST, x.account_id`,
  customer: sql`c.code, x.account_id`,
}

const found = ({ simulationId, change, grade, segment }: AccountFilter) => sql`
  FROM simulated_account x JOIN credit_account a ON a.id = x.account_id JOIN customer c ON c.id = a.customer_id
  JOIN credit_segment s ON s.id = a.segment_id
  WHERE x.simulation_id = ${simulationId} AND (${change ?? null}::text IS NULL OR x.change = ${change ?? null})
    AND (${grade ?? null}::text IS NULL OR x.grade = ${grade ?? null})
    AND (${segment ?? null}::text IS NULL OR s.code = ${segment ?? null})`

export async function listSimulatedAccounts(
  db: Queryable,
  filter: AccountFilter,
  page: { readonly sort: AccountSort; readonly offset: number; readonly limit: number },
): Promise<ListedAccount[]> {
  return db.rows<ListedAccount>(sql`
    SELECT x.account_id AS "accountId", x.change, x.grade, x.grade_after AS "gradeAfter", x.currency, x.now_minor AS "nowMinor",
      x.now_days AS "nowDays", x.before_minor AS "beforeMinor", x.before_days AS "beforeDays",
      x.after_minor AS "afterMinor", x.after_days AS "afterDays", x.exposure_minor AS "exposureMinor",
      x.difference_base_minor AS "differenceBaseMinor", x.loss_before_minor AS "lossBeforeMinor",
      x.loss_after_minor AS "lossAfterMinor", x.granted_before AS "grantedBefore", x.granted_after AS "grantedAfter", c.code AS "customerCode", c.name AS "customerName",
      s.code AS "segmentCode"
    ${found(filter)} ORDER BY ${orders[page.sort]} LIMIT ${page.limit} OFFSET ${page.offset}`)
}

export async function countSimulatedAccounts(db: Queryable, filter: AccountFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`SELECT count(*)::int AS count ${found(filter)}`)
  return row?.count ?? 0
}
