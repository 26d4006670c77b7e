import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { evidenceAmong, insertLinks, type EvidenceObject } from './evidence-store.js'

/** Notes that uploaded files belong to something; refuses files of another customer like unknown ones. */
export async function linkEvidence(
  tx: Tx,
  fileIds: readonly Id[],
  object: { readonly type: EvidenceObject; readonly id: Id; readonly customerId: Id },
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<void> {
  const ids = [...new Set(fileIds)]
  const known = await evidenceAmong(tx, object.customerId, ids)
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) throw new Refusal('evidence_not_found', { id: missing })
  await insertLinks(tx, ids, object, { by: actor.label, at })
}
