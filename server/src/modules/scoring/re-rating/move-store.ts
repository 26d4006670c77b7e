import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { insertRows } from '../../../platform/db/bulk-insert.js'
import { sql } from '../../../platform/db/sql.js'
import type { Tx } from '../../../platform/db/types.js'
import type { RatingCause } from '../domain/re-rating/cause.js'
import type { Grade } from '../domain/grade-scale.js'

/** What moved with a rating. Scores in hundredths of a point. */
export interface RatingMove {
  readonly id: Id
  readonly customerId: Id
  readonly ratingId: Id
  readonly fromGrade: Grade | null
  readonly toGrade: Grade
  /** What the scorecard said. */
  readonly ratedGrade: Grade
  /** Grades up (positive) or down (negative) of the grade that counts. */
  readonly notches: number
  readonly fromScore: number | null
  readonly toScore: number
  /** The early-warning line. */
  readonly lineCrossed: 'down' | 'up' | null
  readonly deferredUntil: CalendarDay | null
  readonly veto: boolean
  readonly cause: RatingCause
  readonly movedAt: Date
}

/** Writes moves: such as wait for somebody to draw their consequences, or (an instant) such as had none. */
export async function insertMoves(
  tx: Tx,
  moves: readonly RatingMove[],
  withoutEffectsAt: Date | null,
): Promise<void> {
  if (moves.length === 0) return
  await insertRows(
    tx,
    'rating_move',
    {
      id: 'uuid',
      customer_id: 'uuid',
      rating_id: 'uuid',
      from_grade: 'text',
      to_grade: 'text',
      rated_grade: 'text',
      notches: 'int',
      from_score: 'int',
      to_score: 'int',
      line_crossed: 'text',
      deferred_until: 'date',
      veto: 'boolean',
      cause: 'jsonb',
      moved_at: 'timestamptz',
      effects: 'jsonb',
      effects_at: 'timestamptz',
    },
    moves.map((m) => [
      ...[m.id, m.customerId, m.ratingId, m.fromGrade, m.toGrade, m.ratedGrade, m.notches],
      ...[m.fromScore, m.toScore, m.lineCrossed, m.deferredUntil, m.veto, JSON.stringify(m.cause), m.movedAt],
      ...[withoutEffectsAt === null ? null : '[]', withoutEffectsAt],
    ]),
  )
}

const columns = sql`m.id, m.customer_id AS "customerId", m.rating_id AS "ratingId", m.from_grade AS "fromGrade",
  m.to_grade AS "toGrade", m.rated_grade AS "ratedGrade", m.notches, m.from_score AS "fromScore",
  m.to_score AS "toScore", m.line_crossed AS "lineCrossed", m.deferred_until AS "deferredUntil", m.veto, m.cause,
  m.moved_at AS "movedAt"`

/** Columns of a move aliased `m`, for stores that list moves. */
export const moveColumns = columns

/**
 * The oldest moves whose consequences nobody has drawn yet, locked until the transaction ends; those that somebody else
 * has in hand are left to them, so that each goes to exactly one.
 */
export async function lockWaitingMoves(tx: Tx, limit: number): Promise<RatingMove[]> {
  return tx.rows<RatingMove>(sql`
    SELECT ${columns} FROM rating_move m WHERE m.effects_at IS NULL
    ORDER BY m.moved_at, m.id LIMIT ${limit} FOR UPDATE SKIP LOCKED`)
}

/** Notes what followed from moves. */
export async function closeMoves(
  tx: Tx,
  moves: readonly { readonly id: Id; readonly effects: unknown }[],
  at: Date,
): Promise<void> {
  if (moves.length === 0) return
  await tx.run(sql`
    UPDATE rating_move m SET effects = e.effects, effects_at = ${at}
    FROM unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map(({ effects }) => JSON.stringify(effects))}::jsonb[])
      AS e (id, effects)
    WHERE m.id = e.id`)
}
