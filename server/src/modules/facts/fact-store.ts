import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** What makes two facts the same statement: a source says one thing about one item and day. */
export interface FactKey {
  readonly customerId: Id
  readonly item: string
  readonly source: string
  readonly validOn: CalendarDay
  /** Length of the period that ends on `validOn`; 0 for what holds at a day. */
  readonly periodMonths: number
}

export interface StoredFact extends FactKey {
  readonly id: Id
  readonly valueNumber: string | null
  readonly valueText: string | null
  readonly unit: string
  readonly evidence: string | null
  readonly confidence: number
  readonly recordedAt: Date
  readonly recordedBy: string
}

const columns = sql`f.id, f.customer_id AS "customerId", f.item, trim_scale(f.value_number)::text AS "valueNumber",
  f.value_text AS "valueText", f.unit, f.source, f.valid_on AS "validOn", f.period_months AS "periodMonths",
  f.evidence, f.confidence, f.recorded_at AS "recordedAt", f.recorded_by AS "recordedBy"`

/** Takes the customers' rows in id order, so that two recordings of the same customer follow each other. */
export async function lockCustomers(tx: Tx, customerIds: readonly Id[]): Promise<void> {
  await tx.run(
    sql`SELECT 1 FROM customer WHERE id = ANY(${customerIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
  )
}

/** The facts believed now under the given keys, in any order. */
export async function listBelieved(tx: Queryable, keys: readonly FactKey[]): Promise<StoredFact[]> {
  return tx.rows<StoredFact>(sql`
    SELECT ${columns}
    FROM unnest(${keys.map((key) => key.customerId)}::uuid[], ${keys.map((key) => key.item)}::text[],
                ${keys.map((key) => key.source)}::text[], ${keys.map((key) => key.validOn)}::date[],
                ${keys.map((key) => key.periodMonths)}::smallint[])
         AS k (customer_id, item, source, valid_on, period_months)
    JOIN fact f USING (customer_id, item, source, valid_on, period_months)
    WHERE f.superseded_at IS NULL`)
}

/** Ends the belief in facts, each at its instant. */
export async function supersede(tx: Tx, ends: readonly { id: Id; at: Date }[]): Promise<void> {
  if (ends.length === 0) return
  await tx.run(sql`
    UPDATE fact SET superseded_at = e.at
    FROM unnest(${ends.map((end) => end.id)}::uuid[], ${ends.map((end) => end.at)}::timestamptz[]) AS e (id, at)
    WHERE fact.id = e.id`)
}

export async function insertFacts(tx: Tx, facts: readonly StoredFact[]): Promise<void> {
  await insertRows(
    tx,
    'fact',
    {
      id: 'uuid',
      customer_id: 'uuid',
      item: 'text',
      value_number: 'numeric',
      value_text: 'text',
      unit: 'text',
      source: 'text',
      valid_on: 'date',
      period_months: 'smallint',
      evidence: 'text',
      confidence: 'smallint',
      recorded_at: 'timestamptz',
      recorded_by: 'text',
    },
    facts.map((f) => [
      f.id,
      f.customerId,
      f.item,
      f.valueNumber,
      f.valueText,
      f.unit,
      f.source,
      f.validOn,
      f.periodMonths,
      f.evidence,
      f.confidence,
      f.recordedAt,
      f.recordedBy,
    ]),
  )
}

/** What was believed at `knownAt` about a customer and held on or before `asOf`; newest and surest first per item. */
export async function listKnownFacts(
  db: Queryable,
  query: { customerId: Id; asOf: CalendarDay; knownAt: Date; item: string | null },
): Promise<StoredFact[]> {
  return db.rows<StoredFact>(sql`
    SELECT ${columns} FROM fact f
    WHERE f.customer_id = ${query.customerId} AND f.valid_on <= ${query.asOf}
      AND f.recorded_at <= ${query.knownAt} AND (f.superseded_at IS NULL OR f.superseded_at > ${query.knownAt})
      ${query.item === null ? empty : sql`AND f.item = ${query.item}`}
    ORDER BY f.item, f.valid_on DESC, f.confidence DESC, f.recorded_at DESC, f.id`)
}

export interface StatementTotals extends Omit<FactKey, 'item'> {
  readonly totalAssets: string | null
  readonly totalLiabilities: string | null
  readonly equity: string | null
}

/** The three totals of each balance sheet that one of the keys belongs to, as believed now. */
export async function listStatementTotals(
  tx: Queryable,
  keys: readonly FactKey[],
): Promise<StatementTotals[]> {
  return tx.rows<StatementTotals>(sql`
    SELECT f.customer_id AS "customerId", f.source, f.valid_on AS "validOn", f.period_months AS "periodMonths",
      trim_scale(max(f.value_number) FILTER (WHERE f.item = 'total_assets'))::text AS "totalAssets",
      trim_scale(max(f.value_number) FILTER (WHERE f.item = 'total_liabilities'))::text AS "totalLiabilities",
      trim_scale(max(f.value_number) FILTER (WHERE f.item = 'equity'))::text AS equity
    FROM (SELECT DISTINCT * FROM unnest(
            ${keys.map((key) => key.customerId)}::uuid[], ${keys.map((key) => key.source)}::text[],
            ${keys.map((key) => key.validOn)}::date[], ${keys.map((key) => key.periodMonths)}::smallint[])
            AS k (customer_id, source, valid_on, period_months)) AS k
    JOIN fact f USING (customer_id, source, valid_on, period_months)
    WHERE f.superseded_at IS NULL AND f.item IN ('total_assets', 'total_liabilities', 'equity')
    GROUP BY 1, 2, 3, 4`)
}
