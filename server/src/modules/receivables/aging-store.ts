import type { CalendarDay } from '../../kernel/calendar-day.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { join, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { AgingBucket } from './domain/aging-buckets.js'
import { hasLaterEntries, openBalancesAt, type AgingBasis, type BookScope } from './open-item-store.js'

export type AgingSubject = 'customer' | 'group' | 'owner'
export type AgingSort = 'total' | 'overdue' | 'code' | 'name'

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

/** One page of subjects and one total per currency over all pages, read in one statement. */
export async function listAging(
  db: Queryable,
  question: AgingQuestion,
): Promise<{ rows: AgingRow[]; totals: AgingRow[] }> {
  const later = await hasLaterEntries(db, question.asOf)
  const found = await db.rows<AgingRow>(agingStatement(question, later))
  return {
    rows: found.filter((row) => row.kind === 'row'),
    totals: found.filter((row) => row.kind === 'total'),
  }
}

function agingStatement(question: AgingQuestion, later: boolean): Sql {
  const { buckets } = question
  const names = buckets.map((_, index) => raw(`b${index}`))
  const sums = buckets.map((bucket, index) => {
    const column = raw(`b${index}`)
    return sql`sum_minor(open_minor) FILTER (WHERE ${inBucket(bucket, question.asOf)}) AS ${column}`
  })
  const resums = names.map((name) => sql`coalesce(sum_minor(${name}), 0) AS ${name}`)
  const figures = sql`ARRAY[${join(names)}]::bigint[] AS "bucketsMinor", ${join(names, ' + ')} AS "totalMinor",
    ${join(names.slice(1), ' + ')} AS "overdueMinor", unapplied AS "unappliedMinor"`
  return sql`
    WITH ${openBalancesAt({ ...question, later })},
    account_sum AS (
      SELECT account_id, currency, ${join(sums)},
        sum_minor(open_minor) FILTER (WHERE base_on IS NULL) AS unapplied
      FROM balance GROUP BY account_id, currency),
    subject AS MATERIALIZED (${subjectStatement(question, resums)})
    (SELECT 'row' AS kind, code, name, "ownerUsername", currency, ${figures}, 1 AS subjects
      FROM subject ORDER BY ${orders[question.sort]} LIMIT ${question.limit} OFFSET ${question.offset})
    UNION ALL
    (SELECT 'total', '', '', NULL, currency, ${figures}, subjects
      FROM (SELECT currency, ${join(resums)}, coalesce(sum_minor(unapplied), 0) AS unapplied, count(*)::int AS subjects
            FROM subject GROUP BY currency) AS sums ORDER BY currency)`
}

/** Unapplied credit has no base day and is in no bucket. */
function inBucket(bucket: AgingBucket, asOf: CalendarDay): Sql {
  const limits = [
    ...(bucket.daysMin === null ? [] : [sql`base_on <= ${addDays(asOf, -bucket.daysMin)}::date`]),
    ...(bucket.daysMax === null ? [] : [sql`base_on >= ${addDays(asOf, -bucket.daysMax)}::date`]),
  ]
  return join(limits, ' AND ')
}

function subjectStatement(question: AgingQuestion, resums: Sql[]): Sql {
  const pattern =
    question.search === null ? null : `%${question.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const tables = sql`FROM account_sum
    JOIN credit_account account ON account.id = account_sum.account_id
    JOIN customer ON customer.id = account.customer_id
    JOIN credit_group ON credit_group.id = customer.group_id
    WHERE (${pattern}::text IS NULL OR customer.search_key LIKE ${pattern})`
  const figures = sql`account_sum.currency, ${join(resums)}, coalesce(sum_minor(unapplied), 0) AS unapplied`
  switch (question.by) {
    case 'customer':
      return sql`SELECT customer.code, customer.name, customer.owner_username AS "ownerUsername", ${figures}
        ${tables} GROUP BY customer.id, account_sum.currency`
    case 'group':
      return sql`SELECT credit_group.code, credit_group.name, NULL::text AS "ownerUsername", ${figures}
        ${tables} GROUP BY credit_group.id, account_sum.currency`
    case 'owner':
      return sql`SELECT coalesce(customer.owner_username, '') AS code, coalesce(customer.owner_username, '') AS name,
          customer.owner_username AS "ownerUsername", ${figures}
        ${tables} GROUP BY customer.owner_username, account_sum.currency`
  }
}
