import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { sql, type Sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { Overlay } from '../domain/overlay.js'
import type { Grade } from '../domain/grade-scale.js'

/** Whose ratings an overlay adjusts: empty lists mean everybody, lists that are not empty must all hold. */
export interface OverlayScope {
  readonly industries: readonly string[]
  readonly regions: readonly string[]
  /** Codes of credit segments in which the customer has an account. */
  readonly segments: readonly string[]
  readonly grades: readonly Grade[]
}

/** A dated adjustment of ratings as it was asked for and decided. */
export interface RatingOverlay extends OverlayScope {
  readonly id: Id
  readonly name: string
  readonly kind: 'seasonal' | 'market'
  /** Hundredths of a point. */
  readonly points: number
  readonly notches: number
  readonly validFrom: CalendarDay
  readonly validUntil: CalendarDay
  readonly reason: string
  readonly status: 'requested' | 'approved' | 'rejected'
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  /** The first day on which it counts no more, when people ended it early. */
  readonly endedOn: CalendarDay | null
  readonly endedBy: string | null
  readonly endedReason: string | null
}

const columns = sql`id, name, kind, industries, regions, segments, grades, points, notches, valid_from AS "validFrom",
  valid_until AS "validUntil", reason, status, requested_by AS "requestedBy", requested_at AS "requestedAt",
  decided_by AS "decidedBy", decided_at AS "decidedAt", ended_on AS "endedOn", ended_by AS "endedBy",
  ended_reason AS "endedReason"`

export type NewOverlay = Omit<
  RatingOverlay,
  'status' | 'decidedBy' | 'decidedAt' | 'endedOn' | 'endedBy' | 'endedReason'
>

export async function insertOverlay(tx: Tx, o: NewOverlay): Promise<void> {
  await tx.run(sql`
    INSERT INTO rating_overlay (id, name, kind, industries, regions, segments, grades, points, notches, valid_from,
      valid_until, reason, status, requested_by, requested_at)
    VALUES (${o.id}, ${o.name}, ${o.kind}, ${o.industries}::text[], ${o.regions}::text[], ${o.segments}::text[],
            ${o.grades}::text[], ${o.points}, ${o.notches}, ${o.validFrom}, ${o.validUntil}, ${o.reason}, 'requested',
            ${o.requestedBy}, ${o.requestedAt})`)
}

export async function findOverlay(db: Queryable, id: Id): Promise<RatingOverlay | undefined> {
  const [found] = await db.rows<RatingOverlay>(sql`SELECT ${columns} FROM rating_overlay WHERE id = ${id}`)
  return found
}

/** The overlay, locked until the transaction ends. */
export async function lockOverlay(tx: Tx, id: Id): Promise<RatingOverlay | undefined> {
  const [found] = await tx.rows<RatingOverlay>(
    sql`SELECT ${columns} FROM rating_overlay WHERE id = ${id} FOR UPDATE`,
  )
  return found
}

/** Newest first, at most 500. */
export async function listOverlays(db: Queryable): Promise<RatingOverlay[]> {
  return db.rows<RatingOverlay>(
    sql`SELECT ${columns} FROM rating_overlay ORDER BY requested_at DESC, id DESC LIMIT 500`,
  )
}

export async function requestedOverlaysAmong(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM rating_overlay WHERE id = ANY(${ids}::uuid[]) AND status = 'requested'`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Decides on a requested overlay; false when it was decided already. */
export async function decideOverlay(
  tx: Tx,
  id: Id,
  decided: { readonly status: 'approved' | 'rejected'; readonly by: string; readonly at: Date },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      UPDATE rating_overlay SET status = ${decided.status}, decided_by = ${decided.by}, decided_at = ${decided.at}
      WHERE id = ${id} AND status = 'requested'`)) === 1
  )
}

/** Ends an approved overlay from a day on; an earlier end stays. */
export async function endOverlay(
  tx: Tx,
  id: Id,
  ended: { readonly on: CalendarDay; readonly by: string; readonly reason: string },
): Promise<boolean> {
  return (
    (await tx.run(sql`
      UPDATE rating_overlay SET ended_on = ${ended.on}, ended_by = ${ended.by}, ended_reason = ${ended.reason}
      WHERE id = ${id} AND status = 'approved' AND ended_on IS NULL`)) === 1
  )
}

interface OverlayFrame {
  readonly asOf: CalendarDay
  /** Only what had been approved by this instant counts. */
  readonly knownAt: Date
}

/** Of an overlay `o`: approved, begun and not over. */
const counts = ({ asOf, knownAt }: OverlayFrame) => sql`o.status = 'approved' AND o.valid_from <= ${asOf}
  AND o.valid_until >= ${asOf} AND o.decided_at <= ${knownAt} AND (o.ended_on IS NULL OR o.ended_on > ${asOf})`

/** Whether a customer `c` lies in the scope of an overlay `o`, its grade aside. */
const inScope = sql`(o.industries = '{}' OR c.industry = ANY(o.industries))
  AND (o.regions = '{}' OR c.region = ANY(o.regions))
  AND (o.segments = '{}' OR EXISTS (
    SELECT 1 FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
    WHERE a.customer_id = c.id AND s.code = ANY(o.segments)))`

/** The overlays in force, oldest first: the order in which they are applied. */
export async function overlaysInForce(db: Queryable, frame: OverlayFrame): Promise<Overlay[]> {
  return db.rows<Overlay>(sql`
    SELECT o.id, o.name, o.points, o.notches, o.grades FROM rating_overlay o WHERE ${counts(frame)}
    ORDER BY o.decided_at, o.id`)
}

/** Of a customer `c`: the places among these overlays of those in whose scope it lies, as text separated by commas. */
export function placesInForce(overlays: readonly Overlay[]): Sql {
  if (overlays.length === 0) return sql`''`
  return sql`coalesce((
    SELECT string_agg((n.place - 1)::text, ',' ORDER BY n.place)
    FROM unnest(${overlays.map(({ id }) => id)}::uuid[]) WITH ORDINALITY AS n (id, place)
    JOIN rating_overlay o ON o.id = n.id WHERE ${inScope}), '')`
}

/** A customer with an overlay in whose scope it lies, its grade aside. */
type Hit = Overlay & { readonly customerId: Id }

/**
 * The overlays for customers on a day, of those that were approved by an instant; oldest first. Customers without one
 * are missing. Industry, region and segments are those of now.
 */
export async function overlaysFor(
  db: Queryable,
  customerIds: readonly Id[],
  frame: OverlayFrame,
): Promise<ReadonlyMap<Id, readonly Overlay[]>> {
  const hits = await db.rows<Hit>(sql`
    SELECT c.id AS "customerId", o.id, o.name, o.points, o.notches, o.grades
    FROM rating_overlay o JOIN customer c ON c.id = ANY(${customerIds}::uuid[]) AND ${inScope}
    WHERE ${counts(frame)}
    ORDER BY o.decided_at, o.id`)
  const found = new Map<Id, Overlay[]>()
  for (const { customerId, ...overlay } of hits) {
    found.set(customerId, [...(found.get(customerId) ?? []), overlay])
  }
  return found
}

/** How many customers of each current grade lie in a scope, the grade being that which counts now. */
export async function countInScope(
  db: Queryable,
  scope: OverlayScope,
): Promise<{ grade: Grade; customers: number }[]> {
  return db.rows(sql`
    SELECT r.grade, count(*)::int AS customers
    FROM customer_rating_current r JOIN customer c ON c.id = r.customer_id
    WHERE (cardinality(${scope.industries}::text[]) = 0 OR c.industry = ANY(${scope.industries}::text[]))
      AND (cardinality(${scope.regions}::text[]) = 0 OR c.region = ANY(${scope.regions}::text[]))
      AND (cardinality(${scope.segments}::text[]) = 0 OR EXISTS (
        SELECT 1 FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
        WHERE a.customer_id = c.id AND s.code = ANY(${scope.segments}::text[])))
      AND (cardinality(${scope.grades}::text[]) = 0 OR r.grade = ANY(${scope.grades}::text[]))
    GROUP BY r.grade ORDER BY min(array_position(ARRAY['AAA', 'AA', 'A', 'B', 'C'], r.grade))`)
}
