import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import {
  codeSchema,
  daySchema,
  idSchema,
  lineOf,
  positiveMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import type { CheckContext } from './check-request.js'
import { checkContext } from './check-service.js'
import { forceOrderHold, liftOrderHold } from './force-order-hold.js'
import { outlookOf } from './hold-outlook.js'
import { findHold } from './hold-store.js'
import { outlookSchema, workSchema } from './hold-work-schemas.js'
import { findAssignment, listHoldEvents } from './hold-work-store.js'
import { requestPrepayment, withdrawRequest } from './prepay-hold.js'
import { findPrepayment } from './prepayment-store.js'
import { presentOutlook, presentWork } from './present-outlook.js'
import { releasePart } from './release-part.js'
import { assignHold, claimHold, leaveHold, noteOnHold } from './work-on-hold.js'

const byId = z.strictObject({ id: idSchema })
const tags = ['holds']

/** Routes of holds as work: whose they are, what would let them go, what is done while they are held. */
export function registerHoldWorkRoutes(app: App, deps: Deps): void {
  registerReads(app, deps)
  registerAssignment(app, deps)
  registerNotes(app, deps)
  registerPrepayments(app, deps)
  registerPart(app, deps)
  registerForcedOrders(app, deps)
}

interface Acting {
  readonly tx: Tx
  readonly actor: Principal
  readonly context: CheckContext
}

/** Runs one act on a hold and answers how the work on it stands afterwards. */
async function acted(
  deps: Deps,
  id: Id,
  actor: Principal,
  act: (acting: Acting) => Promise<unknown>,
): Promise<z.input<typeof workSchema>> {
  return deps.db.transaction(async (tx) => {
    await act({ tx, actor, context: await checkContext(tx, deps.now()) })
    return workOn(tx, id)
  })
}

async function workOn(tx: Tx, id: Id) {
  return presentWork(await findAssignment(tx, id), await findPrepayment(tx, id), await listHoldEvents(tx, id))
}

function registerReads(app: App, deps: Deps): void {
  app.get('/api/v1/holds/:id/work', {
    config: { permission: 'holds:read' },
    schema: {
      tags,
      summary: 'Whose work a hold is, what was asked for and what was done',
      params: byId,
      response: { 200: workSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      return deps.db.transaction(async (tx) => {
        if (!(await findHold(tx, id, principalOf(request).onlyCustomersOf)))
          throw new Refusal('hold_not_found', { id })
        return workOn(tx, id)
      })
    },
  })

  app.get('/api/v1/holds/:id/outlook', {
    config: { permission: 'holds:read' },
    schema: {
      tags,
      summary: 'What would let a held order go, as alternatives; nothing is stored',
      params: byId,
      response: { 200: outlookSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      return deps.db.transaction(async (tx) => {
        const hold = await findHold(tx, id, principalOf(request).onlyCustomersOf)
        if (!hold) throw new Refusal('hold_not_found', { id })
        if (hold.status !== 'open') throw new Refusal('hold_not_open', { status: hold.status })
        const context = await checkContext(tx, deps.now())
        return seeingAll(tx, async () => presentOutlook(await outlookOf(tx, hold, context), hold))
      })
    },
  })
}

function registerAssignment(app: App, deps: Deps): void {
  app.post('/api/v1/holds/:id/claim', {
    config: { permission: 'holds:release' },
    schema: { tags, summary: 'Take a hold as one’s own work', params: byId, response: { 200: workSchema } },
    handler: (request) =>
      acted(deps, request.params.id, principalOf(request), ({ tx, actor, context }) =>
        claimHold(tx, request.params.id, { actor, at: context.at }),
      ),
  })

  app.post('/api/v1/holds/:id/assign', {
    config: { permission: 'holds:release' },
    schema: {
      tags,
      summary: 'Give a hold to a colleague who may release it',
      params: byId,
      body: z.strictObject({ username: lineOf(100) }),
      response: { 200: workSchema },
    },
    handler: (request) =>
      acted(deps, request.params.id, principalOf(request), ({ tx, actor, context }) =>
        assignHold(tx, request.params.id, request.body.username, { actor, at: context.at }),
      ),
  })

  app.post('/api/v1/holds/:id/leave', {
    config: { permission: 'holds:release' },
    schema: { tags, summary: 'Give one’s own hold back', params: byId, response: { 200: workSchema } },
    handler: (request) =>
      acted(deps, request.params.id, principalOf(request), ({ tx, actor, context }) =>
        leaveHold(tx, request.params.id, { actor, at: context.at }),
      ),
  })
}

function registerNotes(app: App, deps: Deps): void {
  app.post('/api/v1/holds/:id/notes', {
    config: { permission: 'holds:read' },
    schema: {
      tags,
      summary: 'Write something down about a hold; @username mentions a colleague',
      params: byId,
      body: z.strictObject({ text: reasonSchema }),
      response: { 200: workSchema },
    },
    handler: (request) =>
      acted(deps, request.params.id, principalOf(request), ({ tx, actor, context }) =>
        noteOnHold(tx, request.params.id, request.body.text, { actor, at: context.at }),
      ),
  })
}

function registerPrepayments(app: App, deps: Deps): void {
  app.post('/api/v1/holds/:id/prepayment', {
    config: { permission: 'holds:release' },
    schema: {
      tags,
      summary: 'Record that the customer is asked to pay before the goods go',
      params: byId,
      body: z.strictObject({
        amount: positiveMoneySchema,
        dueDate: daySchema,
        note: reasonSchema.optional(),
      }),
      response: { 200: workSchema },
    },
    handler: (request) => {
      const { amount, dueDate, note = null } = request.body
      const asked = { holdId: request.params.id, amount, dueOn: dueDate, note }
      return acted(deps, request.params.id, principalOf(request), ({ tx, actor, context }) =>
        requestPrepayment(tx, asked, actor, context),
      )
    },
  })

  app.post('/api/v1/holds/:id/prepayment/withdraw', {
    config: { permission: 'holds:release' },
    schema: {
      tags,
      summary: 'Take the request for a prepayment back',
      params: byId,
      response: { 200: workSchema },
    },
    handler: (request) =>
      acted(deps, request.params.id, principalOf(request), ({ tx, actor, context }) =>
        withdrawRequest(tx, request.params.id, actor, context.at),
      ),
  })
}

function registerPart(app: App, deps: Deps): void {
  app.post('/api/v1/holds/:id/release-part', {
    config: { permission: 'holds:release' },
    schema: {
      tags,
      summary: 'Let the paid or available part of a held order ship; the rest stays held',
      params: byId,
      body: z.strictObject({
        reason: reasonSchema,
        amount: positiveMoneySchema.optional(),
        validUntil: daySchema.optional(),
      }),
      response: { 200: workSchema },
    },
    handler: (request) => {
      const { reason, amount = null, validUntil = null } = request.body
      const asked = { holdId: request.params.id, reason, amount, validUntil }
      return acted(deps, request.params.id, principalOf(request), ({ tx, actor, context }) =>
        releasePart(tx, asked, actor, context),
      )
    },
  })
}

function registerForcedOrders(app: App, deps: Deps): void {
  const params = z.strictObject({ source: codeSchema, number: codeSchema })
  app.put('/api/v1/forced-holds/:source/:number', {
    config: { permission: 'holds:release' },
    schema: {
      tags,
      summary: 'Stop one order by name until it is lifted or its last day has passed',
      params,
      body: z.strictObject({
        customerCode: codeSchema,
        segment: codeSchema,
        reason: reasonSchema,
        until: daySchema.nullish(),
      }),
      response: { 200: z.object({ holdId: z.string().nullable() }) },
    },
    handler: (request) => {
      const { customerCode, segment, reason, until = null } = request.body
      const asked = { ...request.params, customerCode, segmentCode: segment, reason, until }
      return deps.db.transaction(async (tx) => {
        const context = await checkContext(tx, deps.now())
        return { holdId: await forceOrderHold(tx, asked, principalOf(request), context) }
      })
    },
  })

  app.delete('/api/v1/forced-holds/:source/:number', {
    config: { permission: 'holds:release' },
    schema: { tags, summary: 'Lift the forced hold of an order', params, response: { 204: z.null() } },
    handler: async (request, reply) => {
      await deps.db.transaction(async (tx) =>
        liftOrderHold(tx, request.params, principalOf(request), await checkContext(tx, deps.now())),
      )
      return reply.status(204).send(null)
    },
  })
}
