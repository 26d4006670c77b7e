import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface Attachment {
  readonly id: Id
  readonly caseId: Id
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly uploadedBy: string
  readonly uploadedAt: Date
}

const columns = sql`id, case_id AS "caseId", name, media_type AS "mediaType", size, uploaded_by AS "uploadedBy",
  uploaded_at AS "uploadedAt"`

export async function insertAttachment(tx: Tx, attachment: Attachment, content: Buffer): Promise<void> {
  const { id, caseId, name, mediaType, size, uploadedBy, uploadedAt } = attachment
  await tx.run(sql`
    INSERT INTO approval_attachment (id, case_id, name, media_type, size, content, uploaded_by, uploaded_at)
    VALUES (${id}::uuid, ${caseId}::uuid, ${name}, ${mediaType}, ${size}, ${content}, ${uploadedBy}, ${uploadedAt})`)
}

export async function listAttachments(db: Queryable, caseId: Id): Promise<Attachment[]> {
  return db.rows<Attachment>(
    sql`SELECT ${columns} FROM approval_attachment WHERE case_id = ${caseId}::uuid ORDER BY id LIMIT 500`,
  )
}

export async function readAttachment(
  db: Queryable,
  caseId: Id,
  id: Id,
): Promise<(Attachment & { readonly content: Buffer }) | undefined> {
  const [row] = await db.rows<Attachment & { content: Buffer }>(sql`
    SELECT ${columns}, content FROM approval_attachment WHERE id = ${id}::uuid AND case_id = ${caseId}::uuid`)
  return row
}

/** Refuses attachments that were not uploaded to this case. */
export async function checkAttachments(tx: Tx, caseId: Id, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx.rows(sql`
    SELECT id FROM approval_attachment WHERE case_id = ${caseId}::uuid AND id = ANY(${ids}::uuid[])`)
  if (rows.length < new Set(ids).size) throw new Refusal('approval_attachment_not_found')
}
