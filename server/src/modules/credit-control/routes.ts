import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { languageOf, problemOf } from '../../platform/http/problem.js'
import {
  codeSchema,
  cursorQuery,
  flagSchema,
  idSchema,
  listOf,
  problemSchema,
} from '../../platform/http/schemas.js'
import { checkBodySchema, decisionSchema, outcomes, readCheck } from './check-schemas.js'
import type { CheckService } from './check-service.js'
import { findDecisions, listDecisions } from './decision-store.js'
import { presentDecision } from './present-decision.js'
import { releaseReservation } from './release-reservation.js'
import { replayDecision } from './replay-decision.js'

const BULK_MAX = 1000
const byId = z.strictObject({ id: idSchema })

/** Routes of credit checks and reservations. */
export function registerCheckRoutes(app: App, deps: Deps, service: CheckService): void {
  registerCheckWrites(app, service)
  registerCheckReads(app, deps)
  registerReplayAndRelease(app, deps)
}

function registerCheckWrites(app: App, service: CheckService): void {
  app.post('/api/v1/credit-checks', {
    config: { permission: 'checks:create' },
    schema: {
      tags: ['credit checks'],
      summary: 'May this document go ahead on account?',
      body: checkBodySchema,
      response: { 201: decisionSchema },
    },
    handler: async (request, reply) => {
      const decision = await service.check(readCheck(request.body, principalOf(request)))
      return reply.status(201).send(presentDecision(decision))
    },
  })

  app.post('/api/v1/credit-checks/bulk', {
    config: { permission: 'checks:create' },
    schema: {
      tags: ['credit checks'],
      summary: 'Decide up to 1,000 checks in order, each seeing the ones before it',
      body: z.strictObject({ items: z.array(checkBodySchema).min(1).max(BULK_MAX) }),
      response: {
        200: z.object({
          items: z.array(
            z.object({
              status: z.number(),
              result: decisionSchema.optional(),
              problem: problemSchema.optional(),
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const caller = principalOf(request)
      const language = languageOf(request)
      const answers = await service.checkAll(request.body.items.map((item) => readCheck(item, caller)))
      return {
        items: answers.map((answer) => {
          if (!(answer instanceof Refusal)) return { status: 201, result: presentDecision(answer) }
          const { errors: _errors, ...problem } = problemOf(answer, language)
          return { status: answer.status, problem }
        }),
      }
    },
  })
}

function registerCheckReads(app: App, deps: Deps): void {
  app.get('/api/v1/credit-checks', {
    config: { permission: 'checks:read' },
    schema: {
      tags: ['credit checks'],
      summary: 'Decisions, newest first',
      querystring: z.strictObject({
        ...cursorQuery,
        customerCode: codeSchema.optional(),
        segment: codeSchema.optional(),
        outcome: z.enum(outcomes).optional(),
        documentNumber: codeSchema.optional(),
        reserve: flagSchema.optional().describe('true leaves pure questions out; false gives them alone'),
      }),
      response: { 200: listOf(decisionSchema) },
    },
    handler: async (request) => {
      const { limit, cursor, ...filter } = request.query
      const [at = '', id = ''] = cursor ? decodeCursor(cursor, 2) : []
      const owner = principalOf(request).onlyCustomersOf
      const after = cursor ? ([instantText(at), idSchema.parse(id)] as const) : null
      const decisions = await listDecisions(deps.db, { ...filter, owner }, { limit: limit + 1, after })
      const items = decisions.slice(0, limit)
      const last = items.at(-1)
      const more = decisions.length > limit && last
      return {
        items: items.map(presentDecision),
        nextCursor: more ? encodeCursor([last.decidedAt.toISOString(), last.id]) : null,
      }
    },
  })

  app.get('/api/v1/credit-checks/:id', {
    config: { permission: 'checks:read' },
    schema: {
      tags: ['credit checks'],
      summary: 'One decision',
      params: byId,
      response: { 200: decisionSchema },
    },
    handler: async (request) => {
      const [decision] = await findDecisions(
        deps.db,
        [request.params.id],
        principalOf(request).onlyCustomersOf,
      )
      if (!decision) throw new Refusal('decision_not_found', { id: request.params.id })
      return presentDecision(decision)
    },
  })
}

function registerReplayAndRelease(app: App, deps: Deps): void {
  app.post('/api/v1/credit-checks/:id/replay', {
    config: { permission: 'checks:read' },
    schema: {
      tags: ['credit checks'],
      summary: 'Decide again from the recorded facts and compare',
      params: byId,
      response: {
        200: z.object({
          recorded: decisionSchema.pick({ outcome: true, reasons: true }),
          recomputed: decisionSchema.pick({ outcome: true, reasons: true }),
          agrees: z.boolean(),
          decision: decisionSchema,
        }),
      },
    },
    handler: (request) => replayDecision(deps.db, request.params.id, principalOf(request).onlyCustomersOf),
  })

  app.post('/api/v1/reservations/:id/release', {
    config: { permission: 'checks:create' },
    schema: {
      tags: ['credit checks'],
      summary: 'Give back what a check reserved',
      params: byId,
      response: { 200: z.object({ id: z.string(), status: z.string() }) },
    },
    handler: (request) => releaseReservation(deps.db, request.params.id, principalOf(request), deps.now()),
  })
}

function instantText(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) throw new Refusal('bad_request', { detail: 'cursor' })
  return text
}
