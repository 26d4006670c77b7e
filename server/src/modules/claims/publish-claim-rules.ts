import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { recordAudit } from '../audit/record-audit.js'
import { insertClaimRules, listClaimRules, type ClaimRulesVersion } from './claim-rules-store.js'
import type { ClaimRules } from './domain/claim-rules.js'
import { REFRESH_CLOCKS_JOB } from './refresh-clocks.js'

/** Stores figures as the next version. Refuses when somebody else published since `baseVersion` was read. */
export async function publishClaimRules(
  tx: Tx,
  content: ClaimRules,
  context: {
    readonly actor: Principal
    readonly at: Date
    readonly validFrom: CalendarDay
    readonly source: string
    readonly baseVersion: number
  },
): Promise<ClaimRulesVersion> {
  const { actor, at, validFrom, source, baseVersion } = context
  const newest = (await listClaimRules(tx))[0]
  const now = newest?.version ?? 0
  const next: ClaimRulesVersion = {
    ...{ version: now + 1, content, validFrom, source, createdBy: actor.label, createdAt: at },
  }
  if (now !== baseVersion || !(await insertClaimRules(tx, next)))
    throw new Refusal('publication_outdated', { base: baseVersion, now })
  await recordAudit(tx, {
    ...{
      actor,
      at,
      action: 'claim-rules.published',
      objectType: 'claim-rules',
      objectId: String(next.version),
    },
    ...{ before: newest?.content, after: content, reason: source },
  })
  await addJob(tx, REFRESH_CLOCKS_JOB, {})
  return next
}
