import type { Principal } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import type { RulesDocument } from './domain/rules.js'
import { insertRules, rulesInForce, type RulesVersion } from './rules-store.js'

/** Stores a document as the next version of the control rules, in force at once. */
export async function publishRules(
  tx: Tx,
  content: RulesDocument,
  { actor, at, createdBy }: { readonly actor: Principal; readonly at: Date; readonly createdBy: string },
): Promise<RulesVersion> {
  const before = await rulesInForce(tx, at)
  const version = await insertRules(tx, content, { validFrom: at, createdBy, at })
  await recordAudit(tx, {
    actor,
    action: 'control-rules.published',
    objectType: 'control-rules',
    objectId: String(version),
    before: before.content,
    after: content,
    at,
  })
  return { version, content, validFrom: at, createdBy }
}
