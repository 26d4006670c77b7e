import { bookEffect, type ScorecardReport } from './domain/book-effect.js'
import type { Scorecard } from './domain/scorecard.js'
import { scorecardWarnings } from './domain/scorecard-report.js'
import { badDefinition, checkScorecard } from './preview-scorecard.js'
import type { RatedBook } from './rated-book.js'
import type { ScorecardVersion } from './scorecard-store.js'

/** Checks a scorecard and tries it on the whole book. Refuses one that cannot work, with every reason. */
export async function validateScorecard(
  book: RatedBook,
  inForce: ScorecardVersion,
  content: Scorecard,
  at: Date,
): Promise<ScorecardReport> {
  checkScorecard(content)
  const { answer, state } = await book.ask({ kind: 'preview', inForce: inForce.content, tried: content })
  return {
    against: inForce.version,
    at: at.toISOString(),
    badDefinition,
    warnings: scorecardWarnings(content, answer),
    effect: bookEffect(answer, state.unrated),
  }
}
