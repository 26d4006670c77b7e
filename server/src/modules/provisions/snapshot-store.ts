import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, join, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { inBucket } from '../receivables/aging-sums-store.js'
import type { AgingBucket } from '../receivables/domain/aging-buckets.js'
import {
  isRestricted,
  openBalancesAt,
  scopeAccounts,
  wholeBook,
  type BookScope,
} from '../receivables/open-item-store.js'
import { agingSteps } from './domain/aging-step.js'

/** Sums of a snapshot in one currency. */
export interface SnapshotTotal {
  readonly currency: Currency
  readonly accounts: number
  readonly items: number
  readonly bucketsMinor: readonly bigint[]
  readonly stepsMinor: readonly bigint[]
  readonly unappliedMinor: bigint
}

export interface Snapshot {
  readonly id: Id
  readonly kind: 'monthly' | 'on-demand'
  readonly asOf: CalendarDay
  readonly bounds: readonly number[]
  readonly totals: readonly SnapshotTotal[]
  readonly note: string | null
  readonly takenBy: string
  readonly takenAt: Date
}

/** What the ledger says of a day: Σ entries up to it. */
export interface LedgerTotal {
  readonly currency: Currency
  readonly openMinor: bigint
  readonly unappliedMinor: bigint
}

const columns = sql`id, kind, as_of AS "asOf", bounds, totals, note, taken_by AS "takenBy", taken_at AS "takenAt"`

/** Newest day first. */
export async function listSnapshots(db: Queryable, limit: number): Promise<Snapshot[]> {
  const rows = await db.rows<StoredSnapshot>(
    sql`SELECT ${columns} FROM aging_snapshot ORDER BY as_of DESC, taken_at DESC, id LIMIT ${limit}`,
  )
  return rows.map(fromRow)
}

export async function findSnapshot(db: Queryable, id: Id): Promise<Snapshot | undefined> {
  const [row] = await db.rows<StoredSnapshot>(sql`SELECT ${columns} FROM aging_snapshot WHERE id = ${id}`)
  return row === undefined ? undefined : fromRow(row)
}

/** The snapshots that the program took of these month ends. */
export async function monthlySnapshots(db: Queryable, days: readonly CalendarDay[]): Promise<Snapshot[]> {
  const rows = await db.rows<StoredSnapshot>(sql`
    SELECT ${columns} FROM aging_snapshot WHERE kind = 'monthly' AND as_of = ANY(${days}::date[]) ORDER BY as_of`)
  return rows.map(fromRow)
}

/** The first day on which the ledger says anything of receivables; undefined while it is empty. */
export async function firstLedgerDay(db: Queryable): Promise<CalendarDay | undefined> {
  const [row] = await db.rows<{ day: CalendarDay }>(sql`
    SELECT effective_on AS day FROM exposure_entry WHERE bucket IN ('receivables', 'unapplied')
    ORDER BY effective_on LIMIT 1`)
  return row?.day
}

/** Makes sure that one snapshot of the program is taken at a time. */
export async function lockSnapshots(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtext('aging_snapshot'))`)
}

/**
 * Writes a snapshot of the whole book: what was open at the end of the day, per account and currency, from one statement
 * that also adds the ledger up for comparison. Gives both; the caller proves that they are the same.
 */
export async function writeSnapshotLines(
  tx: Tx,
  id: Id,
  asOf: CalendarDay,
  buckets: readonly AgingBucket[],
): Promise<{ totals: SnapshotTotal[]; ledger: LedgerTotal[] }> {
  const perBucket = (columns: readonly AgingBucket[]) =>
    join(
      columns.map(
        (bucket) => sql`coalesce(sum_minor(open_minor) FILTER (WHERE ${inBucket(bucket, asOf)}), 0)`,
      ),
    )
  const sumsOf = (column: string, length: number) =>
    join(Array.from({ length }, (_, index) => sql`sum_minor(${raw(`${column}[${index + 1}]`)})`))
  const rows = await tx.rows<SnapshotTotal & { side: 'lines' | 'ledger' }>(sql`
    WITH ${openBalancesAt({ asOf, basis: 'due', scope: wholeBook, later: true })},
    written AS (
      INSERT INTO aging_snapshot_line
        (snapshot_id, account_id, currency, buckets_minor, steps_minor, unapplied_minor, items)
      SELECT ${id}::uuid, account_id, currency, ARRAY[${perBucket(buckets)}]::bigint[],
        ARRAY[${perBucket(agingSteps)}]::bigint[], coalesce(sum_minor(open_minor) FILTER (WHERE base_on IS NULL), 0),
        count(base_on)::int
      FROM balance GROUP BY account_id, currency
      RETURNING *)
    SELECT 'lines' AS side, currency, count(*)::int AS accounts, sum(items)::int AS items,
      ARRAY[${sumsOf('buckets_minor', buckets.length)}]::bigint[] AS "bucketsMinor",
      ARRAY[${sumsOf('steps_minor', agingSteps.length)}]::bigint[] AS "stepsMinor",
      sum_minor(unapplied_minor) AS "unappliedMinor"
    FROM written GROUP BY currency
    UNION ALL
    SELECT 'ledger', currency, 0, 0, ARRAY["openMinor"], NULL, "unappliedMinor" FROM (${ledgerSums(asOf)}) AS ledger
    ORDER BY 1, 2`)
  return {
    totals: rows.flatMap(({ side, ...total }) => (side === 'lines' ? [total] : [])),
    ledger: rows.flatMap(({ side, currency, bucketsMinor, unappliedMinor }) =>
      side === 'ledger' ? [{ currency, openMinor: bucketsMinor[0] ?? 0n, unappliedMinor }] : [],
    ),
  }
}

function ledgerSums(asOf: CalendarDay): Sql {
  return sql`
    SELECT currency, coalesce(sum_minor(delta_minor) FILTER (WHERE bucket = 'receivables'), 0) AS "openMinor",
      coalesce(sum_minor(delta_minor) FILTER (WHERE bucket = 'unapplied'), 0) AS "unappliedMinor"
    FROM exposure_entry WHERE bucket IN ('receivables', 'unapplied') AND effective_on <= ${asOf}
    GROUP BY currency HAVING bool_or(delta_minor <> 0)`
}

/** Σ entries of the ledger up to a day, per currency. */
export async function ledgerTotals(db: Queryable, asOf: CalendarDay): Promise<LedgerTotal[]> {
  return db.rows<LedgerTotal>(sql`SELECT * FROM (${ledgerSums(asOf)}) AS ledger ORDER BY currency`)
}

/** Receivables by steps at the end of a day straight from the ledger, per currency; one segment or all. */
export async function stepsAt(
  db: Queryable,
  asOf: CalendarDay,
  scope: BookScope,
): Promise<Pick<SnapshotTotal, 'currency' | 'stepsMinor'>[]> {
  const sums = agingSteps.map(
    (step) => sql`coalesce(sum_minor(open_minor) FILTER (WHERE ${inBucket(step, asOf)}), 0)`,
  )
  return db.rows(sql`
    WITH ${openBalancesAt({ asOf, basis: 'due', scope, later: true })}
    SELECT currency, ARRAY[${join(sums)}]::bigint[] AS "stepsMinor" FROM balance GROUP BY currency`)
}

/** The same from a snapshot, for a part of the book. */
export async function stepsOfSnapshot(
  db: Queryable,
  id: Id,
  scope: BookScope,
): Promise<Pick<SnapshotTotal, 'currency' | 'stepsMinor'>[]> {
  const sums = agingSteps.map((_, index) => sql`sum_minor(steps_minor[${raw(String(index + 1))}])`)
  return db.rows(sql`
    WITH ${scopeAccounts(scope)}
    SELECT currency, ARRAY[${join(sums)}]::bigint[] AS "stepsMinor" FROM aging_snapshot_line
    WHERE snapshot_id = ${id} AND account_id IN (SELECT id FROM scope) GROUP BY currency`)
}

export async function insertSnapshot(tx: Tx, snapshot: Snapshot): Promise<void> {
  const totals = JSON.stringify(snapshot.totals, (_, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  )
  await tx.run(sql`
    INSERT INTO aging_snapshot (id, kind, as_of, bounds, totals, note, taken_by, taken_at)
    VALUES (${snapshot.id}, ${snapshot.kind}, ${snapshot.asOf}, ${snapshot.bounds}::int[], ${totals}::jsonb,
            ${snapshot.note}, ${snapshot.takenBy}, ${snapshot.takenAt})`)
}

/** Common table expressions up to `account_sum` from a snapshot: as `itemSums` gives from the ledger. */
export function snapshotSums(id: Id, buckets: number, scope: BookScope): Sql {
  const columns = Array.from(
    { length: buckets },
    (_, index) => sql`line.buckets_minor[${raw(String(index + 1))}] AS ${raw(`b${index}`)}`,
  )
  const restricted = isRestricted(scope)
  return sql`${restricted ? sql`${scopeAccounts(scope)},` : empty} account_sum AS (
      SELECT line.account_id, line.currency, ${join(columns)}, line.unapplied_minor AS unapplied, account.segment_id,
        account.customer_id, customer.code AS customer_code
      FROM aging_snapshot_line line JOIN credit_account account ON account.id = line.account_id
      JOIN customer ON customer.id = account.customer_id
      WHERE line.snapshot_id = ${id} ${restricted ? sql`AND line.account_id IN (SELECT id FROM scope)` : empty})`
}

interface StoredTotal {
  readonly currency: Currency
  readonly accounts: number
  readonly items: number
  readonly bucketsMinor: readonly string[]
  readonly stepsMinor: readonly string[]
  readonly unappliedMinor: string
}

type StoredSnapshot = Omit<Snapshot, 'totals'> & { readonly totals: readonly StoredTotal[] }

function fromRow({ totals, ...row }: StoredSnapshot): Snapshot {
  return {
    ...row,
    totals: totals.map((total) => ({
      ...total,
      bucketsMinor: total.bucketsMinor.map(BigInt),
      stepsMinor: total.stepsMinor.map(BigInt),
      unappliedMinor: BigInt(total.unappliedMinor),
    })),
  }
}
