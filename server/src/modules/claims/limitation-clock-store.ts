import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { join, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { searchPattern } from '../customers/domain/search-key.js'
import type { LimitationClock } from './domain/limitation.js'
import type { ProofKind } from './domain/proof-gaps.js'

/** When the limitation period of an open instalment ends, as computed last. */
export interface StoredClock {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly customerId: Id
  readonly dueOn: CalendarDay
  readonly startsOn: CalendarDay
  readonly cause: LimitationClock['cause']
  /** null while a suit is pending. */
  readonly expiresOn: CalendarDay | null
  readonly missing: readonly ProofKind[]
}

/** Writes what was computed; clocks whose end has moved away may be warned of again. */
export async function putClocks(tx: Tx, clocks: readonly StoredClock[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'limitation_clock',
    {
      ...{ account_id: 'uuid', document_id: 'uuid', item_no: 'int', customer_id: 'uuid', due_on: 'date' },
      ...{
        starts_on: 'date',
        cause: 'text',
        expires_on: 'date',
        proof_missing_list: 'text',
        computed_at: 'timestamptz',
      },
    },
    clocks.map((c) => [
      ...[c.accountId, c.documentId, c.itemNo, c.customerId, c.dueOn, c.startsOn, c.cause, c.expiresOn],
      ...[c.missing.join(','), at],
    ]),
    `ON CONFLICT (account_id, document_id, item_no) DO UPDATE SET due_on = excluded.due_on,
      starts_on = excluded.starts_on, cause = excluded.cause, expires_on = excluded.expires_on,
      proof_missing_list = excluded.proof_missing_list, computed_at = excluded.computed_at,
      warned_stage = CASE WHEN limitation_clock.expires_on = excluded.expires_on THEN limitation_clock.warned_stage END`,
  )
}

/** Forgets clocks of instalments that are paid, not due any more or gone. Gives how many. */
export async function dropStaleClocks(tx: Tx, today: CalendarDay): Promise<number> {
  return tx.run(sql`
    DELETE FROM limitation_clock c WHERE NOT EXISTS (
      SELECT FROM exposure_item i
      WHERE (i.account_id, i.document_id, i.item_no) = (c.account_id, c.document_id, c.item_no)
        AND i.bucket = 'receivables' AND i.open_minor <> 0 AND i.due_on < ${today})`)
}

/** Which end of the period; windows do not overlap. */
export const clockWindows = ['expired', 'd30', 'd90', 'd180', 'later', 'stopped'] as const
export type ClockWindow = (typeof clockWindows)[number]

export interface ClockFilter {
  readonly window?: ClockWindow | undefined
  readonly customerCode?: string | undefined
  readonly segment?: string | undefined
  readonly search?: string | undefined
  /** Only those that lack this proof. */
  readonly missing?: ProofKind | undefined
  readonly today: CalendarDay
}

export interface ListedClock extends StoredClock {
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCode: string
  readonly source: string
  readonly number: string
  readonly currency: Currency
  readonly openMinor: bigint
  readonly computedAt: Date
}

function windowCondition(window: ClockWindow, today: CalendarDay): Sql {
  const between = (from: number, to: number) =>
    sql`k.expires_on BETWEEN ${addDays(today, from)}::date AND ${addDays(today, to)}::date`
  switch (window) {
    case 'expired':
      return sql`k.expires_on < ${today}::date`
    case 'd30':
      return between(0, 30)
    case 'd90':
      return between(31, 90)
    case 'd180':
      return between(91, 180)
    case 'later':
      return sql`k.expires_on > ${addDays(today, 180)}::date`
    case 'stopped':
      return sql`k.expires_on IS NULL`
  }
}

function where({ window, customerCode, segment, search, missing, today }: ClockFilter): Sql {
  const conditions = [
    sql`i.open_minor <> 0`,
    window && windowCondition(window, today),
    customerCode && sql`c.code = ${customerCode}`,
    segment && sql`s.code = ${segment}`,
    search && sql`c.search_key LIKE ${searchPattern(search)}`,
    missing && sql`${missing} = ANY(string_to_array(k.proof_missing_list, ','))`,
  ].filter((condition) => condition instanceof Object)
  return sql`FROM limitation_clock k
    JOIN exposure_item i ON (i.account_id, i.document_id, i.item_no) = (k.account_id, k.document_id, k.item_no)
    JOIN credit_account a ON a.id = k.account_id JOIN credit_segment s ON s.id = a.segment_id
    JOIN customer c ON c.id = k.customer_id
    WHERE ${join(conditions, ' AND ')}`
}

/** Clocks of open instalments, the earliest end first; those that stand still last. */
export async function listClocks(
  db: Queryable,
  filter: ClockFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ListedClock[]> {
  const rows = await db.rows<Omit<ListedClock, 'missing'> & { missing: string }>(sql`
    WITH page AS (
      SELECT k.*, i.currency, i.open_minor, c.code AS customer_code, c.name AS customer_name, c.owner_username,
        s.code AS segment_code
      ${where(filter)}
      ORDER BY k.expires_on NULLS LAST, k.document_id, k.item_no LIMIT ${limit} OFFSET ${offset})
    SELECT k.account_id AS "accountId", k.document_id AS "documentId", k.item_no AS "itemNo",
      k.customer_id AS "customerId", k.due_on AS "dueOn", k.starts_on AS "startsOn", k.cause,
      k.expires_on AS "expiresOn", k.proof_missing_list AS missing, k.customer_code AS "customerCode",
      k.customer_name AS "customerName", k.owner_username AS "ownerUsername", k.segment_code AS "segmentCode",
      d.source, d.number, k.currency, k.open_minor AS "openMinor", k.computed_at AS "computedAt"
    FROM page k JOIN document d ON d.id = k.document_id
    ORDER BY k.expires_on NULLS LAST, k.document_id, k.item_no`)
  return rows.map((row) => ({ ...row, missing: listOfMissing(row.missing) }))
}

const listOfMissing = (text: string) => (text === '' ? [] : (text.split(',') as ProofKind[]))

export interface ClockCount {
  readonly window: ClockWindow
  readonly currency: Currency
  readonly items: number
  readonly openMinor: bigint
}

/** How many clocks end in each window and how much hangs on them, by currency. The window of the filter is left aside. */
export async function countClocks(db: Queryable, filter: ClockFilter): Promise<ClockCount[]> {
  const { today } = filter
  const cases = clockWindows.map((window) => sql`WHEN ${windowCondition(window, today)} THEN ${window}::text`)
  return db.rows<ClockCount>(sql`
    SELECT CASE ${join(cases, ' ')} END AS "window", i.currency, count(*)::int AS items,
      sum(i.open_minor)::bigint AS "openMinor"
    ${where({ ...filter, window: undefined })}
    GROUP BY 1, 2`)
}

/** A clock that has come closer to its end than the line of which people were warned. */
export interface ClockToWarn {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly customerId: Id
  readonly expiresOn: CalendarDay
  readonly stage: number
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly currency: Currency
  readonly openMinor: bigint
}

/** Up to `limit` clocks that reached one of the lines (days before the end) since people were warned, earliest end first. */
export async function clocksToWarn(
  tx: Tx,
  {
    today,
    warnDays,
    limit,
  }: { readonly today: CalendarDay; readonly warnDays: readonly number[]; readonly limit: number },
): Promise<ClockToWarn[]> {
  const widest = Math.max(...warnDays, 0)
  return tx.rows<ClockToWarn>(sql`
    SELECT k.account_id AS "accountId", k.document_id AS "documentId", k.item_no AS "itemNo",
      k.customer_id AS "customerId", k.expires_on AS "expiresOn", line.stage, c.code AS "customerCode",
      c.name AS "customerName", c.owner_username AS "ownerUsername", i.currency, i.open_minor AS "openMinor"
    FROM limitation_clock k
    JOIN exposure_item i ON (i.account_id, i.document_id, i.item_no) = (k.account_id, k.document_id, k.item_no)
    JOIN customer c ON c.id = k.customer_id
    CROSS JOIN LATERAL (
      SELECT min(days) AS stage FROM unnest(${[...warnDays]}::int[]) AS days
      WHERE k.expires_on - ${today}::date <= days) line
    WHERE k.expires_on BETWEEN ${today}::date AND ${addDays(today, widest)}::date AND i.open_minor <> 0
      AND line.stage IS NOT NULL AND (k.warned_stage IS NULL OR line.stage < k.warned_stage)
    ORDER BY k.expires_on, k.document_id, k.item_no LIMIT ${limit}`)
}

/** Notes of which line people were warned. */
export async function noteWarned(tx: Tx, clocks: readonly ClockToWarn[]): Promise<void> {
  await tx.run(sql`
    UPDATE limitation_clock k SET warned_stage = w.stage
    FROM unnest(${clocks.map((c) => c.accountId)}::uuid[], ${clocks.map((c) => c.documentId)}::uuid[],
      ${clocks.map((c) => c.itemNo)}::int[], ${clocks.map((c) => c.stage)}::int[])
      AS w (account_id, document_id, item_no, stage)
    WHERE (k.account_id, k.document_id, k.item_no) = (w.account_id, w.document_id, w.item_no)`)
}
