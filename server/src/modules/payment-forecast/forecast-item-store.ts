import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { scopeAccounts, type BookScope } from '../receivables/open-item-store.js'
import type { Method } from './domain/baseline.js'
import type { DayReason } from './domain/explain-days.js'

/** An open instalment with its newest forecast. */
export interface ForecastItem {
  readonly documentId: Id
  readonly source: string
  readonly documentNumber: string
  readonly itemNo: number
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
  readonly currency: Currency
  readonly openMinor: bigint
  readonly dueOn: CalendarDay
  readonly asOf: CalendarDay
  readonly method: Method
  readonly modelVersion: number | null
  readonly paidCount: number
  readonly q10On: CalendarDay | null
  readonly q50On: CalendarDay | null
  readonly q90On: CalendarDay | null
  readonly pLate: number
  readonly pLate30: number
  readonly pLate90: number
  readonly pNext30: number
  readonly reasons: readonly DayReason[]
  /** Of the week asked for, else all that is open. */
  readonly expectedMinor: bigint
}

export interface ForecastItemQuestion {
  readonly scope: BookScope
  readonly currency: Currency | null
  /** Monday of a week, `later` for what comes after 26 weeks, null for everything. */
  readonly week: CalendarDay | 'later' | null
  readonly offset: number
  readonly limit: number
}

const PART = 1_000_000
const LATER = 26

/** Open instalments with their forecasts: of a week those that most is expected of first, else the largest first. */
export async function listForecastItems(
  db: Queryable,
  { scope, currency, week, offset, limit }: ForecastItemQuestion,
): Promise<ForecastItem[]> {
  const weekNo =
    week === 'later' ? sql`${LATER}::int` : sql`(${week}::date - date_trunc('week', f.as_of)::date) / 7`
  const part = week === null ? sql`${PART}::int` : sql`coalesce((f.parts ->> (${weekNo}))::int, 0)`
  const inWeek =
    week === null ? empty : week === 'later' ? empty : sql`AND (${weekNo}) BETWEEN 0 AND ${LATER - 1}`
  return db.rows<ForecastItem>(sql`
    WITH ${scopeAccounts(scope)},
    page AS (
      SELECT f.*, (f.open_minor * (${part})::numeric / ${PART})::bigint AS expected_minor FROM payment_forecast f
      WHERE f.account_id IN (SELECT id FROM scope) AND (${currency}::text IS NULL OR f.currency = ${currency})
        ${inWeek} AND (${part}) > 0
      ORDER BY expected_minor DESC, f.document_id, f.item_no OFFSET ${offset} LIMIT ${limit})
    SELECT page.document_id AS "documentId", document.source, document.number AS "documentNumber",
      page.item_no AS "itemNo", customer.code AS "customerCode", customer.name AS "customerName",
      segment.code AS "segmentCode", page.currency, page.open_minor AS "openMinor", page.due_on AS "dueOn",
      page.as_of AS "asOf", page.method, page.model_version AS "modelVersion", page.paid_count AS "paidCount",
      page.q10_on AS "q10On", page.q50_on AS "q50On", page.q90_on AS "q90On", page.p_late AS "pLate",
      page.p_late_30 AS "pLate30", page.p_late_90 AS "pLate90", page.p_next_30 AS "pNext30", page.reasons,
      page.expected_minor AS "expectedMinor"
    FROM page
    JOIN document ON document.id = page.document_id
    JOIN credit_account account ON account.id = page.account_id
    JOIN customer ON customer.id = account.customer_id
    JOIN credit_segment segment ON segment.id = account.segment_id
    ORDER BY page.expected_minor DESC, page.document_id, page.item_no`)
}
