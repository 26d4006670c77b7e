import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { policyFaults } from './domain/check-policy.js'
import type { CreditPolicy } from './domain/policy.js'
import { policyInForce } from './policy-in-force.js'
import { cancelVersion, findPolicy, insertPolicy, listPolicies, type PolicyVersion } from './policy-store.js'

/** Refuses a document that cannot work, with every reason. */
export function checkPolicy(content: CreditPolicy): void {
  const faults = policyFaults(content)
  if (faults.length > 0)
    throw new Refusal('policy_invalid', { detail: faults.map(({ zh, en }) => `${zh} / ${en}`).join('; ') })
}

/** Takes back a published version before its date. Refuses one that is in force, was in force or is taken back already. */
export async function cancelPolicy(
  tx: Tx,
  version: number,
  { actor, at, reason }: { readonly actor: Principal; readonly at: Date; readonly reason: string },
): Promise<PolicyVersion> {
  const policy = await findPolicy(tx, version)
  if (!policy) throw new Refusal('not_found')
  if (!(await cancelVersion(tx, version, { by: actor.label, at, reason })))
    throw new Refusal('policy_not_scheduled', { version: String(version) })
  await recordAudit(tx, {
    ...{ actor, at, reason, action: 'policy.cancelled', objectType: 'policy', objectId: String(version) },
    before: { validFrom: policy.validFrom },
  })
  return { ...policy, cancelled: { by: actor.label, at, reason } }
}

/** Stores a document as the next version. Refuses one that cannot work. */
export async function publishPolicy(
  tx: Tx,
  content: CreditPolicy,
  context: { readonly actor: Principal; readonly validFrom: Date; readonly at: Date },
): Promise<PolicyVersion> {
  checkPolicy(content)
  const before = await policyInForce(tx, context.at)
  for (;;) {
    const [newest = before] = await listPolicies(tx)
    const next: PolicyVersion = {
      version: newest.version + 1,
      content,
      validFrom: context.validFrom > context.at ? context.validFrom : context.at,
      createdBy: context.actor.label,
      createdAt: context.at,
      cancelled: null,
    }
    // Somebody else may have taken the number in the meantime.
    if (!(await insertPolicy(tx, next))) continue
    await recordAudit(tx, {
      ...{ actor: context.actor, action: 'policy.published', objectType: 'policy' },
      objectId: String(next.version),
      before: { version: before.version },
      after: { version: next.version, validFrom: next.validFrom },
      at: context.at,
    })
    return next
  }
}
