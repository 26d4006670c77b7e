import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface AuditRow {
  readonly id: string
  readonly at: Date
  readonly actor_kind: 'user' | 'api-key' | 'system'
  readonly actor_id: string
  readonly actor: string
  readonly action: string
  readonly object_type: string
  readonly object_id: string
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
}

const columns = {
  id: 'uuid',
  at: 'timestamptz',
  actor_kind: 'text',
  actor_id: 'text',
  actor: 'text',
  action: 'text',
  object_type: 'text',
  object_id: 'text',
  before: 'jsonb',
  after: 'jsonb',
  reason: 'text',
}

/** Appends audit records; `before` and `after` are JSON texts or null. */
export async function insertAuditRecords(tx: Tx, records: readonly (readonly unknown[])[]): Promise<void> {
  await insertRows(tx, 'audit_record', columns, records)
}

export interface AuditFilter {
  readonly objectType: string | undefined
  readonly objectId: string | undefined
  readonly actor: string | undefined
  readonly action: string | undefined
  /** Id of the last record of the page before. */
  readonly beforeId: string | undefined
  readonly limit: number
}

/** Lists audit records, newest first. */
export async function listAuditRecords(db: Queryable, filter: AuditFilter): Promise<AuditRow[]> {
  return db.rows<AuditRow>(sql`
    SELECT id, at, actor_kind, actor_id, actor, action, object_type, object_id, before, after, reason
    FROM audit_record
    WHERE (${filter.objectType ?? null}::text IS NULL OR object_type = ${filter.objectType ?? null})
      AND (${filter.objectId ?? null}::text IS NULL OR object_id = ${filter.objectId ?? null})
      AND (${filter.actor ?? null}::text IS NULL OR actor = ${filter.actor ?? null})
      AND (${filter.action ?? null}::text IS NULL OR action = ${filter.action ?? null})
      AND (${filter.beforeId ?? null}::uuid IS NULL OR id < ${filter.beforeId ?? null}::uuid)
    ORDER BY id DESC
    LIMIT ${filter.limit}`)
}
