import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { join, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { currentContext } from '../../platform/request-context.js'
import type { AgingBucket } from './domain/aging-buckets.js'
import {
  itemSums,
  readySums,
  subjectStatement,
  type AgingSort,
  type AgingSubject,
} from './aging-sums-store.js'
import { hasLaterEntries, isRestricted, type AgingBasis, type BookScope } from './open-item-store.js'

export interface AgingQuestion {
  readonly asOf: CalendarDay
  readonly basis: AgingBasis
  readonly by: AgingSubject
  readonly buckets: readonly AgingBucket[]
  readonly scope: BookScope
  readonly search: string | null
  readonly sort: AgingSort
  readonly offset: number
  readonly limit: number
  /** `account_aging` is worked out for this day and these buckets (see `refreshStandings`), by due date. */
  readonly workedOut?: boolean
}

/** Open receivables of one subject in one currency; `bucketsMinor` follows the order of the asked buckets. */
export interface AgingRow {
  readonly kind: 'row' | 'total'
  readonly code: string
  readonly name: string
  readonly ownerUsername: string | null
  readonly currency: Currency
  readonly bucketsMinor: bigint[]
  readonly totalMinor: bigint
  readonly overdueMinor: bigint
  /** Receipts and credit notes not yet applied, ≤ 0; not part of the total. */
  readonly unappliedMinor: bigint
  readonly subjects: number
}

const orders: Readonly<Record<AgingSort, Sql>> = {
  total: sql`"totalMinor" DESC, code, currency`,
  overdue: sql`"overdueMinor" DESC, code, currency`,
  code: sql`code, currency`,
  name: sql`name, code, currency`,
}

/** The same orders by the columns that `subject_aging` is indexed by. */
const indexed: Readonly<Record<AgingSort, Sql>> = {
  ...orders,
  total: sql`total_minor DESC, code, currency`,
  overdue: sql`overdue_minor DESC, code, currency`,
}

/** And again on the page that is joined with names. */
const paged: Readonly<Record<AgingSort, Sql>> = {
  total: sql`"totalMinor" DESC, page.code, currency`,
  overdue: sql`"overdueMinor" DESC, page.code, currency`,
  code: sql`page.code, currency`,
  name: sql`name, page.code, currency`,
}

/** One page of subjects and one total per currency over all pages, read in one statement. */
export async function listAging(
  db: Queryable,
  question: AgingQuestion,
): Promise<{ rows: AgingRow[]; totals: AgingRow[] }> {
  const later = await hasLaterEntries(db, question.asOf)
  const isReady = question.workedOut === true && question.basis === 'due' && !later
  if (isReady && isAddedUp(question)) return split(await db.rows<AgingRow>(addedUpStatement(question)))
  return listSubjects(db, question, isReady ? readySums(question) : itemSums(question, later))
}

/** The same from sums of accounts: common table expressions up to `account_sum` (see `itemSums`). */
export async function listSubjects(
  db: Queryable,
  question: Omit<AgingQuestion, 'asOf' | 'basis'>,
  sums: Sql,
): Promise<{ rows: AgingRow[]; totals: AgingRow[] }> {
  return split(await db.rows<AgingRow>(agingStatement(question, sums)))
}

function split(found: readonly AgingRow[]): { rows: AgingRow[]; totals: AgingRow[] } {
  return {
    rows: found.filter((row) => row.kind === 'row'),
    totals: found.filter((row) => row.kind === 'total'),
  }
}

/** Whether today's sums of whole customers or groups answer the question; who sees a part of the book has others. */
function isAddedUp({ by, scope, search, sort }: AgingQuestion): boolean {
  const isWhole = !isRestricted(scope) && currentContext()?.scope === undefined
  return isWhole && search === null && sort !== 'name' && (by === 'customer' || by === 'group')
}

/** A page from the index of `subject_aging`; only the totals are added up. */
function addedUpStatement({ buckets, by, sort, limit, offset }: AgingQuestion): Sql {
  const sums = buckets.map((_, index) => sql`sum_minor(buckets_minor[${raw(String(index + 1))}])`)
  const named =
    by === 'customer'
      ? sql`customer.name, customer.owner_username AS "ownerUsername"`
      : sql`credit_group.name, NULL::text AS "ownerUsername"`
  const subjects = by === 'customer' ? sql`customer` : sql`credit_group`
  return sql`
    WITH page AS (
      SELECT subject_id, code, currency, buckets_minor AS "bucketsMinor", total_minor AS "totalMinor",
        overdue_minor AS "overdueMinor", unapplied_minor AS "unappliedMinor"
      FROM subject_aging WHERE kind = ${by} ORDER BY ${indexed[sort]} LIMIT ${limit} OFFSET ${offset})
    (SELECT 'row' AS kind, page.code, ${named}, currency, "bucketsMinor", "totalMinor", "overdueMinor",
        "unappliedMinor", 1 AS subjects
      FROM page JOIN ${subjects} ON ${subjects}.id = page.subject_id ORDER BY ${paged[sort]})
    UNION ALL
    (SELECT 'total', '', '', NULL, currency, ARRAY[${join(sums)}]::bigint[], sum_minor(total_minor),
        sum_minor(overdue_minor), sum_minor(unapplied_minor), count(*)::int
      FROM subject_aging WHERE kind = ${by} GROUP BY currency ORDER BY currency)`
}

function agingStatement(question: Omit<AgingQuestion, 'asOf' | 'basis'>, sums: Sql): Sql {
  const { buckets, by } = question
  const names = buckets.map((_, index) => raw(`b${index}`))
  const resums = names.map((name) => sql`coalesce(sum_minor(${name}), 0) AS ${name}`)
  const figures = sql`ARRAY[${join(names)}]::bigint[] AS "bucketsMinor", ${join(names, ' + ')} AS "totalMinor",
    ${join(names.slice(1), ' + ')} AS "overdueMinor", unapplied AS "unappliedMinor"`
  // Names of customers are read for the page alone.
  const named =
    by === 'customer'
      ? sql`(SELECT c.name FROM customer c WHERE c.code = page.code) AS name,
        (SELECT c.owner_username FROM customer c WHERE c.code = page.code) AS "ownerUsername"`
      : sql`name, "ownerUsername"`
  return sql`
    WITH ${sums},
    subject AS MATERIALIZED (${subjectStatement(question, resums)})
    (SELECT 'row' AS kind, code, ${named}, currency, "bucketsMinor", "totalMinor", "overdueMinor", "unappliedMinor", 1 AS subjects
      FROM (SELECT code, name, "ownerUsername", currency, ${figures} FROM subject
            ORDER BY ${orders[question.sort]} LIMIT ${question.limit} OFFSET ${question.offset}) AS page
      ORDER BY ${orders[question.sort]})
    UNION ALL
    (SELECT 'total', '', '', NULL, currency, ${figures}, subjects
      FROM (SELECT currency, ${join(resums)}, coalesce(sum_minor(unapplied), 0) AS unapplied, count(*)::int AS subjects
            FROM subject GROUP BY currency) AS sums ORDER BY currency)`
}
