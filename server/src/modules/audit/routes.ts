import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { Refusal } from '../../kernel/errors.js'
import { cursorQuery, flagSchema, instantSchema, lineOf, listOf } from '../../platform/http/schemas.js'
import { entrySchema, presentEntry, presentRun, runSchema, stateSchema } from './audit-schemas.js'
import { entryKinds, listEntries } from './audit-store.js'
import { findLastAnchor } from './decision-seal-store.js'
import { requestVerification } from './request-verification.js'
import { countUnsealed, findLastBatch } from './seal-store.js'
import { countSealed, findLatestVerification } from './verification-store.js'
import { rootOf } from './verify-trail.js'

/** The audit trail, for reading only: there is no way to change it. */
export function registerAuditRoutes(app: App, deps: Deps): void {
  registerList(app, deps)
  registerVerification(app, deps)
}

function registerList(app: App, { db }: Deps): void {
  app.get(
    '/api/v1/audit',
    {
      config: { permission: 'audit:read' },
      schema: {
        tags: ['Audit'],
        summary: 'Who changed or looked at what, newest first',
        querystring: z.strictObject({
          ...cursorQuery,
          kind: z.enum(entryKinds).optional(),
          objectType: lineOf(64).optional(),
          objectId: lineOf(300).optional(),
          withAccounts: flagSchema
            .optional()
            .describe('Of a customer: with the changes of its credit accounts'),
          actor: lineOf(120).optional(),
          action: lineOf(100).optional(),
          requestId: lineOf(64).optional(),
          transaction: z
            .string()
            .regex(/^\d{1,19}$/)
            .optional(),
          from: instantSchema.optional(),
          to: instantSchema.optional().describe('Exclusive'),
        }),
        response: { 200: listOf(entrySchema) },
      },
    },
    async ({ query: { cursor, kind, from, to, ...filter } }) => {
      const rows = await listEntries(db, {
        ...filter,
        ...(kind === undefined ? {} : { kinds: [kind] }),
        ...(from === undefined ? {} : { from: new Date(from) }),
        ...(to === undefined ? {} : { to: new Date(to) }),
        beforeId: cursor === undefined ? undefined : entryIdOf(cursor),
      })
      const last = rows.length === filter.limit ? rows.at(-1) : undefined
      return { items: rows.map(presentEntry), nextCursor: last ? encodeCursor([last.id.toString()]) : null }
    },
  )
}

function entryIdOf(cursor: string): string {
  const [id = ''] = decodeCursor(cursor, 1)
  if (!/^\d{1,18}$/.test(id)) throw new Refusal('bad_request', { detail: 'cursor' })
  return id
}

function registerVerification(app: App, { db, now }: Deps): void {
  app.get(
    '/api/v1/audit/verification',
    {
      config: { permission: 'audit:read' },
      schema: {
        tags: ['Audit'],
        summary: 'How far the trail is sealed, its latest root, and the latest verification',
        response: { 200: stateSchema },
      },
    },
    async () => {
      const [sealed, waiting, batch, run, decisions] = await Promise.all([
        countSealed(db),
        countUnsealed(db),
        findLastBatch(db),
        findLatestVerification(db),
        findLastAnchor(db),
      ])
      return {
        batches: sealed.batches,
        sealedEntries: sealed.entries,
        sealedDecisions: decisions?.anchor.total ?? 0,
        waiting: {
          entries: waiting.entries,
          oldestAt: waiting.oldestAt?.toISOString() ?? null,
          runningSince: waiting.oldestRunning?.toISOString() ?? null,
        },
        root: rootOf(batch),
        latest: run ? presentRun(run) : null,
      }
    },
  )
  app.post(
    '/api/v1/audit/verification',
    {
      config: { permission: 'audit:read' },
      schema: {
        tags: ['Audit'],
        summary: 'Verify the whole trail in the background; one that is under way is answered instead',
        body: z.strictObject({
          expectRoot: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional()
            .describe('A root noted earlier, in hex: it must be a link of the chain'),
        }),
        response: { 202: runSchema },
      },
    },
    async (request, reply) => {
      const run = await requestVerification(db, principalOf(request), request.body.expectRoot, now())
      return reply.status(202).send(presentRun(run))
    },
  )
}
