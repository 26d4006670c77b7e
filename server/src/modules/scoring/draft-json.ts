import type { Tx } from '../../platform/db/types.js'
import { compareParts } from '../approvals/domain/document-change.js'
import { scorecardInWords } from './domain/scorecard-in-words.js'
import type { ScorecardDraft } from './draft-store.js'
import { newestScorecard } from './edit-draft.js'
import { reportJson } from './report-json.js'
import { SCORECARD_CODE } from './scorecard-in-force.js'
import { findScorecard } from './scorecard-store.js'
import type { ScorecardBody } from './scorecards-schemas.js'

export async function draftHeadJson(tx: Tx, draft: ScorecardDraft, at: Date) {
  const { id, name, baseVersion, revision, status, createdBy, updatedBy, submittedBy, reason, version } =
    draft
  const newest = await newestScorecard(tx, at)
  return {
    ...{ id, name, baseVersion, revision, status, createdBy, updatedBy, submittedBy, reason, version },
    outdated: status !== 'published' && baseVersion !== newest.version,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
    validFrom: draft.validFrom?.toISOString() ?? null,
  }
}

export async function draftJson(tx: Tx, draft: ScorecardDraft, at: Date) {
  const base = await findScorecard(tx, SCORECARD_CODE, draft.baseVersion)
  return {
    ...(await draftHeadJson(tx, draft, at)),
    content: draft.content as ScorecardBody,
    report: draft.report === null ? null : reportJson(draft.report),
    changes: compareParts(base ? scorecardInWords(base.content) : [], scorecardInWords(draft.content)),
  }
}
