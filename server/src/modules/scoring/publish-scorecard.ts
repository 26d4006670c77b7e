import type { Principal } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import type { ScorecardReport } from './domain/book-effect.js'
import type { Scorecard } from './domain/scorecard.js'
import { checkScorecard } from './preview-scorecard.js'
import { SCORECARD_CODE, scorecardInForce } from './scorecard-in-force.js'
import { insertScorecard, listScorecards, type ScorecardVersion } from './scorecard-store.js'

/** Stores a document as the next version, with its validation. Refuses one that cannot work, with every reason. */
export async function publishScorecard(
  tx: Tx,
  content: Scorecard,
  context: {
    readonly actor: Principal
    readonly validFrom: Date
    readonly at: Date
    readonly report: ScorecardReport
  },
): Promise<ScorecardVersion> {
  checkScorecard(content)
  const before = await scorecardInForce(tx, context.at)
  for (;;) {
    const [newest = before] = await listScorecards(tx, SCORECARD_CODE)
    const next: ScorecardVersion = {
      code: SCORECARD_CODE,
      version: newest.version + 1,
      content,
      validFrom: context.validFrom > context.at ? context.validFrom : context.at,
      createdBy: context.actor.label,
      createdAt: context.at,
      report: context.report,
    }
    // Somebody else may have taken the number in the meantime.
    if (!(await insertScorecard(tx, next))) continue
    await recordAudit(tx, {
      actor: context.actor,
      action: 'scorecard.published',
      objectType: 'scorecard',
      objectId: `${next.code}/${next.version}`,
      before: { version: before.version },
      after: { version: next.version, validFrom: next.validFrom },
      at: context.at,
    })
    return next
  }
}
