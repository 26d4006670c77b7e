import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { FundingRate } from '../domain/funding-rate.js'

export interface StoredFundingRate extends FundingRate {
  readonly recordedBy: string
  readonly recordedAt: Date
}

const columns = sql`valid_from AS "validFrom", rate_basis_points AS "basisPoints", source,
  recorded_by AS "recordedBy", recorded_at AS "recordedAt"`

export async function insertFundingRate(tx: Tx, id: Id, rate: StoredFundingRate): Promise<void> {
  await tx.run(sql`
    INSERT INTO funding_rate (id, valid_from, rate_basis_points, source, recorded_by, recorded_at)
    VALUES (${id}, ${rate.validFrom}, ${rate.basisPoints}, ${rate.source}, ${rate.recordedBy}, ${rate.recordedAt})`)
}

/** The rate that counts on a day: of those that have begun the one that began last, of equals the newest record. */
export async function findFundingRate(db: Queryable, on: CalendarDay): Promise<FundingRate | undefined> {
  const [found] = await db.rows<StoredFundingRate>(sql`
    SELECT ${columns} FROM funding_rate WHERE valid_from <= ${on}
    ORDER BY valid_from DESC, recorded_at DESC, id DESC LIMIT 1`)
  return found
}

/** Latest first, at most 200. */
export async function listFundingRates(db: Queryable): Promise<StoredFundingRate[]> {
  return db.rows<StoredFundingRate>(sql`
    SELECT ${columns} FROM funding_rate ORDER BY valid_from DESC, recorded_at DESC, id DESC LIMIT 200`)
}
