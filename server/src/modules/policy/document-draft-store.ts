import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { PublicationKind } from './publication-request-store.js'

/** The unpublished change of a document. */
export interface DocumentDraft {
  readonly content: unknown
  /** The version that it changes. */
  readonly baseVersion: number
  /** Rises with each save. */
  readonly revision: number
  readonly savedBy: string
  readonly savedAt: Date
}

const columns = sql`content, base_version AS "baseVersion", revision, saved_by AS "savedBy", saved_at AS "savedAt"`

export async function findDraft(db: Queryable, kind: PublicationKind): Promise<DocumentDraft | undefined> {
  const [draft] = await db.rows<DocumentDraft>(
    sql`SELECT ${columns} FROM document_draft WHERE kind = ${kind}`,
  )
  return draft
}

/**
 * Writes the draft if its revision is still the one that was seen (null: there was none), and gives it; undefined when
 * somebody else has saved or dropped it since.
 */
export async function writeDraft(
  tx: Tx,
  kind: PublicationKind,
  draft: Pick<DocumentDraft, 'content' | 'baseVersion' | 'savedBy' | 'savedAt'>,
  seen: number | null,
): Promise<DocumentDraft | undefined> {
  const content = sql`${JSON.stringify(draft.content)}::jsonb`
  const { baseVersion, savedBy, savedAt } = draft
  const [written] = await tx.rows<DocumentDraft>(
    seen === null
      ? sql`
        INSERT INTO document_draft (kind, content, base_version, revision, saved_by, saved_at)
        VALUES (${kind}, ${content}, ${baseVersion}, 1, ${savedBy}, ${savedAt})
        ON CONFLICT DO NOTHING RETURNING ${columns}`
      : sql`
        UPDATE document_draft SET content = ${content}, base_version = ${baseVersion}, revision = revision + 1,
          saved_by = ${savedBy}, saved_at = ${savedAt}
        WHERE kind = ${kind} AND revision = ${seen} RETURNING ${columns}`,
  )
  return written
}

export async function deleteDraft(tx: Tx, kind: PublicationKind): Promise<void> {
  await tx.run(sql`DELETE FROM document_draft WHERE kind = ${kind}`)
}
