import type { Currency } from '../../kernel/currency.js'
import { join, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { subjectStatement, type SubjectQuestion } from '../receivables/aging-sums-store.js'

/** One side of a comparison. */
export interface Side {
  readonly bucketsMinor: bigint[]
  readonly totalMinor: bigint
  readonly overdueMinor: bigint
  readonly unappliedMinor: bigint
}

/** A subject in one currency on two days. */
export interface ComparedRow {
  readonly kind: 'row' | 'total'
  readonly code: string
  readonly name: string
  readonly currency: Currency
  readonly before: Side
  readonly after: Side
  readonly subjects: number
}

export const comparisonSorts = ['change', 'total', 'code'] as const

export interface ComparisonQuestion extends Omit<SubjectQuestion, 'sort'> {
  readonly sort: (typeof comparisonSorts)[number]
  /** How many buckets either side has. */
  readonly buckets: number
  /** Common table expressions up to `account_sum` of each day. */
  readonly before: Sql
  readonly after: Sql
  readonly offset: number
  readonly limit: number
}

const orders: Readonly<Record<ComparisonQuestion['sort'], Sql>> = {
  change: sql`abs("totalMinor" - "totalBefore") DESC, code, currency`,
  total: sql`"totalMinor" DESC, code, currency`,
  code: sql`code, currency`,
}

interface FoundRow {
  readonly kind: 'row' | 'total'
  readonly code: string
  readonly name: string | null
  readonly currency: Currency
  readonly bucketsMinor: bigint[]
  readonly totalMinor: bigint
  readonly overdueMinor: bigint
  readonly unappliedMinor: bigint
  readonly bucketsBefore: bigint[]
  readonly totalBefore: bigint
  readonly overdueBefore: bigint
  readonly unappliedBefore: bigint
  readonly subjects: number
}

/** One page of subjects on two days, and the totals per currency over all pages; who owes nothing on either is missing. */
export async function compareAgings(
  db: Queryable,
  question: ComparisonQuestion,
): Promise<{ rows: ComparedRow[]; totals: ComparedRow[] }> {
  const found = await db.rows<FoundRow>(statement(question))
  const rows = found.map(rowOf)
  return {
    rows: rows.filter((row) => row.kind === 'row'),
    totals: rows.filter((row) => row.kind === 'total'),
  }
}

function rowOf(found: FoundRow): ComparedRow {
  const { kind, code, name, currency, subjects } = found
  return {
    ...{ kind, code, name: name ?? '', currency, subjects },
    before: {
      bucketsMinor: found.bucketsBefore,
      totalMinor: found.totalBefore,
      overdueMinor: found.overdueBefore,
      unappliedMinor: found.unappliedBefore,
    },
    after: {
      bucketsMinor: found.bucketsMinor,
      totalMinor: found.totalMinor,
      overdueMinor: found.overdueMinor,
      unappliedMinor: found.unappliedMinor,
    },
  }
}

function statement(question: ComparisonQuestion): Sql {
  const { before, after, by, search, sort, offset, limit } = question
  const places = Array.from({ length: question.buckets }, (_, index) => index)
  const [now, then] = ['b', 'w'].map((letter) => places.map((index) => raw(`${letter}${index}`)))
  if (!now || !then) throw new RangeError('two sides')
  const zeros = places.map(() => sql`0::bigint`)
  const common = sql`account_id, currency, segment_id, customer_id, customer_code`
  const all = [...now, ...then, raw('before_unapplied')]
  const resums = all.map((name) => sql`coalesce(sum_minor(${name}), 0) AS ${name}`)
  const figures = sql`ARRAY[${join(now)}]::bigint[] AS "bucketsMinor", ${join(now, ' + ')} AS "totalMinor",
    ${join(now.slice(1), ' + ')} AS "overdueMinor", unapplied AS "unappliedMinor",
    ARRAY[${join(then)}]::bigint[] AS "bucketsBefore", ${join(then, ' + ')} AS "totalBefore",
    ${join(then.slice(1), ' + ')} AS "overdueBefore", before_unapplied AS "unappliedBefore"`
  const named =
    by === 'customer' ? sql`(SELECT c.name FROM customer c WHERE c.code = page.code) AS name` : sql`name`
  return sql`
    WITH both_sum AS (
      SELECT ${common}, ${join(now)}, ${join(zeros)}, unapplied, 0::bigint AS before_unapplied
      FROM (WITH ${after} SELECT * FROM account_sum) AS later_day
      UNION ALL
      SELECT ${common}, ${join(zeros)}, ${join(now)}, 0::bigint, unapplied
      FROM (WITH ${before} SELECT * FROM account_sum) AS earlier_day),
    account_sum (${common}, ${join([...now, ...then])}, unapplied, before_unapplied) AS (SELECT * FROM both_sum),
    subject AS MATERIALIZED (${subjectStatement({ by, search, sort: 'code' }, resums)})
    (SELECT 'row' AS kind, code, ${named}, currency, ${pageColumns}, 1 AS subjects
      FROM (SELECT code, name, currency, ${figures} FROM subject) AS page
      WHERE "totalMinor" <> 0 OR "totalBefore" <> 0 OR "unappliedMinor" <> 0 OR "unappliedBefore" <> 0
      ORDER BY ${orders[sort]} LIMIT ${limit} OFFSET ${offset})
    UNION ALL
    (SELECT 'total', '', '', currency, ${figures}, subjects
      FROM (SELECT currency, ${join(resums)}, coalesce(sum_minor(unapplied), 0) AS unapplied, count(*)::int AS subjects
            FROM subject GROUP BY currency) AS sums ORDER BY currency)`
}

const pageColumns = sql`"bucketsMinor", "totalMinor", "overdueMinor", "unappliedMinor", "bucketsBefore", "totalBefore",
  "overdueBefore", "unappliedBefore"`
