import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { pageByCursor } from '../../platform/http/cursor.js'
import {
  codeSchema,
  cursorQuery,
  daySchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { itemJson, itemJsonOf, itemsBody, needs } from './arrangement-schemas.js'
import { itemsOfDisputes, listDisputes, type ListedDispute, type StoredDisputeItem } from './dispute-store.js'
import { disputeReference } from './domain/dispute-number.js'
import { disputeStatuses, isSettled } from './domain/dispute-state.js'
import { openDispute } from './open-dispute.js'
import { doingOf } from './doing-of.js'
import { workOnDispute, type DisputeAct } from './work-on-dispute.js'

const tags = ['arrangements']
const disputeJson = z.object({
  id: z.string(),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  status: z.enum(disputeStatuses),
  amount: moneyJsonSchema,
  reasonCode: z.string(),
  description: z.string(),
  owner: z.string().nullable().describe('Who looks after it'),
  dueOn: z.string().describe('Day by which it is to be settled'),
  contactId: z.string().nullable(),
  statementId: z.string().nullable().describe('The statement on whose link the customer disputed it'),
  receipt: z
    .object({ id: z.string(), number: z.string() })
    .nullable()
    .describe('The receipt of which the customer kept the amount back'),
  openedOn: z.string(),
  openedBy: z.string(),
  openedAt: z.string(),
  endedOn: z.string().nullable(),
  endedBy: z.string().nullable(),
  resolution: z.string().nullable(),
  creditNote: z.object({ source: z.string(), number: z.string() }).nullable(),
  items: z.array(itemJson),
  allowed: z.array(z.enum(['edit'])),
})

/** Disputed instalments. */
export function registerDisputeRoutes(app: App, deps: Deps): void {
  const query = z.strictObject({
    status: z
      .enum([...disputeStatuses, 'current'])
      .optional()
      .describe('current: not settled'),
    customerCode: codeSchema.optional(),
    owner: lineOf(100).optional(),
    statementId: idSchema.optional(),
    ...cursorQuery,
  })
  app.get(
    '/api/v1/disputes',
    {
      config: { permission: 'collections:read' },
      schema: {
        ...{ tags, summary: 'Disputes, the newest first', querystring: query },
        response: { 200: listOf(disputeJson) },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query
      const { page, nextCursor } = await pageByCursor({ limit, cursor }, (part) =>
        listDisputes(deps.db, filter, part),
      )
      const items = await itemsOfDisputes(
        deps.db,
        page.map(({ id }) => id),
      )
      return {
        items: page.map((one) => disputeJsonOf(one, items, principalOf(request))),
        nextCursor,
      }
    },
  )
  registerOpen(app, deps)
  registerActs(app, deps)
}

function registerOpen(app: App, deps: Deps): void {
  const body = z.strictObject({
    reasonCode: lineOf(40),
    description: reasonSchema,
    owner: lineOf(100).nullish().describe('Left out: whoever sells to the customer'),
    dueOn: daySchema.optional().describe('Left out: as the settings say'),
    items: itemsBody,
  })
  app.post(
    '/api/v1/customers/:code/disputes',
    {
      config: { permission: needs.edit },
      schema: {
        ...{ tags, summary: 'Note that a customer disputes instalments or parts of them', body },
        params: z.strictObject({ code: codeSchema }),
        response: { 201: disputeJson },
      },
    },
    async (request, reply) => {
      const actor = principalOf(request)
      const doing = await doingOf(deps, actor)
      const { dueOn, ...draft } = request.body
      const opened = await deps.db.transaction(async (tx) => {
        const { id } = await openDispute(
          tx,
          {
            ...{ ...draft, customerCode: request.params.code, contactId: null },
            dueOn: dueOn,
          },
          doing,
        )
        const [dispute] = await listDisputes(tx, { id }, { limit: 1 })
        if (!dispute) throw new Error('the dispute was not stored')
        return disputeJsonOf(dispute, await itemsOfDisputes(tx, [id]), actor)
      })
      return reply.status(201).send(opened)
    },
  )
}

function registerActs(app: App, deps: Deps): void {
  const config = { permission: needs.edit }
  const params = z.strictObject({ id: idSchema })
  const response = { 200: disputeJson }
  const work = async (id: string, act: DisputeAct, actor: Principal) => {
    const doing = await doingOf(deps, actor)
    return deps.db.transaction(async (tx) => {
      const dispute = await workOnDispute(tx, id, act, doing)
      return disputeJsonOf(dispute, await itemsOfDisputes(tx, [id]), actor)
    })
  }

  const start = { tags, summary: 'Begin to work on a dispute', params, response }
  app.post('/api/v1/disputes/:id/start', { config, schema: start }, (request) =>
    work(request.params.id, { kind: 'start' }, principalOf(request)),
  )

  const assign = {
    ...{ tags, summary: 'Say who looks after a dispute and by when', params, response },
    body: z.strictObject({ owner: lineOf(100).nullable(), dueOn: daySchema.optional() }),
  }
  app.post('/api/v1/disputes/:id/assign', { config, schema: assign }, (request) => {
    const { owner, dueOn } = request.body
    const act = { kind: 'assign', owner, dueOn: dueOn } as const
    return work(request.params.id, act, principalOf(request))
  })

  const resolve = {
    ...{ tags, summary: 'Settle a dispute, for the customer with what was credited', params, response },
    body: z.strictObject({
      forCustomer: z.boolean(),
      resolution: reasonSchema,
      creditNote: z.strictObject({ source: lineOf(64), number: lineOf(64) }).optional(),
    }),
  }
  app.post('/api/v1/disputes/:id/resolve', { config, schema: resolve }, (request) => {
    const { creditNote = null, ...rest } = request.body
    return work(request.params.id, { kind: 'resolve', ...rest, creditNote }, principalOf(request))
  })

  const withdraw = {
    ...{ tags, summary: 'End a dispute that the customer does not uphold', params, response },
    body: z.strictObject({ resolution: reasonSchema }),
  }
  app.post('/api/v1/disputes/:id/withdraw', { config, schema: withdraw }, (request) =>
    work(request.params.id, { kind: 'withdraw', ...request.body }, principalOf(request)),
  )
}

/** A dispute as answered, with its own among `items`. */
function disputeJsonOf(
  dispute: ListedDispute,
  items: readonly StoredDisputeItem[],
  actor: Principal,
): z.input<typeof disputeJson> {
  const { id, currency, status, ownerUsername, segmentCodes } = dispute
  const { creditNoteSource, creditNoteNumber } = dispute
  return {
    ...{ id, number: disputeReference(dispute.number), customerCode: dispute.customerCode },
    ...{ customerName: dispute.customerName, status, amount: moneyJson(dispute.amountMinor, currency) },
    ...{ reasonCode: dispute.reasonCode, description: dispute.description },
    ...{ owner: dispute.owner, dueOn: dispute.dueOn, contactId: dispute.contactId },
    statementId: dispute.statementId,
    receipt:
      dispute.receiptId === null ? null : { id: dispute.receiptId, number: dispute.receiptNumber ?? '' },
    ...{ openedOn: dispute.openedOn, openedBy: dispute.openedBy, openedAt: dispute.openedAt.toISOString() },
    ...{ endedOn: dispute.endedOn, endedBy: dispute.endedBy, resolution: dispute.resolution },
    creditNote:
      creditNoteSource !== null && creditNoteNumber !== null
        ? { source: creditNoteSource, number: creditNoteNumber }
        : null,
    items: items.filter(({ disputeId }) => disputeId === id).map((item) => itemJsonOf(item, currency)),
    allowed: isSettled(status) ? [] : actsOf(actor, needs, { ownerUsername, segmentCodes }),
  }
}
