import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Legal entity or business line that grants credit, with its settings. */
export interface Segment {
  readonly id: Id
  readonly code: string
  readonly name: string
  readonly currency: Currency
  readonly timeZone: string
  /** Days after which a reservation without an order expires. */
  readonly reservationDays: number
  /** Whether more may be delivered or billed than the source document has left; the surplus is checked. */
  readonly overDeliveryAllowed: boolean
  /** Whether unapplied receipts lower the exposure. */
  readonly unappliedLowersExposure: boolean
  /** Orders to be shipped later than this many days from today do not count; null counts all. */
  readonly horizonDays: number | null
  /** Whether a hold that would pass now is released by the program. */
  readonly autoRelease: boolean
  /** Whether disputed amounts past due count as overdue in credit control. */
  readonly disputedCountsOverdue: boolean
}

export type SegmentSettings = Omit<Segment, 'id' | 'code'>

const columns = sql`id, code, name, currency, time_zone AS "timeZone", reservation_days AS "reservationDays",
  over_delivery_allowed AS "overDeliveryAllowed", unapplied_lowers_exposure AS "unappliedLowersExposure",
  horizon_days AS "horizonDays", auto_release AS "autoRelease",
  disputed_counts_overdue AS "disputedCountsOverdue"`

export async function listSegments(tx: Queryable): Promise<Segment[]> {
  return tx.rows<Segment>(sql`SELECT ${columns} FROM credit_segment ORDER BY code`)
}

export async function findSegment(tx: Queryable, code: string): Promise<Segment | undefined> {
  const [segment] = await tx.rows<Segment>(sql`SELECT ${columns} FROM credit_segment WHERE code = ${code}`)
  return segment
}

/** Inserts or replaces a segment by its code; true when it is new. */
export async function putSegment(
  tx: Tx,
  id: Id,
  code: string,
  settings: SegmentSettings,
  at: Date,
): Promise<boolean> {
  const [row] = await tx.rows<{ created: boolean }>(sql`
    INSERT INTO credit_segment (id, code, name, currency, time_zone, reservation_days, over_delivery_allowed,
      unapplied_lowers_exposure, horizon_days, auto_release, disputed_counts_overdue, created_at, updated_at)
    VALUES (${id}, ${code}, ${settings.name}, ${settings.currency}, ${settings.timeZone}, ${settings.reservationDays},
      ${settings.overDeliveryAllowed}, ${settings.unappliedLowersExposure}, ${settings.horizonDays},
      ${settings.autoRelease}, ${settings.disputedCountsOverdue}, ${at}, ${at})
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, currency = excluded.currency,
      time_zone = excluded.time_zone, reservation_days = excluded.reservation_days,
      over_delivery_allowed = excluded.over_delivery_allowed,
      unapplied_lowers_exposure = excluded.unapplied_lowers_exposure, horizon_days = excluded.horizon_days,
      auto_release = excluded.auto_release, disputed_counts_overdue = excluded.disputed_counts_overdue,
      updated_at = excluded.updated_at
    RETURNING (xmax = 0) AS created`)
  return row?.created ?? false
}

/** Whether any account was opened in the segment; its currency cannot change then. */
export async function segmentHasAccounts(tx: Queryable, id: Id): Promise<boolean> {
  const [row] = await tx.rows<{ used: boolean }>(
    sql`SELECT EXISTS (SELECT 1 FROM credit_account WHERE segment_id = ${id}) AS used`,
  )
  return row?.used ?? false
}
