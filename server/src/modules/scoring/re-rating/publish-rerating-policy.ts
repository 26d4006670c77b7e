import type { Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Tx } from '../../../platform/db/types.js'
import { addJob } from '../../../platform/jobs.js'
import { recordAudit } from '../../audit/record-audit.js'
import { listRoles } from '../../identity/role-store.js'
import { reratingPolicyFaults } from '../domain/re-rating/check-rerating-policy.js'
import type { ReratingPolicy } from '../domain/re-rating/rerating-policy.js'
import { reratingPolicyInForce } from './rerating-policy-in-force.js'
import {
  insertReratingPolicy,
  listReratingPolicies,
  type ReratingPolicyVersion,
} from './rerating-policy-store.js'

/** Looks after customers whom a raised line leaves below it; see module re-rating. */
export const WARN_OF_STANDING_JOB = 'warn-of-standing'

/**
 * Stores a document as the next version, in force from its day or at once. Refuses one that cannot work, and one that
 * was begun from a version that is not the newest any more: somebody else's change would be lost.
 */
export async function publishReratingPolicy(
  tx: Tx,
  content: ReratingPolicy,
  context: {
    readonly actor: Principal
    readonly at: Date
    readonly validFrom: Date
    readonly reason: string
    readonly baseVersion: number
  },
): Promise<ReratingPolicyVersion> {
  const { actor, at, validFrom, reason, baseVersion } = context
  const faults = reratingPolicyFaults(content, new Set((await listRoles(tx)).map(({ code }) => code)))
  if (faults.length > 0) throw new Refusal('rerating_policy_invalid', { detail: faults.join('; ') })
  const before = await reratingPolicyInForce(tx, at)
  const newest = (await listReratingPolicies(tx))[0]?.version ?? 0
  const next: ReratingPolicyVersion = {
    ...{ version: newest + 1, content, reason, createdBy: actor.label, createdAt: at },
    validFrom: validFrom > at ? validFrom : at,
  }
  if (newest !== baseVersion || !(await insertReratingPolicy(tx, next))) {
    throw new Refusal('publication_outdated', { base: baseVersion, now: newest })
  }
  await recordAudit(tx, {
    ...{ actor, action: 'rerating-policy.published', objectType: 'rerating-policy' },
    ...{ objectId: String(next.version), before: { version: before.version } },
    after: { version: next.version, validFrom: next.validFrom },
    ...{ reason, at },
  })
  await addJob(tx, WARN_OF_STANDING_JOB, {}, { runAt: next.validFrom })
  return next
}
