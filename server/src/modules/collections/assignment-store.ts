import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Says who collects from customers; null: whoever owns each. Gives who did before, where somebody was named. */
export async function putCollectors(
  tx: Tx,
  customerIds: readonly Id[],
  collector: string | null,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<ReadonlyMap<Id, string>> {
  const before = await tx.rows<{ id: Id; collector: string }>(sql`
    SELECT customer_id AS id, collector FROM collection_assignment
    WHERE customer_id = ANY(${customerIds}::uuid[]) ORDER BY customer_id FOR UPDATE`)
  if (collector === null)
    await tx.run(sql`DELETE FROM collection_assignment WHERE customer_id = ANY(${customerIds}::uuid[])`)
  else
    await tx.run(sql`
      INSERT INTO collection_assignment (customer_id, collector, assigned_by, assigned_at)
      SELECT id, ${collector}, ${by}, ${at} FROM unnest(${customerIds}::uuid[]) AS q (id) ORDER BY id
      ON CONFLICT (customer_id) DO UPDATE SET collector = excluded.collector, assigned_by = excluded.assigned_by,
        assigned_at = excluded.assigned_at`)
  return new Map(before.map((row) => [row.id, row.collector]))
}

/** Segments in which customers have accounts. */
export async function segmentsOfCustomers(
  db: Queryable,
  customerIds: readonly Id[],
): Promise<ReadonlyMap<Id, readonly string[]>> {
  const rows = await db.rows<{ id: Id; codes: string[] }>(sql`
    SELECT a.customer_id AS id, array_agg(s.code ORDER BY s.code) AS codes
    FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
    WHERE a.customer_id = ANY(${customerIds}::uuid[]) GROUP BY a.customer_id`)
  return new Map(rows.map(({ id, codes }) => [id, codes]))
}
