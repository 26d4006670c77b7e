import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { findDraft, writeDraft, type DocumentDraft } from './document-draft-store.js'
import type { PublicationKind } from './publication-request-store.js'

/** A draft to save; `revision` is the one that was opened, null when there was none. */
export interface SavedDraft {
  readonly kind: PublicationKind
  readonly content: unknown
  readonly baseVersion: number
  readonly revision: number | null
}

/** Saves a draft, unless somebody else has saved another one since it was opened. */
export async function keepDraft(
  tx: Tx,
  { kind, revision, ...draft }: SavedDraft,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<DocumentDraft> {
  const saved = await writeDraft(tx, kind, { ...draft, savedBy: actor.label, savedAt: at }, revision)
  if (saved) return saved
  const other = await findDraft(tx, kind)
  throw new Refusal('document_draft_changed', { by: other?.savedBy ?? '—' })
}

/** The draft as it is answered: `outdated` when another version has come into force since it was begun. */
export async function draftJson(db: Queryable, kind: PublicationKind, inForce: number) {
  const draft = await findDraft(db, kind)
  if (!draft) return null
  const { content, baseVersion, revision, savedBy, savedAt } = draft
  return {
    ...{ content, baseVersion, revision, savedBy },
    outdated: baseVersion !== inForce,
    savedAt: savedAt.toISOString(),
  }
}
