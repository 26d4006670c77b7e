import { addDays, dayFromNumber, type CalendarDay } from '../../kernel/calendar-day.js'
import { minorDigits, type Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { loadCurrencyFactors, type CurrencyFactors } from '../scoring/currency-factor-store.js'
import type { BookItem } from './domain/book-item.js'

/** An instalment with what the ledger books for it. `row` is its place in what was read. */
export interface LedgerItem extends BookItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly currency: Currency
  readonly openMinor: bigint
}

/** Older instalments say little of how a customer pays today. */
const YEARS = 3
/** Instalments to learn from; of larger books some customers, always the same, with all that they have. */
const SAMPLE_MAX = 100_000
const COUNT_MAX = 20_000_000

/** What amounts are worth in major units of the base currency: figures to learn from. */
export interface Worth {
  readonly factors: CurrencyFactors
  readonly digits: number
}

export async function loadWorth(db: Queryable, base: Currency, on: CalendarDay): Promise<Worth> {
  return { factors: await loadCurrencyFactors(db, base, on), digits: minorDigits(base) }
}

/** All instalments of these customers as the ledger stood at the end of a day; nothing later is read. */
export async function listLedgerItems(
  db: Queryable,
  customerIds: readonly Id[],
  until: CalendarDay,
  worth: Worth,
): Promise<LedgerItem[]> {
  return readItems(db, sql`a.customer_id = ANY(${customerIds}::uuid[])`, until, worth)
}

/** The instalments of as many customers as a training can take. */
export async function sampleLedgerItems(
  db: Queryable,
  until: CalendarDay,
  worth: Worth,
): Promise<LedgerItem[]> {
  const [found] = await db.rows<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (
      SELECT FROM exposure_item WHERE bucket = 'receivables' AND document_on > ${addDays(until, -365 * YEARS)}
      LIMIT ${COUNT_MAX}) AS counted`)
  const every = Math.max(1, Math.ceil((found?.count ?? 0) / SAMPLE_MAX))
  const some = every === 1 ? sql`true` : sql`abs(hashtext(a.customer_id::text)) % ${every} = 0`
  return readItems(db, some, until, worth)
}

async function readItems(
  db: Queryable,
  which: Sql,
  until: CalendarDay,
  { factors, digits }: Worth,
): Promise<LedgerItem[]> {
  const rows = await db.rows<Omit<LedgerItem, 'row'>>(sql`
    WITH factor AS (
      SELECT * FROM unnest(${factors.currencies}::text[], ${factors.factors}::numeric[]) AS f (currency, factor))
    SELECT a.customer_id AS customer, i.account_id AS "accountId", i.document_id AS "documentId", i.item_no AS "itemNo",
      s.code AS segment, i.currency, e.open_minor AS "openMinor",
      i.document_on - date '1970-01-01' AS issued, i.due_on - date '1970-01-01' AS due,
      (i.amount_minor * coalesce(f.factor, 1))::float8 / (10 ^ ${digits}::int)::float8 AS amount,
      CASE WHEN e.open_minor <= 0 AND NOT e.written_off THEN e.paid_on - date '1970-01-01' END AS settled,
      CASE WHEN e.open_minor <= 0 AND e.written_off THEN e.last_on - date '1970-01-01' END AS lost
    FROM credit_account a
    JOIN credit_segment s ON s.id = a.segment_id
    CROSS JOIN LATERAL (
      SELECT i.account_id, i.document_id, i.item_no, i.currency, i.amount_minor, i.document_on,
        coalesce(i.due_on, i.document_on) AS due_on
      FROM exposure_item i
      WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.amount_minor > 0 AND i.document_on <= ${until}
        AND (i.document_on > ${addDays(until, -365 * YEARS)} OR i.open_minor <> 0)
      OFFSET 0) AS i
    JOIN document d ON d.id = i.document_id AND d.type = 'invoice' AND d.status <> 'cancelled'
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(e.delta_minor), 0)::bigint AS open_minor, max(e.effective_on) AS last_on,
        max(e.effective_on) FILTER (WHERE e.delta_minor < 0 AND w.type = 'receipt') AS paid_on,
        coalesce(bool_or(e.delta_minor < 0 AND w.type = 'write-off'), false) AS written_off
      FROM exposure_entry e LEFT JOIN document w ON w.id = e.cause_id
      WHERE e.account_id = i.account_id AND e.document_id = i.document_id AND e.item_no = i.item_no
        AND e.effective_on <= ${until}
      OFFSET 0) AS e
    LEFT JOIN factor f ON f.currency = i.currency
    WHERE ${which} AND (e.open_minor > 0 OR e.paid_on IS NOT NULL OR e.written_off)
    ORDER BY i.account_id, i.document_id, i.item_no`)
  return rows.map((item, row) => ({ ...item, row }))
}

/** Customers who owe something on an instalment, by id, at most so many after one. */
export async function listOwingCustomers(db: Queryable, after: Id | null, limit: number): Promise<Id[]> {
  const rows = await db.rows<{ id: Id }>(sql`
    SELECT c.id FROM customer c
    WHERE ${after === null ? sql`true` : sql`c.id > ${after}::uuid`} AND EXISTS (
      SELECT FROM credit_account a JOIN exposure_item i ON i.account_id = a.id
      WHERE a.customer_id = c.id AND i.bucket = 'receivables')
    ORDER BY c.id LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}

/** The same item as the calendar says it. */
export function dayOf(day: number): CalendarDay
export function dayOf(day: number | null): CalendarDay | null
export function dayOf(day: number | null): CalendarDay | null {
  return day === null ? null : dayFromNumber(day)
}
