import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { empty, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { CustomerStatus } from './customer-store.js'
import { searchPattern } from './domain/search-key.js'

export const customerSorts = ['code', '-code', 'name', '-name', 'score', '-score'] as const
export type CustomerSort = (typeof customerSorts)[number]

export interface CustomerFilter {
  readonly search?: string | undefined
  /** Grades separated by commas. */
  readonly grade?: string | undefined
  readonly status?: CustomerStatus | undefined
  readonly owner?: string | undefined
  readonly segment?: string | undefined
  readonly industry?: string | undefined
  readonly group?: string | undefined
  readonly overdue?: boolean | undefined
  /** Business day on which limits are valid and items overdue. */
  readonly today: CalendarDay
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

interface Amount {
  readonly currency: string
  readonly minor: string
}

/** A row of the customer list: who, how good, and per segment the limit and what is used of it. */
export interface CustomerListRow {
  readonly code: string
  readonly name: string
  readonly uscc: string | null
  readonly groupCode: string
  readonly industry: string | null
  readonly region: string | null
  readonly ownerUsername: string | null
  readonly status: CustomerStatus
  readonly grade: string | null
  /** Hundredths of a point. */
  readonly score: number | null
  readonly accounts:
    | {
        readonly segment: string
        readonly currency: string
        readonly limitMode: string
        readonly limitMinor: string | null
        readonly status: string
        readonly netDays: number | null
        readonly exposure: readonly Amount[] | null
        readonly overdue: readonly Amount[] | null
        readonly overdueDays: number | null
      }[]
    | null
}

const orders: Readonly<Record<CustomerSort, Sql>> = {
  code: sql`c.code`,
  '-code': sql`c.code DESC`,
  name: sql`c.name, c.code`,
  '-name': sql`c.name DESC, c.code DESC`,
  score: sql`r.score NULLS LAST, c.code`,
  '-score': sql`r.score DESC NULLS LAST, c.code`,
}

function conditions(filter: CustomerFilter): Sql {
  const grades = filter.grade?.split(',').map((grade) => grade.trim())
  const accounts = sql`SELECT 1 FROM credit_account fa JOIN credit_segment fs ON fs.id = fa.segment_id
    WHERE fa.customer_id = c.id`
  return sql`WHERE (${filter.visibleTo}::text IS NULL OR c.owner_username = ${filter.visibleTo})
    ${filter.search ? sql`AND c.search_key LIKE ${searchPattern(filter.search)}` : empty}
    ${filter.status ? sql`AND c.status = ${filter.status}` : empty}
    ${filter.owner ? sql`AND c.owner_username = ${filter.owner}` : empty}
    ${filter.industry ? sql`AND c.industry = ${filter.industry}` : empty}
    ${filter.group ? sql`AND c.group_id = (SELECT id FROM credit_group WHERE code = ${filter.group})` : empty}
    ${grades ? sql`AND r.grade = ANY(${grades})` : empty}
    ${filter.segment ? sql`AND EXISTS (${accounts} AND fs.code = ${filter.segment})` : empty}
    ${filter.overdue ? sql`AND EXISTS (${overdueItems(filter.today)})` : empty}`
}

const overdueItems = (
  today: CalendarDay,
) => sql`SELECT 1 FROM credit_account oa JOIN exposure_item i ON i.account_id = oa.id
  WHERE oa.customer_id = c.id AND i.bucket = 'receivables' AND i.open_minor <> 0 AND i.due_on < ${today}`

/** One page of customers; `total` is counted for numbered pages only. */
export async function listCustomers(
  tx: Queryable,
  filter: CustomerFilter,
  page: CustomerPage,
): Promise<{ rows: CustomerListRow[]; total: number | null; nextCursor: string | null }> {
  const numbered = page.page !== undefined || page.pageSize !== undefined
  const size = numbered ? (page.pageSize ?? page.limit) : page.limit
  const offset = numbered ? ((page.page ?? 1) - 1) * size : offsetOf(page)
  const after = !numbered && page.sort === 'code' && page.cursor ? decodeCursor(page.cursor, 1)[0] : undefined
  const source = sql`FROM customer c LEFT JOIN customer_rating_current r ON r.customer_id = c.id ${conditions(filter)}`
  const ids = await tx.rows<{ id: string; code: string }>(sql`
    SELECT c.id, c.code ${source} ${after === undefined ? empty : sql`AND c.code > ${after}`}
    ORDER BY ${orders[page.sort]} LIMIT ${size + 1} OFFSET ${after === undefined ? offset : 0}`)
  const shown = ids.slice(0, size)
  const last = shown.at(-1)
  const nextKey = page.sort === 'code' ? last?.code : String(offset + size)
  const [count] = numbered ? await tx.rows<{ count: bigint }>(sql`SELECT count(*) ${source}`) : []
  return {
    rows: await loadRows(
      tx,
      shown.map((row) => row.id),
      filter.today,
    ),
    total: count ? Number(count.count) : null,
    nextCursor: ids.length > size && nextKey !== undefined ? encodeCursor([nextKey]) : null,
  }
}

function offsetOf(page: CustomerPage): number {
  if (page.sort === 'code' || !page.cursor) return 0
  const offset = Number(decodeCursor(page.cursor, 1)[0])
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0
}

const total = raw(
  ['reserved', 'open_orders', 'delivered_not_billed', 'receivables', 'bills']
    .map((b) => `e.${b}_minor`)
    .join(' + '),
)

async function loadRows(
  tx: Queryable,
  ids: readonly string[],
  today: CalendarDay,
): Promise<CustomerListRow[]> {
  if (ids.length === 0) return []
  return tx.rows<CustomerListRow>(sql`
    SELECT c.code, c.name, c.uscc, g.code AS "groupCode", c.industry, c.region, c.owner_username AS "ownerUsername",
      c.status, r.grade, r.score,
      (SELECT json_agg(json_build_object('segment', s.code, 'currency', a.currency, 'limitMode', a.limit_mode,
          'limitMinor', l.minor::text, 'status', a.status, 'netDays', a.net_days, 'exposure', x.amounts,
          'overdue', o.amounts, 'overdueDays', o.days) ORDER BY s.code)
       FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
       LEFT JOIN LATERAL (
         SELECT sum(amount_minor) AS minor FROM (
           (SELECT amount_minor FROM limit_line WHERE account_id = a.id AND revoked_at IS NULL AND kind = 'base'
              AND valid_from <= ${today}::date AND coalesce(valid_to, 'infinity') >= ${today}::date
            ORDER BY valid_from DESC, created_at DESC, id DESC LIMIT 1)
           UNION ALL
           SELECT amount_minor FROM limit_line WHERE account_id = a.id AND revoked_at IS NULL AND kind <> 'base'
              AND valid_from <= ${today}::date AND coalesce(valid_to, 'infinity') >= ${today}::date) AS valid
       ) l ON a.limit_mode = 'amount'
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('currency', e.currency, 'minor',
             (${total} + CASE WHEN s.unapplied_lowers_exposure THEN e.unapplied_minor ELSE 0 END)::text)) AS amounts
         FROM account_exposure e WHERE e.account_id = a.id) x ON true
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('currency', d.currency, 'minor', d.minor::text)) AS amounts,
                max(d.days) AS days
         FROM (SELECT i.currency, sum(i.open_minor) AS minor, max(${today}::date - i.due_on) AS days
               FROM exposure_item i
               WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.open_minor <> 0 AND i.due_on < ${today}::date
               GROUP BY i.currency) d) o ON true
       WHERE a.customer_id = c.id) AS accounts
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS q (id, place)
    JOIN customer c ON c.id = q.id JOIN credit_group g ON g.id = c.group_id
    LEFT JOIN customer_rating_current r ON r.customer_id = c.id
    ORDER BY q.place`)
}
