import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { scopeAccounts, type BookScope } from './open-item-store.js'

export interface Balance {
  readonly currency: Currency
  readonly balanceMinor: bigint
}

/** What one document did to the balance on one day; positive raises what the customer owes. */
export interface Movement {
  readonly on: CalendarDay
  readonly currency: Currency
  readonly segmentCode: string
  readonly source: string
  readonly documentType: string
  readonly documentNumber: string
  readonly amountMinor: bigint
}

/** Receivables less unapplied credit per currency at the end of `asOf`, from the ledger. */
export async function balancesAt(db: Queryable, scope: BookScope, asOf: CalendarDay): Promise<Balance[]> {
  return db.rows<Balance>(sql`
    WITH ${scopeAccounts(scope)}
    SELECT currency, sum(delta_minor)::bigint AS "balanceMinor" FROM exposure_entry
    WHERE account_id IN (SELECT id FROM scope) AND bucket IN ('receivables', 'unapplied') AND effective_on <= ${asOf}
    GROUP BY currency ORDER BY currency`)
}

/** What moved the balance from `from` to `to` inclusive, at most `limit` rows, oldest first. */
export async function listMovements(
  db: Queryable,
  scope: BookScope,
  period: { from: CalendarDay; to: CalendarDay },
  limit: number,
): Promise<Movement[]> {
  return db.rows<Movement>(sql`
    WITH ${scopeAccounts(scope)},
    moved AS (
      SELECT effective_on, currency, segment_id, cause_id, sum(delta_minor)::bigint AS amount_minor
      FROM exposure_entry
      WHERE account_id IN (SELECT id FROM scope) AND bucket IN ('receivables', 'unapplied')
        AND effective_on BETWEEN ${period.from} AND ${period.to}
      GROUP BY effective_on, currency, segment_id, cause_id
      HAVING sum(delta_minor) <> 0)
    SELECT moved.effective_on AS "on", moved.currency, segment.code AS "segmentCode",
      coalesce(document.source, '') AS source, coalesce(document.type, 'adjustment') AS "documentType",
      coalesce(document.number, '') AS "documentNumber", moved.amount_minor AS "amountMinor"
    FROM moved
    JOIN credit_segment segment ON segment.id = moved.segment_id
    LEFT JOIN document ON document.id = moved.cause_id
    ORDER BY moved.currency, moved.effective_on, document.type, document.number, moved.cause_id
    LIMIT ${limit}`)
}
