import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { hasLaterEntries, openItemsAt, wholeBook } from '../receivables/open-item-store.js'
import type { Covers, Level, StatedLine } from './domain/stated-line.js'

/** Both sides in one currency. */
export interface ReconciledTotal {
  readonly currency: Currency
  /** Accounts or documents that either side names. */
  readonly compared: number
  readonly agreed: number
  /** Null: they did not say. */
  readonly theirItems: number | null
  readonly theirMinor: bigint
  readonly ourItems: number
  readonly ourMinor: bigint
}

/** What another system said was open as of a day, held against our ledger. */
export interface Reconciliation {
  readonly id: Id
  readonly source: string
  readonly asOf: CalendarDay
  readonly level: Level
  readonly covers: Covers
  readonly totals: readonly ReconciledTotal[]
  readonly note: string | null
  readonly statedBy: string
  readonly statedAt: Date
  readonly differences: number
  readonly openDifferences: number
}

export const differenceKinds = ['missing-here', 'missing-there', 'amount', 'count'] as const
export const differenceStates = ['open', 'explained', 'resolved'] as const

export interface Difference {
  readonly id: Id
  readonly customerCode: string
  readonly customerName: string | null
  readonly segmentCode: string
  readonly currency: Currency
  readonly documentNumber: string | null
  readonly kind: (typeof differenceKinds)[number]
  readonly theirItems: number | null
  readonly theirMinor: bigint
  readonly ourItems: number
  readonly ourMinor: bigint
  readonly state: (typeof differenceStates)[number]
  readonly reason: string | null
  readonly changedBy: string | null
  readonly changedAt: Date | null
}

export interface Compared {
  readonly asOf: CalendarDay
  readonly source: string
  readonly covers: Covers
  readonly level: Level
  readonly lines: readonly StatedLine[]
}

export type NewDifference = Omit<
  Difference,
  'id' | 'customerName' | 'state' | 'reason' | 'changedBy' | 'changedAt'
> & { readonly accountId: Id | null }

/** Holds the lines against what the ledger says was open at the end of the day, document by document or per account. */
export async function compareBooks(
  tx: Tx,
  compared: Compared,
): Promise<{ totals: ReconciledTotal[]; differences: NewDifference[] }> {
  const both = bothSides(compared, await hasLaterEntries(tx, compared.asOf))
  // How many open items a document has is its own affair: they may count instalments in another way.
  const counted = compared.level === 'account'
  const kind = sql`CASE WHEN our_minor IS NULL THEN 'missing-here' WHEN their_minor IS NULL THEN 'missing-there'
    WHEN our_minor <> their_minor THEN 'amount'
    WHEN ${counted}::boolean AND their_items IS NOT NULL AND their_items <> our_items THEN 'count' END`
  const totals = await tx.rows<ReconciledTotal>(sql`
    ${both} SELECT currency, count(*)::int AS compared, (count(*) FILTER (WHERE (${kind}) IS NULL))::int AS agreed,
      sum(their_items)::int AS "theirItems", coalesce(sum(their_minor), 0)::bigint AS "theirMinor",
      coalesce(sum(our_items), 0)::int AS "ourItems", coalesce(sum(our_minor), 0)::bigint AS "ourMinor"
    FROM both_sides GROUP BY currency ORDER BY currency`)
  const differences = await tx.rows<NewDifference>(sql`
    ${both} SELECT customer_code AS "customerCode", segment_code AS "segmentCode", currency,
      nullif(number, '') AS "documentNumber", ${kind} AS kind, their_items AS "theirItems",
      coalesce(their_minor, 0) AS "theirMinor", coalesce(our_items, 0) AS "ourItems",
      coalesce(our_minor, 0) AS "ourMinor",
      (SELECT account.id FROM credit_account account JOIN customer ON customer.id = account.customer_id
       JOIN credit_segment segment ON segment.id = account.segment_id
       WHERE customer.code = customer_code AND segment.code = segment_code) AS "accountId"
    FROM both_sides WHERE (${kind}) IS NOT NULL
    ORDER BY abs(coalesce(their_minor, 0) - coalesce(our_minor, 0)) DESC, 1, 2, 3, 4`)
  return { totals, differences }
}

function bothSides({ asOf, source, covers, level, lines }: Compared, later: boolean): Sql {
  const column = <T>(of: (line: StatedLine) => T) => lines.map(of)
  const number = level === 'document' ? sql`d.number` : sql`''`
  const bucket = covers === 'receivables' ? sql`AND item.bucket = 'receivables'` : empty
  return sql`
    WITH ${openItemsAt({ asOf, basis: 'due', scope: wholeBook, later })},
    ours AS (
      SELECT customer.code AS customer_code, segment.code AS segment_code, item.currency, ${number} AS number,
        count(*)::int AS our_items, sum(item.open_minor)::bigint AS our_minor
      FROM item JOIN document d ON d.id = item.document_id JOIN credit_account account ON account.id = item.account_id
      JOIN customer ON customer.id = account.customer_id JOIN credit_segment segment ON segment.id = account.segment_id
      WHERE d.source = ${source} ${bucket} GROUP BY 1, 2, 3, 4),
    theirs AS (
      SELECT customer_code, segment_code, currency, number, sum(items)::int AS their_items,
        sum(minor)::bigint AS their_minor
      FROM unnest(${column((line) => line.customerCode)}::text[], ${column((line) => line.segmentCode)}::text[],
        ${column((line) => line.currency)}::text[], ${column((line) => line.documentNumber ?? '')}::text[],
        ${column((line) => line.items)}::int[], ${column((line) => line.openMinor)}::bigint[])
        AS line (customer_code, segment_code, currency, number, items, minor)
      GROUP BY 1, 2, 3, 4 HAVING sum(minor) <> 0),
    both_sides AS MATERIALIZED (
      SELECT * FROM theirs FULL JOIN ours USING (customer_code, segment_code, currency, number))`
}

type NewReconciliation = Omit<Reconciliation, 'differences' | 'openDifferences'>

export async function insertReconciliation(tx: Tx, made: NewReconciliation): Promise<void> {
  const totals = JSON.stringify(made.totals, (_, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  )
  await tx.run(sql`
    INSERT INTO reconciliation (id, source, as_of, level, covers, totals, note, stated_by, stated_at)
    VALUES (${made.id}, ${made.source}, ${made.asOf}, ${made.level}, ${made.covers}, ${totals}::jsonb, ${made.note},
      ${made.statedBy}, ${made.statedAt})`)
}

const columns = sql`id, source, as_of AS "asOf", level, covers, totals, note, stated_by AS "statedBy",
  stated_at AS "statedAt",
  (SELECT count(*)::int FROM reconciliation_difference d WHERE d.reconciliation_id = r.id) AS differences,
  (SELECT count(*)::int FROM reconciliation_difference d WHERE d.reconciliation_id = r.id AND state = 'open')
    AS "openDifferences"`

/** Newest day first. */
export async function listReconciliations(db: Queryable, limit: number): Promise<Reconciliation[]> {
  return reconciliationsWhere(db, sql`true ORDER BY as_of DESC, stated_at DESC, id LIMIT ${limit}`)
}

export async function findReconciliation(db: Queryable, id: Id): Promise<Reconciliation | undefined> {
  return (await reconciliationsWhere(db, sql`id = ${id}`))[0]
}

type StoredTotal = Omit<ReconciledTotal, 'theirMinor' | 'ourMinor'> & {
  readonly theirMinor: string
  readonly ourMinor: string
}

async function reconciliationsWhere(db: Queryable, condition: Sql): Promise<Reconciliation[]> {
  const rows = await db.rows<Omit<Reconciliation, 'totals'> & { totals: StoredTotal[] }>(
    sql`SELECT ${columns} FROM reconciliation r WHERE ${condition}`,
  )
  return rows.map(({ totals, ...row }) => ({
    ...row,
    totals: totals.map((total) => ({
      ...total,
      theirMinor: BigInt(total.theirMinor),
      ourMinor: BigInt(total.ourMinor),
    })),
  }))
}
