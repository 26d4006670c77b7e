import type { CalendarDay } from '../../kernel/calendar-day.js'
import { empty, join, raw, sql, type Sql } from '../../platform/db/sql.js'
import { searchPattern } from '../customers/domain/search-key.js'
import type { AgingBucket } from './domain/aging-buckets.js'
import {
  isRestricted,
  openBalancesAt,
  scopeAccounts,
  type AgingBasis,
  type BookScope,
} from './open-item-store.js'

export const agingSubjects = ['customer', 'group', 'owner', 'segment', 'industry', 'currency'] as const
export type AgingSubject = (typeof agingSubjects)[number]
export const agingSorts = ['total', 'overdue', 'code', 'name'] as const
export type AgingSort = (typeof agingSorts)[number]

/** Whose open items are added up into which buckets, as of which day. */
export interface SumsQuestion {
  readonly asOf: CalendarDay
  readonly basis: AgingBasis
  readonly buckets: readonly AgingBucket[]
  readonly scope: BookScope
}

/** Into which rows sums of accounts are gathered. */
export interface SubjectQuestion {
  readonly by: AgingSubject
  readonly search: string | null
  readonly sort: AgingSort
}

/**
 * Common table expressions up to `account_sum`: a row per account and currency with its segment, its customer, buckets
 * b0, b1 … and what is unapplied.
 */
export function itemSums(question: SumsQuestion, later: boolean): Sql {
  const sums = question.buckets.map((bucket, index) => {
    const column = raw(`b${index}`)
    return sql`sum_minor(open_minor) FILTER (WHERE ${inBucket(bucket, question.asOf)}) AS ${column}`
  })
  return sql`${openBalancesAt({ ...question, later })},
    item_sum AS (
      SELECT account_id, currency, ${join(sums)},
        sum_minor(open_minor) FILTER (WHERE base_on IS NULL) AS unapplied
      FROM balance GROUP BY account_id, currency),
    account_sum AS (
      SELECT item_sum.*, account.segment_id, account.customer_id, customer.code AS customer_code
      FROM item_sum JOIN credit_account account ON account.id = item_sum.account_id
      JOIN customer ON customer.id = account.customer_id)`
}

/** The same from what is worked out for today. */
export function readySums({ buckets, scope }: Pick<SumsQuestion, 'buckets' | 'scope'>): Sql {
  const columns = buckets.map(
    (_, index) => sql`buckets_minor[${raw(String(index + 1))}] AS ${raw(`b${index}`)}`,
  )
  const restricted = isRestricted(scope)
  return sql`${restricted ? sql`${scopeAccounts(scope)},` : empty} account_sum AS (
      SELECT account_id, currency, ${join(columns)}, unapplied_minor AS unapplied, segment_id, customer_id,
        customer_code
      FROM account_aging ${restricted ? sql`WHERE account_id IN (SELECT id FROM scope)` : empty})`
}

/** Unapplied credit has no base day and is in no bucket. */
export function inBucket(bucket: AgingBucket, asOf: CalendarDay): Sql {
  const limits = [
    ...(bucket.daysMin === null ? [] : [sql`base_on <= ${asOf}::date - ${bucket.daysMin}::int`]),
    ...(bucket.daysMax === null ? [] : [sql`base_on >= ${asOf}::date - ${bucket.daysMax}::int`]),
  ]
  return join(limits, ' AND ')
}

/** Sums of `account_sum` per subject and currency; `resums` are the sums of its columns, each with a name. */
export function subjectStatement({ by, search, sort }: SubjectQuestion, resums: readonly Sql[]): Sql {
  const figures = sql`account_sum.currency, ${join([...resums])}, coalesce(sum_minor(unapplied), 0) AS unapplied`
  const customers = sql`FROM account_sum JOIN customer ON customer.id = account_sum.customer_id`
  const matching = search === null ? empty : sql`WHERE customer.search_key LIKE ${searchPattern(search)}`
  switch (by) {
    case 'customer':
      if (sort === 'name')
        return sql`SELECT customer.code, customer.name, NULL AS "ownerUsername", ${figures} ${customers} ${matching}
          GROUP BY customer.code, customer.name, account_sum.currency`
      return sql`SELECT account_sum.customer_code AS code, NULL AS name, NULL AS "ownerUsername", ${figures}
        ${search === null ? sql`FROM account_sum` : sql`${customers} ${matching}`}
        GROUP BY account_sum.customer_code, account_sum.currency`
    case 'group':
      return sql`SELECT credit_group.code, credit_group.name, NULL::text AS "ownerUsername", ${figures}
        ${customers} JOIN credit_group ON credit_group.id = customer.group_id ${matching}
        GROUP BY credit_group.id, account_sum.currency`
    case 'owner':
      return sql`SELECT coalesce(customer.owner_username, '') AS code, coalesce(customer.owner_username, '') AS name,
          customer.owner_username AS "ownerUsername", ${figures}
        ${customers} ${matching} GROUP BY customer.owner_username, account_sum.currency`
    case 'industry':
      return sql`SELECT coalesce(customer.industry, '') AS code, coalesce(customer.industry, '') AS name,
          NULL::text AS "ownerUsername", ${figures}
        ${customers} ${matching} GROUP BY coalesce(customer.industry, ''), account_sum.currency`
    case 'segment':
      return sql`SELECT segment.code, segment.name, NULL::text AS "ownerUsername", ${figures}
        ${search === null ? sql`FROM account_sum` : customers}
        JOIN credit_segment segment ON segment.id = account_sum.segment_id ${matching}
        GROUP BY segment.code, segment.name, account_sum.currency`
    case 'currency':
      return sql`SELECT account_sum.currency::text AS code, account_sum.currency::text AS name,
          NULL::text AS "ownerUsername", ${figures}
        ${search === null ? sql`FROM account_sum` : customers} ${matching} GROUP BY account_sum.currency`
  }
}
