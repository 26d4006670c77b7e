import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ProvisionMatrix } from './domain/matrix.js'
import type { Movement } from './domain/movement.js'
import type { Method, ProvisionLine } from './domain/provision.js'
import type { RunTotals } from './domain/run-totals.js'

/** Expected credit losses as of a day: worked out once, then approved or rejected. */
export interface ProvisionRun {
  readonly id: Id
  readonly asOf: CalendarDay
  readonly matrixVersion: number
  readonly matrix: ProvisionMatrix
  readonly baseCurrency: Currency
  /** Rates into the base currency by `FROM>TO`. */
  readonly rates: Readonly<Record<string, string>>
  readonly factorBp: number
  readonly previousId: Id | null
  readonly totals: RunTotals
  readonly note: string | null
  readonly status: 'draft' | 'approved' | 'rejected'
  readonly computedBy: string
  readonly computedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decidedReason: string | null
}

const columns = sql`id, as_of AS "asOf", matrix_version AS "matrixVersion", matrix, base_currency AS "baseCurrency",
  rates, factor_bp AS "factorBp", previous_id AS "previousId", totals, note, status, computed_by AS "computedBy",
  computed_at AS "computedAt", decided_by AS "decidedBy", decided_at AS "decidedAt", decided_reason AS "decidedReason"`

/** Makes sure that one run is worked out or decided at a time; until the transaction ends. */
export async function lockRuns(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtext('provision_run'))`)
}

/** Newest day first. */
export async function listRuns(db: Queryable, limit: number): Promise<ProvisionRun[]> {
  return runsWhere(db, sql`true ORDER BY as_of DESC, computed_at DESC, id LIMIT ${limit}`)
}

export async function findRun(db: Queryable, id: Id): Promise<ProvisionRun | undefined> {
  return (await runsWhere(db, sql`id = ${id}`))[0]
}

/** The approved run of the latest day. */
export async function newestApproved(db: Queryable): Promise<ProvisionRun | undefined> {
  return (await runsWhere(db, sql`status = 'approved' ORDER BY as_of DESC LIMIT 1`))[0]
}

async function runsWhere(db: Queryable, condition: Sql): Promise<ProvisionRun[]> {
  const rows = await db.rows<StoredRun>(sql`SELECT ${columns} FROM provision_run WHERE ${condition}`)
  return rows.map(({ totals, ...run }) => ({ ...run, totals: totalsOf(totals) }))
}

/** Bigints are texts in JSON. */
type Stored<T> = { readonly [Key in keyof T]: T[Key] extends bigint ? string : T[Key] }
type StoredCell = Stored<RunTotals['cells'][number]>
type StoredMovement = Omit<Stored<Movement>, 'recoveredMinor'> & { readonly recoveredMinor?: string }
interface StoredTotals {
  readonly cells: readonly StoredCell[]
  readonly segments: readonly { readonly segmentCode: string; readonly movement: StoredMovement }[]
}
type StoredRun = Omit<ProvisionRun, 'totals'> & { readonly totals: StoredTotals }

function totalsOf({ cells, segments }: StoredTotals): RunTotals {
  return {
    cells: cells.map((cell) => ({
      ...cell,
      grossMinor: BigInt(cell.grossMinor),
      baseMinor: BigInt(cell.baseMinor),
      provisionMinor: BigInt(cell.provisionMinor),
    })),
    segments: segments.map(({ segmentCode, movement }) => ({
      segmentCode,
      movement: {
        openingMinor: BigInt(movement.openingMinor),
        chargeMinor: BigInt(movement.chargeMinor),
        releaseMinor: BigInt(movement.releaseMinor),
        writeOffMinor: BigInt(movement.writeOffMinor),
        // Runs from before recoveries were told apart have none.
        recoveredMinor: BigInt(movement.recoveredMinor ?? '0'),
        closingMinor: BigInt(movement.closingMinor),
      },
    })),
  }
}

const json = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))

/** Writes a run as a draft. */
export async function insertRun(tx: Tx, run: Omit<ProvisionRun, 'status'>): Promise<void> {
  await tx.run(sql`
    INSERT INTO provision_run (id, as_of, matrix_version, matrix, base_currency, rates, factor_bp, previous_id, totals,
      note, status, computed_by, computed_at)
    VALUES (${run.id}, ${run.asOf}, ${run.matrixVersion}, ${json(run.matrix)}::jsonb, ${run.baseCurrency},
      ${json(run.rates)}::jsonb, ${run.factorBp}, ${run.previousId}, ${json(run.totals)}::jsonb, ${run.note}, 'draft',
      ${run.computedBy}, ${run.computedAt})`)
}

export async function decideRunRow(
  tx: Tx,
  id: Id,
  decision: { status: 'approved' | 'rejected'; by: string; at: Date; reason: string | null },
): Promise<void> {
  await tx.run(sql`
    UPDATE provision_run SET status = ${decision.status}, decided_by = ${decision.by}, decided_at = ${decision.at},
      decided_reason = ${decision.reason}
    WHERE id = ${id}`)
}

const BATCH = 10_000

/** Writes the lines of a run, a batch at a time. */
export async function insertLines(tx: Tx, runId: Id, lines: readonly ProvisionLine[]): Promise<void> {
  for (let from = 0; from < lines.length; from += BATCH) {
    await insertRows(
      tx,
      'provision_line',
      {
        ...{ run_id: 'uuid', account_id: 'uuid', currency: 'text', bucket_no: 'int', method: 'text' },
        ...{ risk_group: 'text', open_minor: 'bigint', set_off_minor: 'bigint', base_minor: 'bigint' },
        ...{ loss_bp: 'int', provision_minor: 'bigint' },
      },
      lines
        .slice(from, from + BATCH)
        .map((line) => [
          ...[runId, line.accountId, line.currency, line.bucketNo, line.method, line.riskGroup],
          ...[line.openMinor, line.setOffMinor, line.baseMinor, line.lossBp, line.provisionMinor],
        ]),
    )
  }
}

export interface AccountMovement {
  readonly accountId: Id
  readonly movement: Movement
}

export async function insertMovements(
  tx: Tx,
  runId: Id,
  movements: readonly AccountMovement[],
): Promise<void> {
  for (let from = 0; from < movements.length; from += BATCH) {
    await insertRows(
      tx,
      'provision_movement',
      {
        ...{ run_id: 'uuid', account_id: 'uuid', opening_minor: 'bigint', charge_minor: 'bigint' },
        ...{ release_minor: 'bigint', write_off_minor: 'bigint', recovered_minor: 'bigint' },
        closing_minor: 'bigint',
      },
      movements
        .slice(from, from + BATCH)
        .map(({ accountId, movement: m }) => [
          ...[runId, accountId, m.openingMinor, m.chargeMinor, m.releaseMinor, m.writeOffMinor],
          ...[m.recoveredMinor, m.closingMinor],
        ]),
    )
  }
}

/** What each account is provided for by a run, where anything is. */
export async function closingBalances(db: Queryable, runId: Id): Promise<Map<Id, bigint>> {
  const rows = await db.rows<{ id: Id; minor: bigint }>(sql`
    SELECT account_id AS id, closing_minor AS minor FROM provision_movement
    WHERE run_id = ${runId} AND closing_minor > 0`)
  return new Map(rows.map(({ id, minor }) => [id, minor]))
}

/** A line of a run with whom it is about. */
export interface ShownLine extends Omit<ProvisionLine, 'accountId'> {
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
}

export interface LineFilter {
  readonly runId: Id
  readonly method: Method | null
  readonly riskGroup: string | null
  readonly bucketNo: number | null
  readonly search: string | null
  readonly limit: number
  readonly offset: number
}

/** One page of lines, largest provision first, and how many there are. */
export async function listLines(
  db: Queryable,
  filter: LineFilter,
): Promise<{ lines: ShownLine[]; count: number }> {
  const from = sql`
    FROM provision_line l JOIN credit_account account ON account.id = l.account_id
    JOIN customer ON customer.id = account.customer_id JOIN credit_segment segment ON segment.id = account.segment_id
    WHERE run_id = ${filter.runId} AND (${filter.method}::text IS NULL OR method = ${filter.method})
      AND (${filter.riskGroup}::text IS NULL OR risk_group = ${filter.riskGroup})
      AND (${filter.bucketNo}::int IS NULL OR bucket_no = ${filter.bucketNo})
      AND (${filter.search}::text IS NULL OR customer.search_key LIKE ${filter.search})`
  const lines = await db.rows<ShownLine>(sql`
    SELECT customer.code AS "customerCode", customer.name AS "customerName", segment.code AS "segmentCode", l.currency,
      bucket_no AS "bucketNo", method, risk_group AS "riskGroup", open_minor AS "openMinor",
      set_off_minor AS "setOffMinor", base_minor AS "baseMinor", loss_bp AS "lossBp", provision_minor AS "provisionMinor"
    ${from} ORDER BY provision_minor DESC, customer.code, segment.code, l.currency, bucket_no
    LIMIT ${filter.limit} OFFSET ${filter.offset}`)
  const [counted] = await db.rows<{ count: number }>(sql`SELECT count(*)::int AS count ${from}`)
  return { lines, count: counted?.count ?? 0 }
}
