import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export const evidenceObjects = ['contact', 'promise', 'dispute', 'instalment-plan'] as const
export type EvidenceObject = (typeof evidenceObjects)[number]

/** A file that proves something, known by its content. */
export interface EvidenceFile {
  readonly id: Id
  readonly customerId: Id
  readonly name: string
  readonly size: number
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string
  readonly uploadedBy: string
  readonly uploadedAt: Date
}

const columns = sql`f.id, f.customer_id AS "customerId", f.name, f.size, encode(f.sha256, 'hex') AS sha256,
  f.uploaded_by AS "uploadedBy", f.uploaded_at AS "uploadedAt"`

export async function insertEvidence(tx: Tx, file: EvidenceFile, content: Buffer): Promise<void> {
  await tx.run(sql`
    INSERT INTO evidence_file (id, customer_id, name, size, sha256, content, uploaded_by, uploaded_at)
    VALUES (${file.id}::uuid, ${file.customerId}::uuid, ${file.name}, ${file.size}, decode(${file.sha256}, 'hex'),
      ${content}, ${file.uploadedBy}, ${file.uploadedAt})`)
}

export async function countEvidence(db: Queryable, customerId: Id): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM evidence_file WHERE customer_id = ${customerId}::uuid`,
  )
  return row?.count ?? 0
}

/** An evidence file with what it belongs to. */
export interface LinkedEvidence extends EvidenceFile {
  readonly objects: readonly { readonly type: EvidenceObject; readonly id: Id }[]
}

/** Evidence of a customer, the newest first. */
export async function listEvidence(db: Queryable, customerId: Id, limit: number): Promise<LinkedEvidence[]> {
  return db.rows<LinkedEvidence>(sql`
    SELECT ${columns}, coalesce((SELECT json_agg(json_build_object('type', l.object_type, 'id', l.object_id)
      ORDER BY l.linked_at, l.object_id) FROM evidence_link l WHERE l.file_id = f.id), '[]'::json) AS objects
    FROM evidence_file f WHERE f.customer_id = ${customerId}::uuid ORDER BY f.uploaded_at DESC, f.id DESC LIMIT ${limit}`)
}

export async function readEvidence(
  db: Queryable,
  id: Id,
): Promise<(EvidenceFile & { readonly content: Buffer; readonly customerCode: string }) | undefined> {
  const [row] = await db.rows<EvidenceFile & { content: Buffer; customerCode: string }>(sql`
    SELECT ${columns}, f.content, c.code AS "customerCode"
    FROM evidence_file f JOIN customer c ON c.id = f.customer_id WHERE f.id = ${id}::uuid`)
  return row
}

/** Which of these files were uploaded for the customer. */
export async function evidenceAmong(db: Queryable, customerId: Id, ids: readonly Id[]): Promise<Set<Id>> {
  const rows = await db.rows<{ id: Id }>(sql`
    SELECT id FROM evidence_file WHERE customer_id = ${customerId}::uuid AND id = ANY(${ids}::uuid[])`)
  return new Set(rows.map(({ id }) => id))
}

export async function insertLinks(
  tx: Tx,
  fileIds: readonly Id[],
  object: { readonly type: EvidenceObject; readonly id: Id; readonly customerId: Id },
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  if (fileIds.length === 0) return
  await tx.run(sql`
    INSERT INTO evidence_link (file_id, customer_id, object_type, object_id, linked_by, linked_at)
    SELECT id, ${object.customerId}::uuid, ${object.type}, ${object.id}::uuid, ${by}, ${at}::timestamptz
    FROM unnest(${fileIds}::uuid[]) AS q (id)
    ON CONFLICT DO NOTHING`)
}

/** Whether any file is attached to an object. */
export async function evidenceOn(
  db: Queryable,
  object: { readonly type: EvidenceObject; readonly id: Id },
): Promise<boolean> {
  const rows = await db.rows(sql`
    SELECT 1 FROM evidence_link WHERE object_type = ${object.type} AND object_id = ${object.id}::uuid LIMIT 1`)
  return rows.length > 0
}
