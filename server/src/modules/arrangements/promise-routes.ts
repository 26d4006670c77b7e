import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
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
import { cancelPromise } from './cancel-promise.js'
import { doingOf } from './doing-of.js'
import { promiseStatuses } from './domain/promise-outcome.js'
import { makePromise } from './make-promise.js'
import { itemsOfPromises, listPromises, type ListedPromise, type StoredPromiseItem } from './promise-store.js'

const tags = ['arrangements']

const promiseJson = z.object({
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  status: z.enum(promiseStatuses),
  amount: moneyJsonSchema,
  received: moneyJsonSchema.describe('Came in time for its items, of each at most what was promised'),
  payOn: z.string(),
  untilOn: z.string().describe('Last day on which the money may come: payOn and the days of grace'),
  madeOn: z.string(),
  promisedBy: z.string().nullable(),
  note: z.string().nullable(),
  contactId: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  endedOn: z.string().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  items: z.array(itemJson.extend({ received: moneyJsonSchema })),
  allowed: z.array(z.enum(['edit'])),
})

/** Promises to pay. */
export function registerPromiseRoutes(app: App, deps: Deps): void {
  const query = z.strictObject({
    status: z.enum(promiseStatuses).optional(),
    customerCode: codeSchema.optional(),
    ...cursorQuery,
  })
  app.get(
    '/api/v1/promises',
    {
      config: { permission: 'collections:read' },
      schema: {
        ...{ tags, summary: 'Promises to pay, the newest first', querystring: query },
        response: { 200: listOf(promiseJson) },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query
      const { page, nextCursor } = await pageByCursor({ limit, cursor }, (part) =>
        listPromises(deps.db, filter, part),
      )
      const items = await itemsOfPromises(
        deps.db,
        page.map(({ id }) => id),
      )
      return {
        items: page.map((one) => promiseJsonOf(one, items, principalOf(request))),
        nextCursor,
      }
    },
  )
  registerMake(app, deps)
  registerCancel(app, deps)
}

function registerMake(app: App, deps: Deps): void {
  const body = z.strictObject({
    payOn: daySchema,
    promisedBy: lineOf(100).optional().describe('Who said so at the customer'),
    note: reasonSchema.optional(),
    items: itemsBody,
  })
  app.post(
    '/api/v1/customers/:code/promises',
    {
      config: { permission: needs.edit },
      schema: {
        ...{ tags, summary: 'Note what a customer promised to pay by a day', body },
        params: z.strictObject({ code: codeSchema }),
        response: { 201: promiseJson },
      },
    },
    async (request, reply) => {
      const actor = principalOf(request)
      const doing = await doingOf(deps, actor)
      const { payOn, promisedBy = null, note = null, items } = request.body
      const made = await deps.db.transaction(async (tx) => {
        const { id } = await makePromise(
          tx,
          {
            ...{ customerCode: request.params.code, payOn: payOn, promisedBy, note, items },
            contactId: null,
          },
          doing,
        )
        const [promise] = await listPromises(tx, { id }, { limit: 1 })
        if (!promise) throw new Error('the promise was not stored')
        return promiseJsonOf(promise, await itemsOfPromises(tx, [id]), actor)
      })
      return reply.status(201).send(made)
    },
  )
}

function registerCancel(app: App, deps: Deps): void {
  app.post(
    '/api/v1/promises/:id/cancel',
    {
      config: { permission: needs.edit },
      schema: {
        ...{ tags, summary: 'End an open promise that counts neither as kept nor as broken' },
        params: z.strictObject({ id: idSchema }),
        body: z.strictObject({ reason: reasonSchema }),
        response: { 200: promiseJson },
      },
    },
    async (request) => {
      const actor = principalOf(request)
      const doing = await doingOf(deps, actor)
      const { id } = request.params
      return deps.db.transaction(async (tx) => {
        const [seen] = await listPromises(tx, { id }, { limit: 1 })
        if (!seen) throw new Refusal('promise_not_found', { id })
        const promise = await cancelPromise(tx, id, request.body.reason, doing)
        return promiseJsonOf(promise, await itemsOfPromises(tx, [id]), actor)
      })
    },
  )
}

/** A promise as answered, with its own among `items`. */
function promiseJsonOf(
  promise: ListedPromise,
  items: readonly StoredPromiseItem[],
  actor: Principal,
): z.input<typeof promiseJson> {
  const { id, customerCode, customerName, status, currency, ownerUsername, segmentCodes } = promise
  return {
    ...{ id, customerCode, customerName, status },
    amount: moneyJson(promise.amountMinor, currency),
    received: moneyJson(promise.receivedMinor, currency),
    ...{ payOn: promise.payOn, untilOn: promise.untilOn, madeOn: promise.madeOn },
    ...{ promisedBy: promise.promisedBy, note: promise.note, contactId: promise.contactId },
    ...{ createdBy: promise.createdBy, createdAt: promise.createdAt.toISOString() },
    ...{ endedOn: promise.endedOn, endedBy: promise.endedBy, endReason: promise.endReason },
    items: items
      .filter(({ promiseId }) => promiseId === id)
      .map((item) => ({ ...itemJsonOf(item, currency), received: moneyJson(item.receivedMinor, currency) })),
    allowed: status === 'open' ? actsOf(actor, needs, { ownerUsername, segmentCodes }) : [],
  }
}
