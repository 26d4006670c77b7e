import { Refusal } from '../../kernel/errors.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CustomerStatus } from './customer-store.js'
import { searchPattern } from './domain/search-key.js'

const keys = ['code', 'name', 'score', 'exposure', 'overdue', 'limit', 'utilisation'] as const
type SortKey = (typeof keys)[number]
export type CustomerSort = SortKey | `-${SortKey}`

/** By each column in both directions; what has no value comes last in both. */
export const customerSorts = keys.flatMap((key) => [key, `-${key}`] as const) as [CustomerSort]

/** Stands among the grades for customers that are not rated. */
export const NOT_RATED = 'none'

/** Counted up to here; a list that is longer says so. Each match of a search has its text compared. */
const COUNT_MAX = 200_000
const MATCHES_MAX = 10_000

export interface CustomerFilter {
  readonly search?: string | undefined
  /** Grades as they are shown, separated by commas; `none` for customers that are not rated. */
  readonly grade?: string | undefined
  readonly status?: CustomerStatus | undefined
  readonly owner?: string | undefined
  readonly segment?: string | undefined
  readonly industry?: string | undefined
  readonly group?: string | undefined
  readonly overdue?: boolean | undefined
  /** Username of the salesperson who asks; null sees all. */
  readonly visibleTo: string | null
}

export interface CustomerPage {
  readonly sort: CustomerSort
  readonly limit: number
  readonly cursor?: string | undefined
  readonly page?: number | undefined
  readonly pageSize?: number | undefined
}

/** Ids of the customers on a page. `total` is counted for numbered pages only, up to a bound. */
export interface CustomerIds {
  readonly ids: readonly string[]
  readonly total: number | null
  /** There are more than `total`. */
  readonly totalExceeded: boolean
  readonly nextCursor: string | null
}

const orders: Readonly<Record<CustomerSort, Sql>> = {
  code: sql`s.code`,
  '-code': sql`s.code DESC`,
  name: sql`c.name, c.code`,
  '-name': sql`c.name DESC, c.code DESC`,
  score: sql`s.score NULLS LAST, s.code`,
  '-score': sql`s.score DESC NULLS LAST, s.code`,
  exposure: sql`s.exposure_minor NULLS LAST, s.code`,
  '-exposure': sql`s.exposure_minor DESC NULLS LAST, s.code`,
  overdue: sql`s.overdue_minor NULLS LAST, s.code`,
  '-overdue': sql`s.overdue_minor DESC NULLS LAST, s.code`,
  // No limit at all comes last; unlimited is more than any amount.
  limit: sql`(s.limit_minor IS NULL AND NOT s.is_unlimited), s.is_unlimited, s.limit_minor, s.code`,
  '-limit': sql`(s.limit_minor IS NULL AND NOT s.is_unlimited), s.is_unlimited DESC, s.limit_minor DESC NULLS LAST, s.code`,
  utilisation: sql`s.utilisation_bp NULLS LAST, s.code`,
  '-utilisation': sql`s.utilisation_bp DESC NULLS LAST, s.code`,
}

/** A filter of which it is known whether letters of a scale of nine are shown. */
interface AskedFilter extends CustomerFilter {
  readonly byLetter: boolean
}

/** On nine grades (GB/T 22116) the letter that is shown decides, not as which of the five it counts. */
async function asked(db: Queryable, filter: CustomerFilter): Promise<AskedFilter> {
  if (!filter.grade) return { ...filter, byLetter: false }
  const [row] = await db.rows<{ found: boolean }>(
    sql`SELECT EXISTS (SELECT FROM customer_rating_current WHERE scale_grade IS NOT NULL) AS found`,
  )
  return { ...filter, byLetter: row?.found ?? false }
}

/** Conditions on the standing `s` of a customer and, for a search, on the customer `c`. */
function conditions(filter: AskedFilter): Sql {
  const { visibleTo, search, status, owner, industry, group, grade, segment, overdue } = filter
  const grades = grade?.split(',').map((one) => one.trim()) ?? []
  const shown = filter.byLetter
    ? sql`coalesce((SELECT r.scale_grade FROM customer_rating_current r WHERE r.customer_id = s.customer_id), s.grade)`
    : sql`s.grade`
  const isUnrated = grades.includes(NOT_RATED) ? sql`OR s.grade IS NULL` : empty
  return sql`WHERE true
    ${visibleTo === null ? empty : sql`AND s.owner_username = ${visibleTo}`}
    ${search ? sql`AND c.search_key LIKE ${searchPattern(search)}` : empty}
    ${status ? sql`AND s.status = ${status}` : empty}
    ${owner ? sql`AND s.owner_username = ${owner}` : empty}
    ${industry ? sql`AND s.industry = ${industry}` : empty}
    ${group ? sql`AND s.group_id = (SELECT id FROM credit_group WHERE code = ${group})` : empty}
    ${grades.length > 0 ? sql`AND (${shown} = ANY(${grades}) ${isUnrated})` : empty}
    ${segment ? sql`AND (SELECT id FROM credit_segment WHERE code = ${segment}) = ANY(s.segment_ids)` : empty}
    ${overdue === undefined ? empty : sql`AND s.is_overdue = ${overdue}`}`
}

/** Where the conditions look. */
function sourceOf(filter: CustomerFilter, sort?: CustomerSort): Sql {
  const isNamed = sort === 'name' || sort === '-name'
  if (!filter.search && !isNamed) return sql`FROM customer_standing s`
  return sql`FROM customer c JOIN customer_standing s ON s.customer_id = c.id`
}

/** The customers of one page, from their standings as they were worked out last. */
export async function listCustomerIds(
  db: Queryable,
  wanted: CustomerFilter,
  page: CustomerPage,
): Promise<CustomerIds> {
  const filter = await asked(db, wanted)
  const isNumbered = page.page !== undefined || page.pageSize !== undefined
  const size = isNumbered ? (page.pageSize ?? page.limit) : page.limit
  const offset = isNumbered ? ((page.page ?? 1) - 1) * size : offsetOf(page)
  const after =
    !isNumbered && page.sort === 'code' && page.cursor ? decodeCursor(page.cursor, 1)[0] : undefined
  const [found, count] = await Promise.all([
    db.rows<{ id: string; code: string }>(sql`
      SELECT s.customer_id AS id, s.code ${sourceOf(filter, page.sort)} ${conditions(filter)}
      ${after === undefined ? empty : sql`AND s.code > ${after}`}
      ORDER BY ${orders[page.sort]} LIMIT ${size + 1} OFFSET ${after === undefined ? offset : 0}`),
    isNumbered ? countCustomers(db, filter) : { total: null, totalExceeded: false },
  ])
  const shown = found.slice(0, size)
  const last = shown.at(-1)
  const nextKey = page.sort === 'code' ? last?.code : String(offset + size)
  return {
    ids: shown.map(({ id }) => id),
    ...count,
    nextCursor: found.length > size && nextKey !== undefined ? encodeCursor([nextKey]) : null,
  }
}

async function countCustomers(
  db: Queryable,
  filter: AskedFilter,
): Promise<Pick<CustomerIds, 'total' | 'totalExceeded'>> {
  const { search, byLetter: _, ...others } = filter
  const isSearchOnly = search && Object.values(others).every((value) => value === undefined || value === null)
  const max = search ? MATCHES_MAX : COUNT_MAX
  const source = isSearchOnly ? sql`FROM customer c` : sourceOf(filter)
  const [row] = await db.rows<{ count: bigint }>(sql`
    SELECT count(*) FROM (SELECT 1 ${source} ${conditions(filter)} LIMIT ${max + 1}) AS counted`)
  const count = Number(row?.count ?? 0n)
  return { total: Math.min(count, max), totalExceeded: count > max }
}

/** Every customer that matches, in order, at most `limit`. */
export async function listAllCustomerIds(
  db: Queryable,
  wanted: CustomerFilter,
  sort: CustomerSort,
  limit: number,
): Promise<string[]> {
  const filter = await asked(db, wanted)
  const rows = await db.rows<{ id: string }>(sql`
    SELECT s.customer_id AS id ${sourceOf(filter, sort)} ${conditions(filter)} ORDER BY ${orders[sort]} LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}

function offsetOf(page: CustomerPage): number {
  if (page.sort === 'code' || !page.cursor) return 0
  const [offset = ''] = decodeCursor(page.cursor, 1)
  if (!/^\d{1,9}$/.test(offset)) throw new Refusal('bad_request', { detail: 'cursor' })
  return Number(offset)
}
