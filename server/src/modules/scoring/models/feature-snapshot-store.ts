import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { insertRows } from '../../../platform/db/bulk-insert.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { FeatureInputs } from '../domain/features.js'

/** Features of customers as of a day that were computed before. */
export async function listSnapshots(
  db: Queryable,
  customerIds: readonly Id[],
  asOf: CalendarDay,
): Promise<Map<Id, FeatureInputs>> {
  const rows = await db.rows<FeatureInputs & { customerId: Id }>(sql`
    SELECT customer_id AS "customerId", values, stale FROM feature_snapshot
    WHERE customer_id = ANY(${customerIds}::uuid[]) AND as_of = ${asOf}`)
  return new Map(rows.map(({ customerId, values, stale }) => [customerId, { values, stale }]))
}

export async function insertSnapshots(
  tx: Tx,
  asOf: CalendarDay,
  inputs: ReadonlyMap<Id, FeatureInputs>,
  at: Date,
): Promise<void> {
  await insertRows(
    tx,
    'feature_snapshot',
    { customer_id: 'uuid', as_of: 'date', values: 'jsonb', stale: 'jsonb', recorded_at: 'timestamptz' },
    [...inputs].map(([id, { values, stale }]) => [id, asOf, values, stale, at]),
    'ON CONFLICT DO NOTHING',
  )
}

/** Keeps the features that ratings saw; of two ratings of one day those of the later one. */
export async function putSnapshots(
  tx: Tx,
  asOf: CalendarDay,
  inputs: readonly { readonly customerId: Id; readonly inputs: FeatureInputs }[],
  at: Date,
): Promise<void> {
  await insertRows(
    tx,
    'feature_snapshot',
    { customer_id: 'uuid', as_of: 'date', values: 'jsonb', stale: 'jsonb', recorded_at: 'timestamptz' },
    inputs.map(({ customerId, inputs: { values, stale } }) => [customerId, asOf, values, stale, at]),
    `ON CONFLICT (customer_id, as_of) DO UPDATE SET values = excluded.values, stale = excluded.stale,
       recorded_at = excluded.recorded_at`,
  )
}
