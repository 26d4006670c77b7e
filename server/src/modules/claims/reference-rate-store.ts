import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ReferenceRate, ReferenceRateKind } from './domain/reference-rate.js'

/** A published rate with where it comes from. */
export interface StoredRate extends ReferenceRate {
  readonly source: string
  /** Somebody compared it with the publication. */
  readonly verified: boolean
  readonly updatedBy: string
  readonly updatedAt: Date
}

const columns = sql`kind, valid_from AS "validFrom", trim_scale(percent)::text AS percent, source, verified,
  updated_by AS "updatedBy", updated_at AS "updatedAt"`

/** Every rate, newest first. */
export async function listReferenceRates(db: Queryable): Promise<StoredRate[]> {
  return db.rows<StoredRate>(
    sql`SELECT ${columns} FROM reference_rate ORDER BY kind, valid_from DESC LIMIT 2000`,
  )
}

export async function findReferenceRate(
  db: Queryable,
  kind: ReferenceRateKind,
  validFrom: CalendarDay,
): Promise<StoredRate | undefined> {
  const [found] = await db.rows<StoredRate>(
    sql`SELECT ${columns} FROM reference_rate WHERE kind = ${kind} AND valid_from = ${validFrom}`,
  )
  return found
}

/** Writes the rate of a day, new or changed. */
export async function putReferenceRate(tx: Tx, rate: StoredRate): Promise<void> {
  await tx.run(sql`
    INSERT INTO reference_rate (kind, valid_from, percent, source, verified, updated_by, updated_at)
    VALUES (${rate.kind}, ${rate.validFrom}, ${rate.percent}::numeric, ${rate.source}, ${rate.verified},
      ${rate.updatedBy}, ${rate.updatedAt})
    ON CONFLICT (kind, valid_from) DO UPDATE SET percent = excluded.percent, source = excluded.source,
      verified = excluded.verified, updated_by = excluded.updated_by, updated_at = excluded.updated_at`)
}

export async function deleteReferenceRate(
  tx: Tx,
  kind: ReferenceRateKind,
  validFrom: CalendarDay,
): Promise<void> {
  await tx.run(sql`DELETE FROM reference_rate WHERE kind = ${kind} AND valid_from = ${validFrom}`)
}
