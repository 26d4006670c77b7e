import type { Principal } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import { Refusal } from '../../kernel/errors.js'
import { recordAudit } from '../audit/record-audit.js'
import type { RulesDocument } from './domain/rules.js'
import { insertRules, rulesInForce, type RulesVersion } from './rules-store.js'

/**
 * Stores a document as the next version of the control rules, in force at once. Refuses with `publication_outdated` when
 * somebody else has published since `baseVersion`, the version that the document changes.
 */
export async function publishRules(
  tx: Tx,
  content: RulesDocument,
  context: {
    readonly actor: Principal
    readonly at: Date
    readonly createdBy: string
    readonly baseVersion: number
  },
): Promise<RulesVersion> {
  const { actor, at, createdBy, baseVersion } = context
  const before = await rulesInForce(tx, at)
  const version = await insertRules(tx, content, { validFrom: at, createdBy, at })
  if (version !== baseVersion + 1) {
    throw new Refusal('publication_outdated', { base: baseVersion, now: (version ?? baseVersion + 2) - 1 })
  }
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
