import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import type { Difference, NewDifference } from './reconciliation-store.js'

const columns = sql`d.id, customer_code AS "customerCode",
  (SELECT name FROM customer WHERE customer.code = customer_code) AS "customerName", segment_code AS "segmentCode",
  currency, document_number AS "documentNumber", kind, their_items AS "theirItems", their_minor AS "theirMinor",
  our_items AS "ourItems", our_minor AS "ourMinor", state, reason, changed_by AS "changedBy",
  changed_at AS "changedAt"`

export interface DifferenceFilter {
  readonly reconciliationId: Id
  readonly state: Difference['state'] | null
  readonly kind: Difference['kind'] | null
  readonly limit: number
  readonly offset: number
}

/** One page of differences, largest first, and how many there are. */
export async function listDifferences(
  db: Queryable,
  filter: DifferenceFilter,
): Promise<{ differences: Difference[]; count: number }> {
  const matching = sql`d.reconciliation_id = ${filter.reconciliationId}
    AND (${filter.state}::text IS NULL OR state = ${filter.state})
    AND (${filter.kind}::text IS NULL OR kind = ${filter.kind})`
  const differences = await select(
    db,
    sql`${matching} ORDER BY abs(their_minor - our_minor) DESC, customer_code, document_number, d.id
      LIMIT ${filter.limit} OFFSET ${filter.offset}`,
  )
  const [counted] = await db.rows<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM reconciliation_difference d WHERE ${matching}`,
  )
  return { differences, count: counted?.count ?? 0 }
}

/** Locks a difference of a reconciliation for a change. */
export async function lockDifference(tx: Tx, reconciliationId: Id, id: Id): Promise<Difference | undefined> {
  const matching = sql`d.reconciliation_id = ${reconciliationId} AND d.id = ${id} FOR UPDATE`
  return (await select(tx, matching))[0]
}

function select(db: Queryable, condition: Sql): Promise<Difference[]> {
  return db.rows<Difference>(sql`SELECT ${columns} FROM reconciliation_difference d WHERE ${condition}`)
}

/** Writes what differs in a reconciliation. */
export async function insertDifferences(
  tx: Tx,
  reconciliationId: Id,
  differences: readonly NewDifference[],
): Promise<void> {
  await insertRows(
    tx,
    'reconciliation_difference',
    {
      ...{ id: 'uuid', reconciliation_id: 'uuid', account_id: 'uuid', customer_code: 'text' },
      ...{
        segment_code: 'text',
        currency: 'text',
        document_number: 'text',
        kind: 'text',
        their_items: 'int',
      },
      ...{ their_minor: 'bigint', our_items: 'int', our_minor: 'bigint' },
    },
    differences.map((one) => [
      ...[newId(), reconciliationId, one.accountId, one.customerCode, one.segmentCode, one.currency],
      ...[one.documentNumber, one.kind, one.theirItems, one.theirMinor, one.ourItems, one.ourMinor],
    ]),
  )
}

export async function updateDifference(
  tx: Tx,
  id: Id,
  change: { state: Difference['state']; reason: string; by: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE reconciliation_difference
    SET state = ${change.state}, reason = ${change.reason}, changed_by = ${change.by}, changed_at = ${change.at}
    WHERE id = ${id}`)
}
