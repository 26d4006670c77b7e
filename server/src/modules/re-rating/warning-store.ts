import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { whereAll } from '../../platform/db/lists.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { searchPattern } from '../customers/domain/search-key.js'
import type { RatingCause } from '../scoring/domain/re-rating/cause.js'
import type { Grade } from '../scoring/domain/grade-scale.js'

export const warningStatuses = ['open', 'acknowledged', 'closed'] as const
export type WarningStatus = (typeof warningStatuses)[number]

/** A customer below the early-warning score. Scores in hundredths of a point. */
export interface Warning {
  readonly id: Id
  readonly customerId: Id
  readonly status: WarningStatus
  readonly ratingId: Id
  readonly line: number
  readonly previousScore: number | null
  readonly score: number
  readonly grade: Grade
  readonly veto: boolean
  readonly cause: RatingCause
  readonly raisedAt: Date
  readonly recoveredAt: Date | null
  readonly assignee: string | null
  readonly note: string | null
  readonly acknowledgedBy: string | null
  readonly acknowledgedAt: Date | null
  readonly closedBy: string | null
  readonly closedAt: Date | null
}

export type NewWarning = Pick<
  Warning,
  | 'id'
  | 'customerId'
  | 'ratingId'
  | 'line'
  | 'previousScore'
  | 'score'
  | 'grade'
  | 'veto'
  | 'cause'
  | 'raisedAt'
  | 'assignee'
>

/** Raises warnings; gives those that are new. A customer with one that is not closed keeps it. */
export async function raiseWarnings(tx: Tx, warnings: readonly NewWarning[]): Promise<ReadonlySet<Id>> {
  await insertRows(
    tx,
    'warning_signal',
    {
      id: 'uuid',
      customer_id: 'uuid',
      kind: 'text',
      status: 'text',
      rating_id: 'uuid',
      line: 'int',
      previous_score: 'int',
      score: 'int',
      grade: 'text',
      veto: 'boolean',
      cause: 'jsonb',
      raised_at: 'timestamptz',
      assignee: 'text',
    },
    warnings.map((w) => [
      ...[w.id, w.customerId, 'low_score', 'open', w.ratingId, w.line, w.previousScore, w.score, w.grade],
      ...[w.veto, JSON.stringify(w.cause), w.raisedAt, w.assignee],
    ]),
    `ON CONFLICT (customer_id, kind) WHERE status <> 'closed' DO NOTHING`,
  )
  const rows = await tx.rows<{ id: Id }>(
    sql`SELECT id FROM warning_signal WHERE id = ANY(${warnings.map(({ id }) => id)}::uuid[])`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Somebody below the line; the cause is null for a rating of the history. */
export type UnwarnedCustomer = Pick<NewWarning, 'customerId' | 'ratingId' | 'score' | 'grade' | 'veto'> & {
  readonly cause: RatingCause | null
  readonly code: string
  readonly name: string
  readonly ownerUsername: string | null
}

/** Up to `limit` customers below the line of whom nobody was warned at such a line yet, the lowest score first. */
export async function listUnwarned(db: Queryable, line: number, limit: number): Promise<UnwarnedCustomer[]> {
  return db.rows<UnwarnedCustomer>(sql`
    SELECT c.id AS "customerId", r.id AS "ratingId", now.score, now.grade, r.cause, c.code, c.name,
      c.owner_username AS "ownerUsername",
      EXISTS (SELECT 1 FROM jsonb_array_elements(r.result -> 'caps') cap WHERE cap ->> 'kind' = 'veto') AS veto
    FROM customer_rating_current now JOIN rating r ON r.id = now.rating_id JOIN customer c ON c.id = now.customer_id
    WHERE now.score < ${line} AND c.status <> 'inactive' AND NOT EXISTS (
      SELECT 1 FROM warning_signal w
      WHERE w.customer_id = now.customer_id AND (w.status <> 'closed' OR w.line >= ${line}))
    ORDER BY now.score, c.id LIMIT ${limit}`)
}

/** Brings the warnings that are not closed up to date with newer ratings of their customers. */
export async function updateWarnings(
  tx: Tx,
  ratings: readonly {
    readonly customerId: Id
    readonly score: number
    readonly grade: Grade
    readonly recovered: boolean
  }[],
  at: Date,
): Promise<void> {
  if (ratings.length === 0) return
  await tx.run(sql`
    UPDATE warning_signal w SET score = r.score, grade = r.grade,
      recovered_at = CASE WHEN r.recovered THEN coalesce(w.recovered_at, ${at}) END
    FROM unnest(${ratings.map((r) => r.customerId)}::uuid[], ${ratings.map((r) => r.score)}::int[],
      ${ratings.map((r) => r.grade)}::text[], ${ratings.map((r) => r.recovered)}::bool[])
      AS r (customer_id, score, grade, recovered)
    WHERE w.customer_id = r.customer_id AND w.status <> 'closed'`)
}

export interface ListedWarning extends Warning {
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCodes: readonly string[]
  /** In the base currency, as worked out last; null: a rate is missing. */
  readonly exposureMinor: bigint | null
  readonly overdueMinor: bigint | null
}

const columns = sql`w.id, w.customer_id AS "customerId", w.status, w.rating_id AS "ratingId", w.line,
  w.previous_score AS "previousScore", w.score, w.grade, w.veto, w.cause, w.raised_at AS "raisedAt",
  w.recovered_at AS "recoveredAt", w.assignee, w.note, w.acknowledged_by AS "acknowledgedBy",
  w.acknowledged_at AS "acknowledgedAt", w.closed_by AS "closedBy", w.closed_at AS "closedAt",
  c.code AS "customerCode", c.name AS "customerName", c.owner_username AS "ownerUsername",
  standing.exposure_minor AS "exposureMinor", standing.overdue_minor AS "overdueMinor",
  ARRAY(SELECT s.code FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
        WHERE a.customer_id = w.customer_id ORDER BY s.code) AS "segmentCodes"`

const source = sql`FROM warning_signal w JOIN customer c ON c.id = w.customer_id
  LEFT JOIN customer_standing standing ON standing.customer_id = w.customer_id`

/** Which warnings; what is left out does not narrow. */
export interface WarningFilter {
  readonly status?: WarningStatus | 'current' | undefined
  readonly customerCode?: string | undefined
  readonly search?: string | undefined
  readonly assignee?: string | undefined
}

function where({ status, customerCode, search, assignee }: WarningFilter): Sql {
  return whereAll([
    status === 'current' && sql`w.status IN ('open', 'acknowledged')`,
    status && status !== 'current' && sql`w.status = ${status}`,
    customerCode && sql`c.code = ${customerCode}`,
    search && sql`c.search_key LIKE ${searchPattern(search)}`,
    assignee && sql`w.assignee = ${assignee}`,
  ])
}

const waitsFirst = sql`array_position(ARRAY['open', 'acknowledged', 'closed'], w.status), w.score, w.raised_at DESC`

const orders = {
  score: sql`w.score`,
  '-score': sql`w.score DESC`,
  exposure: sql`standing.exposure_minor NULLS LAST`,
  '-exposure': sql`standing.exposure_minor DESC NULLS LAST`,
  overdue: sql`standing.overdue_minor NULLS LAST`,
  '-overdue': sql`standing.overdue_minor DESC NULLS LAST`,
  raisedAt: sql`w.raised_at`,
  '-raisedAt': sql`w.raised_at DESC`,
} as const

export type WarningSort = keyof typeof orders
/** By each column in both directions; what has no value comes last in both. */
export const warningSorts = Object.keys(orders) as WarningSort[]

/** Sorted as asked; left out, what still waits first, the lowest score before the others. */
export async function listWarnings(
  db: Queryable,
  filter: WarningFilter,
  page: { readonly sort?: WarningSort | undefined; readonly offset: number; readonly limit: number },
): Promise<ListedWarning[]> {
  const order = page.sort === undefined ? waitsFirst : sql`${orders[page.sort]}, ${waitsFirst}`
  return db.rows<ListedWarning>(sql`
    SELECT ${columns} ${source} ${where(filter)}
    ORDER BY ${order}, w.id LIMIT ${page.limit} OFFSET ${page.offset}`)
}

export interface WarningCounts {
  readonly open: number
  readonly acknowledged: number
  readonly closed: number
}

export async function countWarnings(db: Queryable, filter: WarningFilter): Promise<WarningCounts> {
  const [row] = await db.rows<WarningCounts>(sql`
    SELECT count(*) FILTER (WHERE w.status = 'open')::int AS open,
      count(*) FILTER (WHERE w.status = 'acknowledged')::int AS acknowledged,
      count(*) FILTER (WHERE w.status = 'closed')::int AS closed
    FROM warning_signal w JOIN customer c ON c.id = w.customer_id ${where(filter)}`)
  return row ?? { open: 0, acknowledged: 0, closed: 0 }
}

/** One warning, locked until the transaction ends. */
export async function lockWarning(tx: Tx, id: Id): Promise<ListedWarning | undefined> {
  const [row] = await tx.rows<ListedWarning>(sql`
    SELECT ${columns} ${source}
    WHERE w.id = ${id}::uuid FOR UPDATE OF w`)
  return row
}

export async function putWarning(tx: Tx, { id, ...w }: Warning): Promise<void> {
  await tx.run(sql`
    UPDATE warning_signal SET status = ${w.status}, assignee = ${w.assignee}, note = ${w.note},
      acknowledged_by = ${w.acknowledgedBy}, acknowledged_at = ${w.acknowledgedAt}, closed_by = ${w.closedBy},
      closed_at = ${w.closedAt}
    WHERE id = ${id}::uuid`)
}
