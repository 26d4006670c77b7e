import type { Tx } from '../../platform/db/types.js'
import { listOverrides } from '../scoring/rating-override-store.js'
import { ratingJson } from '../scoring/rating-json.js'
import { listRatings } from '../scoring/rating-store.js'
import { findScorecard } from '../scoring/scorecard-store.js'
import type { RatingPart } from './domain/credit-report/report-data.js'
import type { ReportFrame } from './report-frame.js'

const HISTORY_MAX = 12

/** The newest rating explained, whether people changed its grade, and the ratings before it. */
export async function readRatingPart(tx: Tx, { customer, asOf }: ReportFrame): Promise<RatingPart | null> {
  const ratings = await listRatings(tx, customer.id, { limit: HISTORY_MAX, after: null })
  const [newest] = ratings
  if (!newest) return null
  const scorecard = await findScorecard(tx, newest.scorecardCode, newest.scorecardVersion)
  if (!scorecard) throw new Error(`the scorecard of rating ${newest.id} is missing`)
  const overrides = await listOverrides(tx, customer.id)
  const override = overrides.find(({ status, validUntil }) => status === 'active' && validUntil >= asOf)
  return {
    current: ratingJson(newest, scorecard.content),
    override: override
      ? { grade: override.grade, reason: override.reason, validUntil: override.validUntil }
      : null,
    history: ratings.map((rating) => ({
      asOf: rating.asOf,
      score: rating.score / 100,
      grade: rating.grade,
      coverage: rating.coverage / 100,
      model: { code: rating.scorecardCode, version: rating.scorecardVersion },
    })),
  }
}
