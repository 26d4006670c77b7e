import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export type LimitMode = 'none' | 'unlimited' | 'amount'
export type AccountStatus = 'active' | 'frozen' | 'blocked'

/** Customer × segment. */
export interface Account {
  readonly id: Id
  readonly groupId: Id
  readonly customerId: Id
  readonly segmentId: Id
  readonly currency: Currency
  readonly limitMode: LimitMode
  readonly status: AccountStatus
  readonly netDays: number | null
  readonly forcedHold: string | null
  readonly reviewOn: CalendarDay | null
}

const columns = sql`a.id, a.group_id AS "groupId", a.customer_id AS "customerId", a.segment_id AS "segmentId",
  a.currency, a.limit_mode AS "limitMode", a.status, a.net_days AS "netDays", a.forced_hold AS "forcedHold",
  a.review_on AS "reviewOn"`

export async function findAccount(
  tx: Queryable,
  customerId: Id,
  segmentId: Id,
): Promise<Account | undefined> {
  const [account] = await tx.rows<Account>(sql`
    SELECT ${columns} FROM credit_account a WHERE a.customer_id = ${customerId} AND a.segment_id = ${segmentId}`)
  return account
}

export async function listAccounts(tx: Queryable, customerId: Id): Promise<Account[]> {
  return tx.rows<Account>(sql`
    SELECT ${columns} FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
    WHERE a.customer_id = ${customerId} ORDER BY s.code`)
}

/** Opens accounts without credit (mode none); one that exists already stays as it is. */
/** Codes of the segments in which a customer has an account. */
export async function segmentsOfCustomer(tx: Queryable, customerId: Id): Promise<string[]> {
  const rows = await tx.rows<{ code: string }>(sql`
    SELECT s.code FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
    WHERE a.customer_id = ${customerId} ORDER BY s.code`)
  return rows.map(({ code }) => code)
}

export async function openAccounts(
  tx: Tx,
  accounts: readonly Pick<Account, 'id' | 'groupId' | 'customerId' | 'segmentId' | 'currency'>[],
): Promise<void> {
  await insertRows(
    tx,
    'credit_account',
    { id: 'uuid', group_id: 'uuid', customer_id: 'uuid', segment_id: 'uuid', currency: 'text' },
    accounts.map((a) => [a.id, a.groupId, a.customerId, a.segmentId, a.currency]),
    'ON CONFLICT (customer_id, segment_id) DO NOTHING',
  )
}

export type AccountSettings = Pick<Account, 'currency' | 'limitMode' | 'status' | 'netDays'>

export async function updateAccount(tx: Tx, id: Id, settings: AccountSettings, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE credit_account SET currency = ${settings.currency}, limit_mode = ${settings.limitMode},
      status = ${settings.status}, net_days = ${settings.netDays}, updated_at = ${at}
    WHERE id = ${id}`)
}

/** Freezes those accounts of customers that are active; gives them. */
export async function freezeAccounts(
  tx: Tx,
  customerIds: readonly Id[],
  at: Date,
): Promise<{ readonly id: Id; readonly customerId: Id }[]> {
  return tx.rows<{ id: Id; customerId: Id }>(sql`
    UPDATE credit_account SET status = 'frozen', updated_at = ${at}
    WHERE customer_id = ANY(${customerIds}::uuid[]) AND status = 'active'
    RETURNING id, customer_id AS "customerId"`)
}

/** Sets or clears (null) the reason for which every order of the account is held, through its last day if it has one. */
export async function setForcedHold(
  tx: Tx,
  id: Id,
  reason: string | null,
  at: Date,
  until: CalendarDay | null = null,
): Promise<void> {
  await tx.run(sql`
    UPDATE credit_account SET forced_hold = ${reason}, forced_hold_until = ${reason === null ? null : until},
      updated_at = ${at}
    WHERE id = ${id}`)
}

/** Last day of what forces the account's orders on hold, its own or its customer's; null when none or no end. */
export async function forcedUntilOf(tx: Queryable, id: Id): Promise<CalendarDay | null> {
  const [row] = await tx.rows<{ until: CalendarDay | null }>(
    sql`SELECT CASE
        WHEN a.forced_hold IS NOT NULL AND a.forced_hold_until IS NULL THEN NULL
        WHEN c.forced_hold IS NOT NULL AND c.forced_hold_until IS NULL THEN NULL
        ELSE greatest(a.forced_hold_until, c.forced_hold_until) END AS until
      FROM credit_account a JOIN customer c ON c.id = a.customer_id WHERE a.id = ${id}`,
  )
  return row?.until ?? null
}

/** Clears forced holds whose last day has passed; gives their accounts. */
export async function endForcedHolds(tx: Tx, today: CalendarDay, at: Date): Promise<Id[]> {
  const rows = await tx.rows<{ id: Id }>(sql`
    UPDATE credit_account SET forced_hold = NULL, forced_hold_until = NULL, updated_at = ${at}
    WHERE forced_hold_until < ${today} RETURNING id`)
  return rows.map(({ id }) => id)
}

export interface PartyCodes {
  readonly customerCode: string
  readonly segmentCode: string
}

/** What a pair of codes stands for; parts that do not exist are null. */
export interface ResolvedParty {
  readonly customerCode: string
  readonly segmentCode: string
  readonly customerId: Id | null
  readonly groupId: Id | null
  readonly ownerUsername: string | null
  readonly segmentId: Id | null
  readonly segmentCurrency: Currency | null
  readonly accountId: Id | null
}

const RESOLVE = `
  SELECT q.customer_code AS "customerCode", q.segment_code AS "segmentCode", c.id AS "customerId",
         c.group_id AS "groupId", c.owner_username AS "ownerUsername", s.id AS "segmentId",
         s.currency AS "segmentCurrency", a.id AS "accountId"
  FROM unnest($1::text[], $2::text[]) AS q (customer_code, segment_code)
  LEFT JOIN customer c ON c.code = q.customer_code
  LEFT JOIN credit_segment s ON s.code = q.segment_code
  LEFT JOIN credit_account a ON a.customer_id = c.id AND a.segment_id = s.id`

/** Resolves codes to ids, one row for each pair asked, in any order. */
export async function resolveParties(tx: Queryable, pairs: readonly PartyCodes[]): Promise<ResolvedParty[]> {
  return tx.prepared<ResolvedParty>('resolve_parties', RESOLVE, [
    pairs.map((pair) => pair.customerCode),
    pairs.map((pair) => pair.segmentCode),
  ])
}

/** The salesperson who owns the account's customer. */
export async function ownerOfAccount(tx: Queryable, accountId: Id): Promise<string | null> {
  const [row] = await tx.rows<{ owner: string | null }>(sql`
    SELECT c.owner_username AS owner FROM credit_account a JOIN customer c ON c.id = a.customer_id
    WHERE a.id = ${accountId}`)
  return row?.owner ?? null
}

/** Puts the accounts of a customer into another group. */
export async function moveAccounts(tx: Tx, customerId: Id, groupId: Id): Promise<void> {
  await tx.run(sql`UPDATE credit_account SET group_id = ${groupId} WHERE customer_id = ${customerId}`)
}

export async function findAccountsById(tx: Queryable, ids: readonly Id[]): Promise<Account[]> {
  return tx.rows<Account>(
    sql`SELECT ${columns} FROM credit_account a WHERE a.id = ANY(${ids}::uuid[]) ORDER BY a.id`,
  )
}

/** Sets terms and review day of many accounts; null keeps what is stored. */
export async function setTerms(
  tx: Tx,
  terms: readonly {
    readonly id: Id
    readonly netDays: number | null
    readonly reviewOn: CalendarDay | null
  }[],
  at: Date,
): Promise<void> {
  if (terms.length === 0) return
  await tx.run(sql`
    UPDATE credit_account a SET net_days = coalesce(t.net_days, a.net_days),
      review_on = coalesce(t.review_on, a.review_on), updated_at = ${at}
    FROM unnest(${terms.map((one) => one.id)}::uuid[], ${terms.map((one) => one.netDays)}::int[],
                ${terms.map((one) => one.reviewOn)}::date[]) AS t (id, net_days, review_on)
    WHERE a.id = t.id`)
}
