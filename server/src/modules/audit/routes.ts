import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, lineOf, listOf } from '../../platform/http/schemas.js'
import { listAuditRecords, type AuditRow } from './audit-store.js'

const recordSchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  actorKind: z.enum(['user', 'api-key', 'system']),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
})

/** The audit trail, for reading only: there is no way to change it. */
export function registerAuditRoutes(app: App, { db }: Deps): void {
  app.get(
    '/api/v1/audit',
    {
      config: { permission: 'audit:read' },
      schema: {
        tags: ['Audit'],
        summary: 'Who changed what, newest first',
        querystring: z.strictObject({
          ...cursorQuery,
          objectType: lineOf(64).optional(),
          objectId: lineOf(300).optional(),
          actor: lineOf(120).optional(),
          action: lineOf(100).optional(),
        }),
        response: { 200: listOf(recordSchema) },
      },
    },
    async ({ query: { cursor, limit, objectType, objectId, actor, action } }) => {
      const beforeId = decodeIdCursor(cursor)
      const rows = await listAuditRecords(db, { objectType, objectId, actor, action, beforeId, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      return { items: rows.map(present), nextCursor: last ? encodeCursor([last.id]) : null }
    },
  )
}

function present(row: AuditRow) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    actorKind: row.actor_kind,
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    before: row.before ?? null,
    after: row.after ?? null,
    reason: row.reason,
  }
}
