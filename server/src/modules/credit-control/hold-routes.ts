import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import {
  bilingualSchema,
  codeSchema,
  daySchema,
  flagSchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
  positiveMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { searchPattern } from '../customers/domain/search-key.js'
import { reasonSchema as decisionReasonSchema, decisionSchema } from './check-schemas.js'
import { checkContext } from './check-service.js'
import { rejectCodes, rejectReasons } from './domain/reject-reasons.js'
import { reasonCodes } from './domain/rules.js'
import { holdActs } from './allowed-on-hold.js'
import { evaluateHold } from './evaluate-hold.js'
import { countHolds, holdSorts, listHolds } from './hold-list-store.js'
import { findHold } from './hold-store.js'
import { presentDecision } from './present-decision.js'
import { presentHoldTo } from './present-hold.js'
import { rejectHold, releaseHold } from './release-hold.js'

const byId = z.strictObject({ id: idSchema })

const holdSchema = z.object({
  id: z.string(),
  status: z.enum(['open', 'released', 'rejected', 'superseded']),
  checkpoint: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  ownerUsername: z.string().nullable(),
  segment: z.string(),
  document: z.object({ source: z.string(), type: z.string(), number: z.string(), version: z.number() }),
  amount: moneyJsonSchema,
  netDays: z.number().nullable(),
  shipDate: z.string().nullable(),
  checkId: z.string(),
  reasons: z.array(decisionReasonSchema).readonly(),
  ready: z.boolean().describe('It would pass if it were checked now'),
  readySince: z.string().nullable(),
  evaluatedAt: z.string().nullable(),
  submittedBy: z.string(),
  openedAt: z.string(),
  assignee: z.string().nullable().describe('Whose work it is'),
  releaseRequest: z
    .object({ by: z.string(), at: z.string().nullable(), reason: z.string().nullable() })
    .nullable()
    .describe('Somebody without enough authority asks for the release'),
  closed: z
    .object({
      by: z.string(),
      at: z.string().nullable(),
      code: z.string().nullable().describe('Of a rejection: see `/api/v1/hold-reject-reasons`'),
      codeText: bilingualSchema.nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  allowed: z.array(z.enum(holdActs)).describe('What you may do with it as it stands'),
  release: z
    .object({
      maxAmount: moneyJsonSchema,
      validUntil: z.string().nullable(),
      void: z.boolean().describe('The order grew or was stopped by order: it counts no more'),
    })
    .nullable()
    .describe('Of a hold that is still open: the part that may ship'),
})

const holdPageSchema = listOf(holdSchema).extend({
  totalExceeded: z.boolean().optional().describe('Of a search: there are more than `total`'),
})

/** Routes of holds. */
export function registerHoldRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerHoldReads(app, deps)
  registerRejectReasons(app)
  registerHoldActions(app, deps, approvals)
  registerHoldEvaluation(app, deps)
}

function registerHoldReads(app: App, deps: Deps): void {
  app.get('/api/v1/holds', {
    config: { permission: 'holds:read' },
    schema: {
      tags: ['holds'],
      summary: 'Stopped orders',
      querystring: z.strictObject({
        ...pageQuery,
        status: z.enum(['open', 'released', 'rejected', 'superseded']).optional(),
        customerCode: codeSchema.optional(),
        segment: codeSchema.optional(),
        ready: flagSchema.optional(),
        requested: flagSchema.optional(),
        assignee: lineOf(100).optional().describe('A username; `me`, or `none` for what nobody has claimed'),
        reason: z.enum(reasonCodes).optional(),
        minAmount: z
          .string()
          .regex(/^\d{1,12}$/)
          .optional()
          .describe('In whole units of the currency of the hold'),
        minDays: z.coerce
          .number()
          .int()
          .min(0)
          .max(3650)
          .optional()
          .describe('Waiting at least so many days'),
        ownerUsername: lineOf(100).optional(),
        search: lineOf(100).optional(),
        sort: z.enum(holdSorts).default('openedAt'),
      }),
      response: { 200: holdPageSchema },
    },
    handler: async (request) => {
      const { part, isNumbered, asked, nextCursor } = partOf(request)
      const { sort, search, ...rest } = asked
      const owner = principalOf(request).onlyCustomersOf
      const assignee = rest.assignee === 'me' ? principalOf(request).label : rest.assignee
      const filter = {
        ...rest,
        assignee,
        now: deps.now(),
        search: search === undefined ? undefined : searchPattern(search),
        owner,
      }
      const { offset, limit } = part
      const holds = await listHolds(deps.db, filter, { limit: limit + 1, offset, sort })
      return {
        items: holds.slice(0, limit).map((hold) => presentHoldTo(hold, principalOf(request))),
        nextCursor: nextCursor(offset + holds.length),
        ...(isNumbered ? await countHolds(deps.db, filter) : {}),
      }
    },
  })

  app.get('/api/v1/holds/:id', {
    config: { permission: 'holds:read' },
    schema: { tags: ['holds'], summary: 'One hold', params: byId, response: { 200: holdSchema } },
    handler: async (request) => {
      const hold = await findHold(deps.db, request.params.id, principalOf(request).onlyCustomersOf)
      if (!hold) throw new Refusal('hold_not_found', { id: request.params.id })
      return presentHoldTo(hold, principalOf(request))
    },
  })
}

function registerRejectReasons(app: App): void {
  app.get('/api/v1/hold-reject-reasons', {
    config: { permission: 'holds:read' },
    schema: {
      tags: ['holds'],
      summary: 'Why held orders are refused, in both languages',
      response: { 200: listOf(z.object({ code: z.enum(rejectCodes), text: bilingualSchema })) },
    },
    handler: () =>
      Promise.resolve({
        items: rejectCodes.map((code) => ({ code, text: rejectReasons[code] })),
        nextCursor: null,
      }),
  })
}

function registerHoldActions(app: App, deps: Deps, approvals: Approvals): void {
  app.post('/api/v1/holds/:id/release', {
    config: { permission: 'holds:release' },
    schema: {
      tags: ['holds'],
      summary: 'Let a held order go; beyond the own authority the release is requested (202)',
      params: byId,
      body: z.strictObject({
        reason: reasonSchema,
        maxAmount: positiveMoneySchema.optional(),
        validUntil: daySchema.optional(),
      }),
      response: { 200: holdSchema, 202: holdSchema },
    },
    handler: async (request, reply) => {
      const { reason, maxAmount, validUntil } = request.body
      const actor = principalOf(request)
      const asked = {
        holdId: request.params.id,
        reason,
        maxAmount: maxAmount ?? null,
        validUntil: validUntil ?? null,
      }
      const result = await deps.db.transaction(async (tx) =>
        releaseHold(tx, asked, actor, await checkContext(tx, deps.now()), approvals),
      )
      return reply.status(result.outcome === 'released' ? 200 : 202).send(presentHoldTo(result.hold, actor))
    },
  })

  app.post('/api/v1/holds/:id/reject', {
    config: { permission: 'holds:release' },
    schema: {
      tags: ['holds'],
      summary: 'Refuse a held order for good',
      params: byId,
      body: z
        .strictObject({ code: z.enum(rejectCodes).optional(), reason: reasonSchema.optional() })
        .refine(({ code = 'other', reason }) => code !== 'other' || reason !== undefined, {
          message: 'needed unless a code says it',
          path: ['reason'],
        }),
      response: { 200: holdSchema },
    },
    handler: async (request) => {
      const { code = 'other', reason = null } = request.body
      const actor = principalOf(request)
      const rejected = await deps.db.transaction(async (tx) =>
        rejectHold(
          tx,
          { holdId: request.params.id, reason, code },
          actor,
          await checkContext(tx, deps.now()),
          approvals,
        ),
      )
      return presentHoldTo(rejected, actor)
    },
  })
}

function registerHoldEvaluation(app: App, deps: Deps): void {
  app.post('/api/v1/holds/:id/re-evaluate', {
    config: { permission: 'checks:create' },
    schema: {
      tags: ['holds'],
      summary: 'Ask again whether a held order would pass now',
      params: byId,
      response: { 200: z.object({ hold: holdSchema, check: decisionSchema }) },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      return deps.db.transaction(async (tx) => {
        const hold = await findHold(tx, request.params.id, actor.onlyCustomersOf)
        if (!hold) throw new Refusal('hold_not_found', { id: request.params.id })
        if (hold.status !== 'open') throw new Refusal('hold_not_open', { status: hold.status })
        const check = await evaluateHold(tx, hold, actor.label, await checkContext(tx, deps.now()))
        const after = await findHold(tx, hold.id, null)
        return { hold: presentHoldTo(after ?? hold, actor), check: presentDecision(check) }
      })
    },
  })
}
