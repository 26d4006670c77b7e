import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { insertRows } from '../../../platform/db/bulk-insert.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { ModelUse } from '../domain/models/model-life.js'

/** A contribution with the value that the model read. */
export interface ScoreReason {
  readonly feature: string
  readonly text: string
  readonly logOdds: number
  readonly points: number
}

/** What a model in use said of a customer at a rating. */
export interface ModelScore {
  readonly id: Id
  readonly ratingId: Id
  readonly customerId: Id
  readonly modelId: Id
  readonly usedAs: ModelUse
  readonly asOf: CalendarDay
  readonly pd: number
  readonly score: number
  readonly reasons: readonly ScoreReason[]
  readonly scoredAt: Date
}

const types = {
  ...{ id: 'uuid', rating_id: 'uuid', customer_id: 'uuid', model_id: 'uuid', used_as: 'text', as_of: 'date' },
  ...{ pd: 'float8', score: 'float8', reasons: 'jsonb', scored_at: 'timestamptz' },
}

export async function insertModelScores(tx: Tx, scores: readonly ModelScore[]): Promise<void> {
  await insertRows(
    tx,
    'model_score',
    types,
    scores.map((one) => [
      ...[one.id, one.ratingId, one.customerId, one.modelId, one.usedAs, one.asOf],
      ...[one.pd, one.score, one.reasons, one.scoredAt],
    ]),
  )
}

/** What models said at a rating, the champion first. */
export async function listModelScores(
  db: Queryable,
  ratingId: Id,
): Promise<(ModelScore & { readonly code: string; readonly name: string; readonly version: number })[]> {
  return db.rows(sql`
    SELECT s.id, s.rating_id AS "ratingId", s.customer_id AS "customerId", s.model_id AS "modelId", s.used_as AS "usedAs",
      s.as_of AS "asOf", s.pd, s.score, s.reasons, s.scored_at AS "scoredAt", m.code, f.name, m.version
    FROM model_score s JOIN rating_model m ON m.id = s.model_id JOIN rating_model_family f ON f.code = m.code
    WHERE s.rating_id = ${ratingId} ORDER BY s.used_as, m.code, m.version`)
}
