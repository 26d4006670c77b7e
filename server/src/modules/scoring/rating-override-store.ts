import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Grade } from './domain/grade-scale.js'

export type OverrideStatus = 'requested' | 'active' | 'rejected' | 'withdrawn' | 'ended'

/** A grade set by people instead of the scorecard's, until a day. */
export interface RatingOverride {
  readonly id: Id
  readonly customerId: Id
  readonly ratingId: Id
  readonly modelGrade: Grade
  readonly grade: Grade
  readonly reason: string
  /** Last day. */
  readonly validUntil: CalendarDay
  readonly status: OverrideStatus
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly decidedAt: Date | null
}

const columns = sql`o.id, o.customer_id AS "customerId", o.rating_id AS "ratingId", o.model_grade AS "modelGrade",
  o.grade, o.reason, o.valid_until AS "validUntil", o.status, o.requested_by AS "requestedBy",
  o.requested_at AS "requestedAt", o.decided_at AS "decidedAt"`

export async function insertOverride(tx: Tx, override: RatingOverride): Promise<void> {
  const o = override
  await tx.run(sql`
    INSERT INTO rating_override (id, customer_id, rating_id, model_grade, grade, reason, valid_until, status,
      requested_by, requested_at)
    VALUES (${o.id}::uuid, ${o.customerId}::uuid, ${o.ratingId}::uuid, ${o.modelGrade}, ${o.grade}, ${o.reason},
            ${o.validUntil}, ${o.status}, ${o.requestedBy}, ${o.requestedAt})`)
}

/** The override, locked until the transaction ends. */
export async function lockOverride(tx: Tx, id: Id): Promise<RatingOverride | undefined> {
  const [row] = await tx.rows<RatingOverride>(
    sql`SELECT ${columns} FROM rating_override o WHERE o.id = ${id}::uuid FOR UPDATE`,
  )
  return row
}

/** A customer's overrides, newest first. */
export async function listOverrides(db: Queryable, customerId: Id): Promise<RatingOverride[]> {
  return db.rows<RatingOverride>(sql`
    SELECT ${columns} FROM rating_override o WHERE o.customer_id = ${customerId}::uuid
    ORDER BY o.requested_at DESC LIMIT 100`)
}

export async function requestedOverridesAmong(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM rating_override WHERE id = ANY(${ids}::uuid[]) AND status = 'requested'`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Changes the state of an override; one that comes into force replaces the one before it. */
export async function moveOverride(
  tx: Tx,
  override: Pick<RatingOverride, 'id' | 'customerId'>,
  change: { readonly status: OverrideStatus; readonly validUntil: CalendarDay | null; readonly at: Date },
): Promise<void> {
  if (change.status === 'active') {
    await tx.run(sql`
      UPDATE rating_override SET status = 'ended'
      WHERE customer_id = ${override.customerId}::uuid AND status = 'active'`)
  }
  await tx.run(sql`
    UPDATE rating_override SET status = ${change.status}, decided_at = ${change.at},
      valid_until = least(valid_until, ${change.validUntil}::date)
    WHERE id = ${override.id}::uuid`)
}

/** Ends the overrides whose last day is past; gives their customers. */
export async function endOverrides(tx: Tx, today: CalendarDay): Promise<Id[]> {
  const rows = await tx.rows<{ customerId: Id }>(sql`
    UPDATE rating_override SET status = 'ended' WHERE status = 'active' AND valid_until < ${today}
    RETURNING customer_id AS "customerId"`)
  return rows.map(({ customerId }) => customerId)
}

/** The grades set by hand that are in force on a day, of those of these customers who have one. */
export async function gradesSetByHand(
  db: Queryable,
  customerIds: readonly Id[],
  on: CalendarDay,
): Promise<Map<Id, Grade>> {
  const rows = await db.rows<{ customerId: Id; grade: Grade }>(sql`
    SELECT o.customer_id AS "customerId", o.grade FROM rating_override o
    WHERE o.customer_id = ANY(${customerIds}::uuid[]) AND o.status = 'active' AND o.valid_until >= ${on}`)
  return new Map(rows.map(({ customerId, grade }) => [customerId, grade]))
}
