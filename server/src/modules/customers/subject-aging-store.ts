import type { Id } from '../../kernel/ids.js'
import { join, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'

/**
 * The credit groups whose aging has to be added up again when customers were worked out: those of customers whose
 * receivables changed, and both groups of a customer that moved. Asked before the standings are written.
 */
export async function groupsToAge(tx: Tx, changed: readonly Id[], owing: readonly Id[]): Promise<Id[]> {
  const rows = await tx.rows<{ id: Id }>(sql`
    SELECT group_id AS id FROM customer WHERE id = ANY(${owing}::uuid[])
    UNION
    SELECT moved.id FROM customer_standing s JOIN customer c ON c.id = s.customer_id AND c.group_id <> s.group_id
    CROSS JOIN LATERAL (VALUES (c.group_id), (s.group_id)) AS moved (id)
    WHERE s.customer_id = ANY(${changed}::uuid[])`)
  return rows.map(({ id }) => id)
}

/**
 * Adds the agings of accounts up for customers and for groups, so that lists of the whole book need not.
 *
 * @param buckets how many buckets an aging has
 */
export async function writeSubjectAgings(
  tx: Tx,
  subjects: { readonly customers: readonly Id[]; readonly groups: readonly Id[] },
  buckets: number,
): Promise<void> {
  const { customers, groups } = subjects
  await writeSums(tx, 'customer', customers, buckets, {
    id: sql`a.customer_id`,
    code: sql`a.customer_code`,
    from: sql`account_aging a`,
  })
  await writeSums(tx, 'group', groups, buckets, {
    id: sql`g.id`,
    code: sql`g.code`,
    from: sql`credit_group g JOIN customer c ON c.group_id = g.id JOIN account_aging a ON a.customer_id = c.id`,
  })
}

async function writeSums(
  tx: Tx,
  kind: 'customer' | 'group',
  ids: readonly Id[],
  buckets: number,
  source: { readonly id: Sql; readonly code: Sql; readonly from: Sql },
): Promise<void> {
  if (ids.length === 0) return
  const { id, code, from } = source
  const bucket = Array.from(
    { length: buckets },
    (_, index) => sql`sum_minor(a.buckets_minor[${raw(String(index + 1))}])`,
  )
  await tx.run(sql`
    WITH sums AS (
      SELECT ${id} AS id, a.currency, ${code} AS code, ARRAY[${join(bucket)}]::bigint[] AS buckets,
        ${join(bucket, ' + ')} AS total, ${bucket[0] ?? sql`0`} AS not_due, sum_minor(a.unapplied_minor) AS unapplied
      FROM ${from} WHERE ${id} = ANY(${ids}::uuid[]) GROUP BY ${id}, a.currency, ${code}),
    gone AS (
      DELETE FROM subject_aging x WHERE x.kind = ${kind} AND x.subject_id = ANY(${ids}::uuid[])
        AND NOT EXISTS (SELECT FROM sums s WHERE s.id = x.subject_id AND s.currency = x.currency))
    INSERT INTO subject_aging AS x
      (kind, subject_id, currency, code, buckets_minor, total_minor, overdue_minor, unapplied_minor)
    SELECT ${kind}, id, currency, code, buckets, total, total - not_due, unapplied FROM sums
    ON CONFLICT (kind, subject_id, currency) DO UPDATE
      SET code = excluded.code, buckets_minor = excluded.buckets_minor, total_minor = excluded.total_minor,
        overdue_minor = excluded.overdue_minor, unapplied_minor = excluded.unapplied_minor
      WHERE (x.code, x.buckets_minor, x.total_minor, x.overdue_minor, x.unapplied_minor) IS DISTINCT FROM
        (excluded.code, excluded.buckets_minor, excluded.total_minor, excluded.overdue_minor, excluded.unapplied_minor)`)
}
