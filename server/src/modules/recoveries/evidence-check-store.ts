import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { EvidenceKind, KnownEvidence } from './domain/evidence-checklist.js'

export type EvidenceSubject = 'hand-over' | 'write-off'

/** A file that was attached as evidence of a kind. */
export interface AttachedFile {
  readonly kind: EvidenceKind
  readonly fileId: Id
  readonly name: string
  readonly size: number
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string
  readonly attachedBy: string
  readonly attachedAt: Date
}

export async function attachedTo(db: Queryable, subject: EvidenceSubject, id: Id): Promise<AttachedFile[]> {
  return db.rows<AttachedFile>(sql`
    SELECT e.kind, e.file_id AS "fileId", f.name, f.size, encode(f.sha256, 'hex') AS sha256,
      e.attached_by AS "attachedBy", e.attached_at AS "attachedAt"
    FROM recovery_evidence e JOIN evidence_file f ON f.id = e.file_id
    WHERE e.subject = ${subject} AND e.subject_id = ${id}::uuid ORDER BY e.attached_at, f.name`)
}

/** Notes that files are evidence of a kind; what is noted already stays as it was. */
export async function insertAttached(
  tx: Tx,
  of: { readonly subject: EvidenceSubject; readonly id: Id; readonly customerId: Id },
  { kind, fileIds }: { readonly kind: EvidenceKind; readonly fileIds: readonly Id[] },
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO recovery_evidence (subject, subject_id, customer_id, kind, file_id, attached_by, attached_at)
    SELECT ${of.subject}, ${of.id}::uuid, ${of.customerId}::uuid, ${kind}, id, ${by}, ${at}::timestamptz
    FROM unnest(${fileIds}::uuid[]) AS q (id) ON CONFLICT DO NOTHING`)
}

/** What the books, confirmed statements, letters and contacts say that bears on the evidence for these invoices. */
export async function knownEvidence(
  db: Queryable,
  customerId: Id,
  documentIds: readonly Id[],
): Promise<KnownEvidence> {
  const [row] = await db.rows<KnownEvidence>(sql`
    WITH invoice AS (SELECT id, account_id FROM document WHERE id = ANY(${documentIds}::uuid[])),
    origin AS (
      SELECT l.from_type AS type, l.source, l.from_number AS number, l.account_id
      FROM invoice JOIN document_link l ON l.account_id = invoice.account_id AND l.document_id = invoice.id),
    delivery AS (
      SELECT d.id, d.account_id FROM origin JOIN document d ON d.source = origin.source AND d.type = origin.type
        AND d.number = origin.number AND d.account_id = origin.account_id WHERE origin.type = 'delivery'),
    ordered AS (
      SELECT type, source, number FROM origin WHERE type = 'order'
      UNION
      SELECT l.from_type, l.source, l.from_number
      FROM delivery JOIN document_link l ON l.account_id = delivery.account_id AND l.document_id = delivery.id
      WHERE l.from_type = 'order'),
    demand AS (
      SELECT e.act_id AS id, e.on_day, e.proof_grade IN ('signed', 'receipt') AS proved FROM limitation_event e
      WHERE e.customer_id = ${customerId}::uuid AND e.kind = 'demand' AND e.document_id = ANY(${documentIds}::uuid[])
      UNION
      SELECT k.id, (k.at AT TIME ZONE 'UTC')::date, k.proof_grade IN ('signed', 'receipt') FROM contact k
      WHERE k.customer_id = ${customerId}::uuid AND k.direction = 'out' AND k.channel <> 'phone'
        AND EXISTS (SELECT FROM contact_item x WHERE x.contact_id = k.id AND x.document_id = ANY(${documentIds}::uuid[]))
      UNION
      SELECT l.id, l.written_on, false FROM claim_letter l
      WHERE l.customer_id = ${customerId}::uuid
        AND NOT EXISTS (SELECT FROM limitation_event e WHERE e.letter_id = l.id))
    SELECT (SELECT count(*)::int FROM ordered) AS orders, (SELECT count(DISTINCT id)::int FROM delivery) AS deliveries,
      (SELECT count(*)::int FROM invoice) AS invoices,
      (SELECT max(s.as_of) FROM statement_request s WHERE s.customer_id = ${customerId}::uuid AND s.status = 'confirmed')
        AS "statementConfirmedOn",
      (SELECT count(*)::int FROM demand WHERE proved) AS "demandsProved",
      (SELECT count(*)::int FROM demand WHERE NOT coalesce(proved, false)) AS "demandsSent",
      (SELECT max(on_day) FROM demand WHERE proved OR NOT EXISTS (SELECT FROM demand p WHERE p.proved)) AS "lastDemandOn",
      (SELECT count(*)::int FROM contact k WHERE k.customer_id = ${customerId}::uuid) AS contacts`)
  if (!row) throw new Error('a query without a FROM gave no row')
  return row
}
