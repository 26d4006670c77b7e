import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'

/** Something that was done or said about a case. */
export interface CaseEvent {
  readonly id: Id
  readonly at: Date
  readonly actor: string
  readonly kind: string
  readonly nodeId: string | null
  readonly comment: string | null
  readonly mentions: readonly string[]
  readonly attachments: readonly Id[]
  readonly detail: Readonly<Record<string, unknown>>
}

export type NewEvent = Pick<CaseEvent, 'at' | 'actor' | 'kind'> &
  Partial<Pick<CaseEvent, 'nodeId' | 'comment' | 'mentions' | 'attachments' | 'detail'>>

export async function recordEvent(tx: Tx, caseId: Id, event: NewEvent): Promise<void> {
  await tx.run(sql`
    INSERT INTO approval_event (id, case_id, at, actor, kind, node_id, comment, mentions, attachments, detail)
    VALUES (${newId()}::uuid, ${caseId}::uuid, ${event.at}, ${event.actor}, ${event.kind}, ${event.nodeId ?? null},
            ${event.comment ?? null}, ${event.mentions ?? []}::text[], ${event.attachments ?? []}::uuid[],
            ${JSON.stringify(event.detail ?? {})}::jsonb)`)
}

/** What happened to a case, oldest first. */
export async function listEvents(db: Queryable, caseId: Id): Promise<CaseEvent[]> {
  return db.rows<CaseEvent>(sql`
    SELECT id, at, actor, kind, node_id AS "nodeId", comment, mentions, attachments, detail
    FROM approval_event WHERE case_id = ${caseId}::uuid ORDER BY id LIMIT 2000`)
}
