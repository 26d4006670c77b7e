import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { evidenceAmong } from '../arrangements/evidence-store.js'
import { recordAudit } from '../audit/record-audit.js'
import { checklistOf, type ChecklistRow, type EvidenceKind } from './domain/evidence-checklist.js'
import {
  attachedTo,
  insertAttached,
  knownEvidence,
  type AttachedFile,
  type EvidenceSubject,
} from './evidence-check-store.js'

/** A case or a write-off that evidence is collected for. */
export interface Proved {
  readonly subject: EvidenceSubject
  readonly id: Id
  readonly customerId: Id
  readonly customerCode: string
}

/** Notes that uploaded files of the customer are evidence of a kind; refuses files of others like unknown ones. */
export async function attachEvidence(
  tx: Tx,
  of: Proved,
  { kind, fileIds }: { readonly kind: EvidenceKind; readonly fileIds: readonly Id[] },
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<void> {
  const ids = [...new Set(fileIds)]
  const known = await evidenceAmong(tx, of.customerId, ids)
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) throw new Refusal('evidence_not_found', { id: missing })
  await insertAttached(tx, of, { kind, fileIds: ids }, { by: actor.label, at })
  await recordAudit(tx, {
    ...{ actor, at, action: `${of.subject}.evidence-attached` },
    ...{ objectType: 'customer', objectId: of.customerCode },
    after: { [of.subject === 'hand-over' ? 'handOverId' : 'writeOffId']: of.id, kind, files: ids },
  })
}

/** A row of the checklist with the files that were attached to it. */
export type CheckedRow = ChecklistRow & { readonly files: readonly AttachedFile[] }

/** The checklist of a case or write-off; kinds beyond those asked for that were attached come last. */
export async function checkEvidence(
  db: Queryable,
  of: Pick<Proved, 'subject' | 'id' | 'customerId'>,
  kinds: readonly EvidenceKind[],
  documentIds: readonly Id[],
): Promise<CheckedRow[]> {
  const files = await attachedTo(db, of.subject, of.id)
  const known = await knownEvidence(db, of.customerId, documentIds)
  const attached = new Set(files.map(({ kind }) => kind))
  return checklistOf([...new Set([...kinds, ...attached])], known, attached).map((row) => ({
    ...row,
    files: files.filter(({ kind }) => kind === row.kind),
  }))
}
