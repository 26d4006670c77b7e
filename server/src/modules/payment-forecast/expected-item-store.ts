import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { empty, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { AgingBucket } from '../receivables/domain/aging-buckets.js'
import {
  hasLaterEntries,
  openItemsAt,
  type AgingBasis,
  type BookScope,
} from '../receivables/open-item-store.js'
import type { OpenItem } from '../receivables/receivable-store.js'

export const expectedItemSorts = [
  ...(['age', '-age', 'open', '-open', 'expected', '-expected', 'late', '-late'] as const),
]
export type ExpectedItemSort = (typeof expectedItemSorts)[number]

/** An open item with its newest forecast; null where there is none, as for credits and for days of the past. */
export interface ExpectedItem extends OpenItem {
  readonly forecast: {
    /** Null: not within a year. */
    readonly expectedOn: CalendarDay | null
    readonly earliestOn: CalendarDay | null
    readonly latestOn: CalendarDay | null
    readonly pLate: number
    readonly pLate30: number
  } | null
}

export interface ExpectedItemQuestion {
  readonly asOf: CalendarDay
  readonly basis: AgingBasis
  readonly scope: BookScope
  readonly currency: Currency | null
  /** Only receivables of this age; null lists every age and the unapplied credits too. */
  readonly agingBucket: AgingBucket | null
  /** Only what is paid late with at least this probability; null lists everything. */
  readonly lateMin: number | null
  readonly sort: ExpectedItemSort
  readonly offset: number
  readonly limit: number
}

/** The order of rows of `from`, in which no two stand at the same place. */
function orderOf(sort: ExpectedItemSort, from: 'told' | 'page'): Sql {
  const of = (column: string) => raw(`${from}.${column}`)
  const orders: Readonly<Record<ExpectedItemSort, Sql>> = {
    age: of('base_on'),
    '-age': sql`${of('base_on')} DESC`,
    open: of('open_minor'),
    '-open': sql`${of('open_minor')} DESC`,
    expected: sql`${of('known')} IS NULL, ${of('q50_on')} NULLS LAST`,
    '-expected': sql`${of('known')} IS NULL, ${of('q50_on')} DESC NULLS FIRST`,
    late: sql`${of('p_late')} NULLS LAST, ${of('p_late_30')}`,
    '-late': sql`${of('p_late')} DESC NULLS LAST, ${of('p_late_30')} DESC`,
  }
  return sql`${orders[sort]}, ${of('base_on')}, ${of('document_id')}, ${of('item_no')}`
}

/**
 * Open items with the day on which each is expected to be paid. A forecast counts for the day on which it was made and
 * later ones: of a past day nobody knows it any more. Items without forecast come last by the order of forecasts.
 */
export async function listExpectedItems(
  db: Queryable,
  question: ExpectedItemQuestion,
): Promise<ExpectedItem[]> {
  const later = await hasLaterEntries(db, question.asOf)
  const { asOf, currency, lateMin, sort, offset, limit } = question
  return db.rows<ExpectedItem>(sql`
    WITH ${openItemsAt({ ...question, later })},
    told AS (
      SELECT item.*, f.as_of AS known, f.q10_on, f.q50_on, f.q90_on, f.p_late, f.p_late_30
      FROM item LEFT JOIN payment_forecast f ON f.account_id = item.account_id AND f.document_id = item.document_id
        AND f.item_no = item.item_no AND item.bucket = 'receivables' AND f.as_of <= ${asOf}::date
      WHERE (${currency}::text IS NULL OR item.currency = ${currency}) ${ageCondition(question)}
        ${lateMin === null ? empty : sql`AND f.p_late >= ${lateMin}`}),
    page AS (SELECT * FROM told ORDER BY ${orderOf(sort, 'told')} OFFSET ${offset} LIMIT ${limit})
    SELECT page.document_id AS "documentId", page.item_no AS "itemNo", document.source,
      document.type AS "documentType", document.number AS "documentNumber", customer.code AS "customerCode",
      customer.name AS "customerName", segment.code AS "segmentCode", page.bucket, page.currency,
      page.amount_minor AS "amountMinor", page.open_minor AS "openMinor", page.document_on AS "documentOn",
      page.due_on AS "dueOn", page.base_on AS "baseOn", document.disputed,
      CASE WHEN page.known IS NOT NULL THEN json_build_object('expectedOn', page.q50_on, 'earliestOn', page.q10_on,
        'latestOn', page.q90_on, 'pLate', page.p_late, 'pLate30', page.p_late_30) END AS forecast
    FROM page
    JOIN document ON document.id = page.document_id
    JOIN credit_account account ON account.id = page.account_id
    JOIN customer ON customer.id = account.customer_id
    JOIN credit_segment segment ON segment.id = account.segment_id
    ORDER BY ${orderOf(sort, 'page')}`)
}

function ageCondition({ agingBucket, asOf }: ExpectedItemQuestion): Sql {
  if (!agingBucket) return empty
  const { daysMin, daysMax } = agingBucket
  return sql`AND item.bucket = 'receivables'
    ${daysMin === null ? empty : sql`AND base_on <= ${addDays(asOf, -daysMin)}::date`}
    ${daysMax === null ? empty : sql`AND base_on >= ${addDays(asOf, -daysMax)}::date`}`
}
