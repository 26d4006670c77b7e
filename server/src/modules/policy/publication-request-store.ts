import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export type PublicationKind = 'control-rules' | 'policy' | 'collection-strategies'

/** A document that somebody wants to put in force. It stays as it was submitted. */
export interface PublicationRequest {
  readonly id: Id
  readonly kind: PublicationKind
  readonly content: unknown
  /** The version in force when it was submitted. */
  readonly baseVersion: number
  readonly validFrom: Date | null
  readonly submittedBy: string
  readonly submittedAt: Date
}

export async function insertPublicationRequest(tx: Tx, request: PublicationRequest): Promise<void> {
  await tx.run(sql`
    INSERT INTO publication_request (id, kind, content, base_version, valid_from, status, submitted_by, submitted_at)
    VALUES (${request.id}::uuid, ${request.kind}, ${JSON.stringify(request.content)}::jsonb, ${request.baseVersion},
            ${request.validFrom}, 'open', ${request.submittedBy}, ${request.submittedAt})`)
}

const columns = sql`id, kind, content, base_version AS "baseVersion", valid_from AS "validFrom",
  submitted_by AS "submittedBy", submitted_at AS "submittedAt"`

export async function findPublicationRequest(db: Queryable, id: Id): Promise<PublicationRequest | undefined> {
  const [row] = await db.rows<PublicationRequest>(
    sql`SELECT ${columns} FROM publication_request WHERE id = ${id}::uuid`,
  )
  return row
}

/** The request, locked until the transaction ends. */
export async function lockPublicationRequest(tx: Tx, id: Id): Promise<PublicationRequest | undefined> {
  const [row] = await tx.rows<PublicationRequest>(
    sql`SELECT ${columns} FROM publication_request WHERE id = ${id}::uuid FOR UPDATE`,
  )
  return row
}

export async function openPublicationsAmong(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM publication_request WHERE id = ANY(${ids}::uuid[]) AND status = 'open'`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Ends a request: published as this version, or (null) not. */
export async function closePublicationRequest(tx: Tx, id: Id, version: number | null): Promise<void> {
  await tx.run(sql`
    UPDATE publication_request SET status = CASE WHEN ${version}::int IS NULL THEN 'rejected' ELSE 'published' END,
      version = ${version}
    WHERE id = ${id}::uuid AND status = 'open'`)
}
