import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Outcome } from '../credit-control/domain/decide.js'
import type { Reason } from '../credit-control/domain/reasons.js'
import type { Fate } from './domain/check-effect.js'

/** A past order that would have got another answer. */
export interface SimulatedCheck {
  readonly decisionId: Id
  readonly accountId: Id
  readonly decidedAt: Date
  readonly before: Outcome
  readonly after: Outcome
  /** What stands against it under the changed document, or before when nothing does any more. */
  readonly reasons: readonly Reason[]
  /** In the base currency; null without an exchange rate. */
  readonly amountBaseMinor: bigint | null
  readonly became: Fate
  readonly lossBaseMinor: bigint | null
}

export async function insertSimulatedChecks(
  tx: Tx,
  simulationId: Id,
  checks: readonly SimulatedCheck[],
): Promise<void> {
  await insertRows(
    tx,
    'simulated_check',
    {
      simulation_id: 'uuid',
      decision_id: 'uuid',
      account_id: 'uuid',
      decided_at: 'timestamptz',
      before: 'text',
      after: 'text',
      reasons: 'jsonb',
      amount_base_minor: 'bigint',
      became: 'text',
      loss_base_minor: 'bigint',
    },
    checks.map((one) => [
      ...[simulationId, one.decisionId, one.accountId, one.decidedAt, one.before, one.after],
      ...[JSON.stringify(one.reasons), one.amountBaseMinor, one.became, one.lossBaseMinor],
    ]),
  )
}

/** Forgets what an earlier attempt at the same run has written. */
export async function clearSimulatedChecks(tx: Tx, simulationId: Id): Promise<void> {
  await tx.run(sql`DELETE FROM simulated_check WHERE simulation_id = ${simulationId}`)
}

export interface CheckFilter {
  readonly simulationId: Id
  /** `stopped`: passed and would not; `freed`: the other way round; `other`: another answer of the same kind. */
  readonly way?: 'stopped' | 'freed' | 'other' | undefined
  readonly became?: Fate | undefined
}

export interface ListedCheck extends SimulatedCheck {
  readonly documentNumber: string
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
  readonly amountMinor: bigint
  readonly currency: Currency
}

const found = ({ simulationId, way, became }: CheckFilter) => sql`
  FROM simulated_check x JOIN credit_decision d ON d.id = x.decision_id JOIN credit_account a ON a.id = x.account_id
  JOIN customer c ON c.id = a.customer_id JOIN credit_segment s ON s.id = a.segment_id
  WHERE x.simulation_id = ${simulationId} AND (${became ?? null}::text IS NULL OR x.became = ${became ?? null})
    AND (${way ?? null}::text IS NULL OR ${way ?? null} = CASE
      WHEN (x.before IN ('approved', 'warned')) = (x.after IN ('approved', 'warned')) THEN 'other'
      WHEN x.before IN ('approved', 'warned') THEN 'stopped' ELSE 'freed' END)`

export async function listSimulatedChecks(
  db: Queryable,
  filter: CheckFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<ListedCheck[]> {
  return db.rows<ListedCheck>(sql`
    SELECT x.decision_id AS "decisionId", x.account_id AS "accountId", x.decided_at AS "decidedAt", x.before, x.after,
      x.reasons, x.amount_base_minor AS "amountBaseMinor", x.became, x.loss_base_minor AS "lossBaseMinor",
      d.document_number AS "documentNumber", c.code AS "customerCode", c.name AS "customerName",
      s.code AS "segmentCode", d.amount_minor AS "amountMinor", d.currency
    ${found(filter)} ORDER BY x.decided_at DESC, x.decision_id LIMIT ${page.limit} OFFSET ${page.offset}`)
}

export async function countSimulatedChecks(db: Queryable, filter: CheckFilter): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`SELECT count(*)::int AS count ${found(filter)}`)
  return row?.count ?? 0
}
