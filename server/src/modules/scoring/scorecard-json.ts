import { features, type FeatureCode } from './domain/features.js'
import { reportJson } from './report-json.js'
import { indicatorsOf } from './domain/scorecard.js'
import type { ScorecardVersion } from './scorecard-store.js'
import type { ScorecardBody } from './scorecards-schemas.js'

export function scorecardHeadJson(scorecard: ScorecardVersion, inForce: ScorecardVersion) {
  return {
    code: scorecard.code,
    version: scorecard.version,
    inForce: scorecard.version === inForce.version,
    validFrom: scorecard.validFrom.toISOString(),
    createdBy: scorecard.createdBy,
    createdAt: scorecard.createdAt.toISOString(),
    title: scorecard.content.title,
  }
}

/** The whole document, with what its features mean. */
export function scorecardJson(scorecard: ScorecardVersion, inForce: ScorecardVersion) {
  const { title: _, ...head } = scorecardHeadJson(scorecard, inForce)
  const used = new Set<FeatureCode>([
    ...indicatorsOf(scorecard.content).map(({ feature }) => feature),
    ...scorecard.content.vetoes.map(({ feature }) => feature),
  ])
  return {
    ...head,
    content: scorecard.content as ScorecardBody,
    report: scorecard.report === null ? null : reportJson(scorecard.report),
    features: [...used].map((code) => ({ code, ...features[code] })),
  }
}
