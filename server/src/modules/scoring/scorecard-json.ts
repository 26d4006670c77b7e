import { actsOf, type Principal } from '../../kernel/access.js'
import { features } from './domain/features.js'
import { reportJson } from './report-json.js'
import { featuresOf } from './domain/scorecard.js'
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
    scale: scorecard.content.scale ?? 'five',
  }
}

/** The whole document, with what its features mean. */
export function scorecardJson(scorecard: ScorecardVersion, inForce: ScorecardVersion, actor: Principal) {
  const { title: _title, scale: _scale, ...head } = scorecardHeadJson(scorecard, inForce, actor)
  return {
    ...head,
    content: scorecard.content as ScorecardBody,
    report: scorecard.report === null ? null : reportJson(scorecard.report),
    features: featuresOf(scorecard.content).map((code) => ({ code, ...features[code] })),
  }
}
