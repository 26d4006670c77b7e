import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { ReasonCode } from './domain/rules.js'
import { holdColumns, holdJoins, type Hold, type HoldStatus } from './hold-store.js'

const MS_PER_DAY = 86_400_000

export interface HoldFilter {
  readonly status?: HoldStatus | undefined
  readonly customerCode?: string | undefined
  readonly segment?: string | undefined
  readonly ready?: boolean | undefined
  readonly requested?: boolean | undefined
  /** A username, or `none` for what is nobody's. */
  readonly assignee?: string | undefined
  readonly reason?: ReasonCode | undefined
  /** Whole units of the hold's own currency, as digits. */
  readonly minAmount?: string | undefined
  /** Waiting at least so many days at `now`. */
  readonly minDays?: number | undefined
  readonly ownerUsername?: string | undefined
  readonly now?: Date | undefined
  /** Pattern of LIKE, on the search key of the customer and on the lower-case number of the order. */
  readonly search?: string | undefined
  readonly owner: string | null
}

/** `rank`: what can go at once, then what somebody asked for, then what waits longest, larger amounts first. */
export const holdSorts = ['openedAt', '-openedAt', 'amount', '-amount', 'customer', 'rank'] as const
export type HoldSort = (typeof holdSorts)[number]

/** Minor units per unit, of the currencies that have other than two decimals. */
const digitsOfCurrency = sql`(CASE WHEN h.currency IN ('JPY', 'KRW', 'VND', 'CLP', 'ISK') THEN 1
  WHEN h.currency IN ('KWD', 'BHD', 'OMR', 'JOD', 'TND') THEN 1000 ELSE 100 END)`

function waitingSince({ minDays, now }: HoldFilter) {
  if (minDays === undefined || now === undefined) return empty
  return sql`AND h.opened_at <= ${new Date(now.getTime() - minDays * MS_PER_DAY)}`
}

/** Up to so many customers a search starts from them; a broader one meets enough holds soon, whatever the order. */
const CUSTOMERS_FEW = 2_000
/** Matches of a search are counted up to here. */
const MATCHES_MAX = 1_000

/** A search that few customers match goes by the indexes of names and numbers instead of through all holds. */
interface Search {
  readonly pattern: string
  readonly isNarrow: boolean
}

async function searchOf(tx: Queryable, { search }: HoldFilter): Promise<Search | undefined> {
  if (!search) return undefined
  const [row] = await tx.rows<{ count: bigint }>(sql`
    SELECT count(*) FROM (SELECT FROM customer WHERE search_key LIKE ${search} LIMIT ${CUSTOMERS_FEW + 1}) AS few`)
  return { pattern: search, isNarrow: Number(row?.count ?? 0n) <= CUSTOMERS_FEW }
}

function matching(search: Search | undefined) {
  if (!search) return empty
  const { pattern, isNarrow } = search
  if (!isNarrow) return sql`AND (c.search_key LIKE ${pattern} OR lower(h.document_number) LIKE ${pattern})`
  return sql`AND h.id IN (
    SELECT m.id FROM hold m WHERE lower(m.document_number) LIKE ${pattern}
    UNION ALL
    SELECT m.id FROM customer k JOIN credit_account b ON b.customer_id = k.id JOIN hold m ON m.account_id = b.id
    WHERE k.search_key LIKE ${pattern})`
}

function where(filter: HoldFilter, search: Search | undefined) {
  return sql`WHERE true
    ${filter.owner === null ? empty : sql`AND c.owner_username = ${filter.owner}`}
    ${filter.status ? sql`AND h.status = ${filter.status}` : empty}
    ${filter.customerCode ? sql`AND c.code = ${filter.customerCode}` : empty}
    ${filter.segment ? sql`AND a.segment_id = (SELECT id FROM credit_segment WHERE code = ${filter.segment})` : empty}
    ${filter.ready === undefined ? empty : sql`AND (h.ready_since IS NOT NULL) = ${filter.ready}`}
    ${filter.requested === undefined ? empty : sql`AND (h.release_requested_at IS NOT NULL) = ${filter.requested}`}
    ${filter.assignee === undefined ? empty : filter.assignee === 'none' ? sql`AND h.assignee IS NULL` : sql`AND h.assignee = ${filter.assignee}`}
    ${filter.reason ? sql`AND h.reasons @> ${JSON.stringify([{ code: filter.reason }])}::jsonb` : empty}
    ${filter.minAmount ? sql`AND h.amount_minor >= ${filter.minAmount}::bigint * ${digitsOfCurrency}` : empty}
    ${waitingSince(filter)}
    ${filter.ownerUsername ? sql`AND c.owner_username = ${filter.ownerUsername}` : empty}
    ${matching(search)}`
}

const orders = {
  openedAt: sql`h.opened_at, h.id`,
  '-openedAt': sql`h.opened_at DESC, h.id DESC`,
  amount: sql`h.amount_minor, h.id`,
  '-amount': sql`h.amount_minor DESC, h.id DESC`,
  customer: sql`c.name, h.id`,
  // As the index hold_open_rank has it: days are those of UTC.
  rank: sql`(h.ready_since IS NULL), (h.release_requested_at IS NULL), ((h.opened_at AT TIME ZONE 'UTC')::date),
    h.amount_minor DESC, h.id`,
}

/** Holds, with whose they are only where the question needs it: without it a page comes from one index. */
function source(filter: HoldFilter, search: Search | undefined, sort?: HoldSort) {
  const { owner, customerCode, segment, ownerUsername } = filter
  const isBroad = search !== undefined && !search.isNarrow
  const isNamed = Boolean(customerCode ?? segment ?? ownerUsername)
  const isPersonal = owner !== null || isNamed || isBroad || sort === 'customer'
  if (!isPersonal) return sql`FROM hold h`
  return sql`FROM hold h JOIN credit_account a ON a.id = h.account_id JOIN customer c ON c.id = a.customer_id`
}

/** One page of holds: their ids are found and put in order first, then these are read with their reasons. */
export async function listHolds(
  tx: Queryable,
  filter: HoldFilter,
  page: { limit: number; offset: number; sort: HoldSort },
): Promise<Hold[]> {
  const search = await searchOf(tx, filter)
  return tx.rows<Hold>(sql`
    WITH page AS MATERIALIZED (
      SELECT h.id, row_number() OVER () AS place FROM (
        SELECT h.id ${source(filter, search, page.sort)} ${where(filter, search)}
        ORDER BY ${orders[page.sort]} LIMIT ${page.limit} OFFSET ${page.offset}) AS h)
    SELECT ${holdColumns} FROM page JOIN hold h ON h.id = page.id ${holdJoins} ORDER BY page.place`)
}

/** How many there are; of a search at most a thousand are counted. */
export async function countHolds(
  tx: Queryable,
  filter: HoldFilter,
): Promise<{ total: number; totalExceeded: boolean }> {
  const search = await searchOf(tx, filter)
  const from = sql`${source(filter, search)} ${where(filter, search)}`
  const [row] = await tx.rows<{ count: bigint }>(
    search
      ? sql`SELECT count(*) FROM (SELECT 1 ${from} LIMIT ${MATCHES_MAX + 1}) AS counted`
      : sql`SELECT count(*) ${from}`,
  )
  const count = Number(row?.count ?? 0n)
  const totalExceeded = search !== undefined && count > MATCHES_MAX
  return { total: totalExceeded ? MATCHES_MAX : count, totalExceeded }
}
