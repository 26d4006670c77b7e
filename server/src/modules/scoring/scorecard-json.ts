import { actsOf, type Principal } from '../../kernel/access.js'
import { features, type FeatureCode } from './domain/features.js'
import { reportJson } from './report-json.js'
import { indicatorsOf } from './domain/scorecard.js'
import type { ScorecardVersion } from './scorecard-store.js'
import type { ScorecardBody } from './scorecards-schemas.js'

/** Which permission acts on a scorecard need: the routes ask the same table. */
export const scorecardNeeds = { edit: 'policy:write' } as const

export function scorecardHeadJson(scorecard: ScorecardVersion, inForce: ScorecardVersion, actor: Principal) {
  return {
    code: scorecard.code,
    version: scorecard.version,
    inForce: scorecard.version === inForce.version,
    allowed: scorecard.version === inForce.version ? actsOf(actor, scorecardNeeds) : [],
    validFrom: scorecard.validFrom.toISOString(),
    createdBy: scorecard.createdBy,
    createdAt: scorecard.createdAt.toISOString(),
    title: scorecard.content.title,
  }
}

/** The whole document, with what its features mean. */
export function scorecardJson(scorecard: ScorecardVersion, inForce: ScorecardVersion, actor: Principal) {
  const { title: _, ...head } = scorecardHeadJson(scorecard, inForce, actor)
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
