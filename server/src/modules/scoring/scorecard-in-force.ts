import type { Tx } from '../../platform/db/types.js'
import { defaultScorecard } from './domain/default-scorecard.js'
import { findScorecardInForce, insertScorecard, type ScorecardVersion } from './scorecard-store.js'

/** The one scorecard of this installation; profiles per industry are further codes. */
export const SCORECARD_CODE = defaultScorecard.code

/** The scorecard in force at an instant. An installation without any begins with the expert scorecard as version 1. */
export async function scorecardInForce(tx: Tx, at: Date): Promise<ScorecardVersion> {
  const found = await findScorecardInForce(tx, SCORECARD_CODE, at)
  if (found) return found
  const first: ScorecardVersion = {
    code: SCORECARD_CODE,
    version: 1,
    content: defaultScorecard,
    // The beginning of time, so that past days can be rated too.
    validFrom: new Date(0),
    createdBy: 'system',
    createdAt: at,
    report: null,
  }
  await insertScorecard(tx, first)
  return (await findScorecardInForce(tx, SCORECARD_CODE, at)) ?? first
}
