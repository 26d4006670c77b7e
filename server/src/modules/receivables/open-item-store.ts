import type { CalendarDay } from '../../kernel/calendar-day.js'
import { empty, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

export type AgingBasis = 'due' | 'document'

/** Which part of the book a question is about; null means no restriction. */
export interface BookScope {
  readonly segmentCode: string | null
  readonly customerCode: string | null
  readonly groupCode: string | null
  readonly ownerUsername: string | null
  /** Customers of this industry; empty: of none. */
  readonly industry: string | null
  /** Username of a salesperson who may see own customers only. */
  readonly onlyCustomersOf: string | null
}

export const wholeBook: BookScope = {
  segmentCode: null,
  customerCode: null,
  groupCode: null,
  ownerUsername: null,
  industry: null,
  onlyCustomersOf: null,
}

/** True when something that touches balances is dated after `asOf`, so that today's open amounts are not those of `asOf`. */
export async function hasLaterEntries(db: Queryable, asOf: CalendarDay): Promise<boolean> {
  const [row] = await db.rows<{ later: boolean }>(sql`
    SELECT EXISTS (
      SELECT 1 FROM exposure_entry
      WHERE bucket IN ('receivables', 'unapplied') AND effective_on > ${asOf}) AS later`)
  return row?.later ?? false
}

/**
 * Common table expressions `scope` (when restricted) and `item`: receivables and unapplied credit that were open at the
 * end of `asOf`, with columns account_id, document_id, item_no, bucket, currency, amount_minor, open_minor,
 * document_on, due_on and base_on (the day from which age counts; an item without due date counts from its document).
 * What was open then is what is open now minus what the ledger recorded for later days.
 */
export function openItemsAt(options: {
  asOf: CalendarDay
  basis: AgingBasis
  scope: BookScope
  later: boolean
}): Sql {
  const { asOf, basis, scope, later } = options
  const restricted = isRestricted(scope)
  const within = restricted ? sql`AND account_id IN (SELECT id FROM scope)` : empty
  const base = basis === 'due' ? sql`coalesce(due_on, document_on)` : sql`document_on`
  const columns = sql`account_id, document_id, item_no, bucket, currency, amount_minor, document_on, due_on, ${base} AS base_on`
  if (!later) {
    return sql`${restricted ? sql`${scopeAccounts(scope)},` : empty} item AS (
      SELECT ${columns}, open_minor FROM exposure_item
      WHERE bucket IN ('receivables', 'unapplied') AND open_minor <> 0 ${within})`
  }
  return sql`${restricted ? sql`${scopeAccounts(scope)},` : empty} later AS (
      SELECT account_id, document_id, item_no, sum(delta_minor)::bigint AS delta_minor FROM exposure_entry
      WHERE bucket IN ('receivables', 'unapplied') AND effective_on > ${asOf} ${within}
      GROUP BY account_id, document_id, item_no),
    item AS (
      SELECT ${columns}, open_minor - coalesce(delta_minor, 0) AS open_minor
      FROM exposure_item LEFT JOIN later USING (account_id, document_id, item_no)
      WHERE bucket IN ('receivables', 'unapplied') AND open_minor <> coalesce(delta_minor, 0) ${within})`
}

/**
 * Common table expressions `scope` (when restricted) and `balance`: the same amounts as `openItemsAt`, reduced to what
 * sums need: account_id, currency, open_minor and base_on, which is null for unapplied credit. The usual question,
 * today by due date, is answered from partial indexes alone.
 */
export function openBalancesAt(options: {
  asOf: CalendarDay
  basis: AgingBasis
  scope: BookScope
  later: boolean
}): Sql {
  const { basis, scope, later } = options
  if (later || basis === 'document') {
    return sql`${openItemsAt(options)}, balance AS (
      SELECT account_id, currency, open_minor, CASE WHEN bucket = 'receivables' THEN base_on END AS base_on FROM item)`
  }
  const restricted = isRestricted(scope)
  const within = restricted ? sql`AND account_id IN (SELECT id FROM scope)` : empty
  return sql`${restricted ? sql`${scopeAccounts(scope)},` : empty} balance AS (
      SELECT account_id, currency, open_minor, due_on AS base_on FROM exposure_item
      WHERE bucket = 'receivables' AND open_minor <> 0 AND due_on IS NOT NULL ${within}
      UNION ALL
      SELECT account_id, currency, open_minor, document_on FROM exposure_item
      WHERE bucket = 'receivables' AND open_minor <> 0 AND due_on IS NULL ${within}
      UNION ALL
      SELECT account_id, currency, open_minor, NULL FROM exposure_item
      WHERE bucket = 'unapplied' AND open_minor <> 0 ${within})`
}

/** Whether the question is about less than the whole book. */
export function isRestricted(scope: BookScope): boolean {
  return Object.values(scope).some((value) => value !== null)
}

/** The accounts of a scope as the common table expression `scope`. */
export function scopeAccounts(scope: BookScope): Sql {
  return sql`scope AS (
    SELECT account.id FROM credit_account account
    JOIN customer ON customer.id = account.customer_id
    JOIN credit_group ON credit_group.id = customer.group_id
    JOIN credit_segment segment ON segment.id = account.segment_id
    WHERE (${scope.segmentCode}::text IS NULL OR segment.code = ${scope.segmentCode})
      AND (${scope.customerCode}::text IS NULL OR customer.code = ${scope.customerCode})
      AND (${scope.groupCode}::text IS NULL OR credit_group.code = ${scope.groupCode})
      AND (${scope.ownerUsername}::text IS NULL OR coalesce(customer.owner_username, '') = ${scope.ownerUsername})
      AND (${scope.industry}::text IS NULL OR coalesce(customer.industry, '') = ${scope.industry})
      AND (${scope.onlyCustomersOf}::text IS NULL OR customer.owner_username = ${scope.onlyCustomersOf}))`
}
