import { createHash } from 'node:crypto'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { countEvidence, insertEvidence, type EvidenceFile } from './evidence-store.js'

const FILES_MAX = 2_000

/**
 * Keeps a file of a customer by its content, with hash, who and when; it is never changed. Refuses an empty file and more
 * than 2,000 files of one customer.
 */
export async function keepEvidence(
  tx: Tx,
  customerId: Id,
  { name, content }: { readonly name: string; readonly content: Buffer },
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<EvidenceFile> {
  if (content.length === 0) throw new Refusal('file_empty')
  if ((await countEvidence(tx, customerId)) >= FILES_MAX)
    throw new Refusal('evidence_full', { max: FILES_MAX })
  const file: EvidenceFile = {
    ...{ id: newId(), customerId, name, size: content.length },
    sha256: createHash('sha256').update(content).digest('hex'),
    ...{ uploadedBy: actor.label, uploadedAt: at },
  }
  await insertEvidence(tx, file, content)
  return file
}
