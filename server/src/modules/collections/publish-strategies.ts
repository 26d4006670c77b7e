import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { listSegments } from '../customers/segment-store.js'
import { listRoles } from '../identity/role-store.js'
import { policyInForce } from '../policy/policy-in-force.js'
import { strategyFaults } from './domain/check-strategy.js'
import type { StrategyDocument } from './domain/strategy.js'
import { insertStrategies, strategiesInForce, type StrategiesVersion } from './strategy-store.js'
import { templateCodes } from './dunning-texts.js'

/** What makes a document unusable here and now, in words; empty when it is sound. */
export async function faultsOfStrategies(tx: Tx, content: StrategyDocument, at: Date): Promise<Bilingual[]> {
  const policy = await policyInForce(tx, at)
  return strategyFaults(content, {
    templates: await templateCodes(tx),
    roles: new Set((await listRoles(tx)).map(({ code }) => code)),
    classes: new Set((policy.content.classes ?? []).map(({ code }) => code)),
    segments: new Set((await listSegments(tx)).map(({ code }) => code)),
  })
}

/** Refuses a document that cannot work, with every reason. */
export async function requireSoundStrategies(tx: Tx, content: StrategyDocument, at: Date): Promise<void> {
  const faults = await faultsOfStrategies(tx, content, at)
  if (faults.length > 0) {
    throw new Refusal('strategies_invalid', {
      detail: faults.map(({ zh, en }) => `${zh} / ${en}`).join('; '),
    })
  }
}

/** Stores a document as the next version, in force at once. Refuses one that cannot work. */
export async function publishStrategies(
  tx: Tx,
  content: StrategyDocument,
  { actor, at, createdBy }: { readonly actor: Principal; readonly at: Date; readonly createdBy: string },
): Promise<StrategiesVersion> {
  await requireSoundStrategies(tx, content, at)
  const before = await strategiesInForce(tx, at)
  const next = { version: before.version + 1, content, validFrom: at, createdBy, createdAt: at }
  // Somebody else may have taken the number in the meantime.
  if (!(await insertStrategies(tx, next))) throw new Refusal('document_draft_changed', { by: '—' })
  await recordAudit(tx, {
    ...{ actor, at, action: 'collection-strategies.published', objectType: 'collection-strategies' },
    ...{ objectId: String(next.version), before: before.content, after: content },
  })
  return next
}
