import { isDeepStrictEqual } from 'node:util'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { judge, type Judgement } from './judge.js'
import { findRating, type CustomerRating } from './rating-store.js'
import { findScorecard, type ScorecardVersion } from './scorecard-store.js'

export interface Replay {
  readonly rating: CustomerRating
  readonly scorecard: ScorecardVersion
  readonly recomputed: Judgement
  /** True when score, grade, coverage, caps and every contribution come out as recorded. */
  readonly agrees: boolean
}

/** Rates again from the recorded inputs with the recorded version of the scorecard and the recorded overlays. */
export async function replayRating(db: Queryable, id: Id, onlyCustomersOf: string | null): Promise<Replay> {
  const { rating, scorecard } = await getRating(db, id, onlyCustomersOf)
  const recomputed = judge(scorecard.content, rating.inputs, rating.result.overlays)
  const { score, grade, coverage, alert, result } = rating
  return {
    rating,
    scorecard,
    recomputed,
    agrees: isDeepStrictEqual({ score, grade, coverage, alert, result }, recomputed),
  }
}

/** A rating with the scorecard that made it; refuses `rating_not_found`. */
export async function getRating(
  db: Queryable,
  id: Id,
  onlyCustomersOf: string | null,
): Promise<{ rating: CustomerRating; scorecard: ScorecardVersion }> {
  const rating = await findRating(db, id, onlyCustomersOf)
  if (!rating) throw new Refusal('rating_not_found', { id })
  const scorecard = await findScorecard(db, rating.scorecardCode, rating.scorecardVersion)
  if (!scorecard) throw new Error(`scorecard ${rating.scorecardCode}/${rating.scorecardVersion} is missing`)
  return { rating, scorecard }
}
