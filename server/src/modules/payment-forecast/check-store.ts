import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { MonitoringStatus } from '../scoring/domain/validation/monitoring.js'
import type { ForecastCheck } from './domain/check-forecasts.js'

export interface StoredCheck {
  readonly id: Id
  readonly asOf: CalendarDay
  readonly ranAt: Date
  readonly status: MonitoringStatus
  readonly figures: ForecastCheck
}

export async function insertCheck(tx: Tx, check: StoredCheck): Promise<void> {
  await tx.run(sql`
    INSERT INTO forecast_check (id, as_of, ran_at, status, figures)
    VALUES (${check.id}, ${check.asOf}, ${check.ranAt}, ${check.status}, ${JSON.stringify(check.figures)}::jsonb)`)
}

/** Newest first. */
export async function listChecks(db: Queryable, limit: number): Promise<StoredCheck[]> {
  return db.rows<StoredCheck>(sql`
    SELECT id, as_of AS "asOf", ran_at AS "ranAt", status, figures FROM forecast_check
    ORDER BY ran_at DESC, id DESC LIMIT ${limit}`)
}
