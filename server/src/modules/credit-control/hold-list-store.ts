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
  /** Pattern of LIKE. */
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

function where(filter: HoldFilter) {
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
    ${filter.search ? sql`AND (c.search_key LIKE ${filter.search} OR lower(h.document_number) LIKE ${filter.search})` : empty}`
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
function source(filter: HoldFilter, sort?: HoldSort) {
  const { owner, customerCode, segment, search, ownerUsername } = filter
  const isPersonal =
    owner !== null || Boolean(customerCode ?? segment ?? search ?? ownerUsername) || sort === 'customer'
  if (!isPersonal) return sql`FROM hold h`
  return sql`FROM hold h JOIN credit_account a ON a.id = h.account_id JOIN customer c ON c.id = a.customer_id`
}

/** One page of holds: their ids are found and put in order first, then these are read with their reasons. */
export async function listHolds(
  tx: Queryable,
  filter: HoldFilter,
  page: { limit: number; offset: number; sort: HoldSort },
): Promise<Hold[]> {
  return tx.rows<Hold>(sql`
    WITH page AS MATERIALIZED (
      SELECT h.id, row_number() OVER () AS place FROM (
        SELECT h.id ${source(filter, page.sort)} ${where(filter)}
        ORDER BY ${orders[page.sort]} LIMIT ${page.limit} OFFSET ${page.offset}) AS h)
    SELECT ${holdColumns} FROM page JOIN hold h ON h.id = page.id ${holdJoins} ORDER BY page.place`)
}

export async function countHolds(tx: Queryable, filter: HoldFilter): Promise<number> {
  const [row] = await tx.rows<{ count: bigint }>(sql`SELECT count(*) ${source(filter)} ${where(filter)}`)
  return Number(row?.count ?? 0n)
}
