import { z } from 'zod'
import { moneyJson } from '../../kernel/money.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { pageByCursor } from '../../platform/http/cursor.js'
import {
  codeSchema,
  cursorQuery,
  daySchema,
  idSchema,
  instantSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { itemsBody, needs } from '../arrangements/arrangement-schemas.js'
import { doingOf } from '../arrangements/doing-of.js'
import { findCustomer } from '../customers/customer-store.js'
import { logContact } from './contact-log.js'
import { listContacts, type LoggedContact } from './contact-list-store.js'
import { outcomes } from './contact-store.js'
import { channels, deliveries, directions, proofGrades } from './domain/proof.js'
import { endTasks, taskKinds } from './task-store.js'

const tags = ['collections']

const contactJson = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string().describe('A username, or strategy:<code> for what a run sent'),
  channel: z.enum(channels),
  direction: z.enum(directions),
  outcome: z.enum(outcomes).nullable(),
  contactPerson: z.string().nullable(),
  recipient: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  contentHash: z.string(),
  delivery: z.enum(deliveries).nullable(),
  failure: z.string().nullable(),
  sentAt: z.string().nullable(),
  arrivedAt: z.string().nullable(),
  receipt: z.string().nullable(),
  proofGrade: z.enum(proofGrades),
  interruptsLimitation: z.boolean(),
  nextOn: z.string().nullable(),
  nextStep: z.string().nullable(),
  items: z.array(
    z.object({ source: z.string(), number: z.string(), itemNo: z.int(), open: moneyJsonSchema }),
  ),
  evidence: z.array(z.object({ id: z.string(), name: z.string(), sha256: z.string() })),
})

const itemName = z.strictObject({
  source: lineOf(64),
  number: lineOf(64),
  itemNo: z.int().min(1).max(10_000),
})

const logBody = z.strictObject({
  at: instantSchema.optional().describe('When it was; left out: now'),
  channel: z.enum(channels),
  direction: z.enum(directions).default('out'),
  outcome: z.enum(outcomes),
  contactPersonId: idSchema.optional(),
  recipient: lineOf(100).optional(),
  note: reasonSchema.optional(),
  signed: z.boolean().default(false).describe('The other side signed for it; wants evidence'),
  items: z.array(itemName).min(1).max(500).optional().describe('Left out: all that is overdue'),
  promise: z
    .strictObject({
      payOn: daySchema,
      promisedBy: lineOf(100).optional(),
      note: reasonSchema.optional(),
      items: itemsBody,
    })
    .optional()
    .describe('What was promised; with the outcome promised'),
  dispute: z
    .strictObject({
      reasonCode: lineOf(40),
      description: reasonSchema,
      owner: lineOf(100).nullish(),
      dueOn: daySchema.optional(),
      items: itemsBody,
    })
    .optional()
    .describe('What is disputed; with the outcome disputed'),
  next: z
    .strictObject({
      kind: z.enum(taskKinds).default('call'),
      on: daySchema,
      text: lineOf(300),
      assignee: lineOf(100).optional(),
    })
    .optional()
    .describe('The next step, which becomes a task'),
  evidence: z.array(idSchema).max(20).default([]),
  doneTasks: z.array(idSchema).max(50).default([]),
})

/** The log of contacts: every message, call and visit, with what came of it. */
export function registerContactRoutes(app: App, deps: Deps): void {
  const params = z.strictObject({ code: codeSchema })
  const path = '/api/v1/customers/:code/contact-log'
  const schema = {
    ...{ tags, summary: 'Contacts with a customer about what is owed, the newest first', params },
    querystring: z.strictObject(cursorQuery),
    response: { 200: listOf(contactJson) },
  }
  app.get(path, { config: { permission: 'collections:read' }, schema }, async (request) => {
    const customer = await findCustomer(deps.db, request.params.code, null)
    if (!customer) throw new Refusal('customer_not_found', { code: request.params.code })
    const { page, nextCursor } = await pageByCursor(request.query, (part) =>
      listContacts(deps.db, customer.id, part),
    )
    return {
      items: page.map(contactJsonOf),
      nextCursor,
    }
  })

  const logSchema = {
    ...{ tags, summary: 'Note a contact with what came of it', params, body: logBody },
    response: { 201: z.object({ id: z.string() }) },
  }
  app.post(path, { config: { permission: needs.edit }, schema: logSchema }, async (request, reply) => {
    const doing = await doingOf(deps, principalOf(request))
    const {
      at,
      contactPersonId = null,
      recipient = null,
      note = null,
      next,
      promise,
      dispute,
      ...rest
    } = request.body
    const id = await deps.db.transaction((tx) =>
      logContact(
        tx,
        {
          ...{ ...rest, customerCode: request.params.code, contactPersonId, recipient, note },
          at: at === undefined ? undefined : new Date(at),
          promise: promise
            ? { ...promise, promisedBy: promise.promisedBy ?? recipient, note: promise.note ?? null }
            : null,
          dispute: dispute ?? null,
          next: next ? { ...next, assignee: next.assignee ?? null } : null,
          items: rest.items,
        },
        doing,
      ),
    )
    return reply.status(201).send({ id })
  })
  registerTasks(app, deps)
}

function registerTasks(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'End an open task of a customer' },
    params: z.strictObject({ code: codeSchema, id: idSchema }),
    body: z.strictObject({ status: z.enum(['done', 'cancelled']) }),
    response: { 204: z.null() },
  }
  const path = '/api/v1/customers/:code/collection-tasks/:id/end'
  app.post(path, { config: { permission: needs.edit }, schema }, async (request, reply) => {
    const { code, id } = request.params
    const by = principalOf(request).label
    await deps.db.transaction(async (tx) => {
      const customer = await findCustomer(tx, code, null)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const ended = await endTasks(tx, customer.id, [id], { status: request.body.status, by, at: deps.now() })
      if (!ended.has(id)) throw new Refusal('task_not_open', { id })
    })
    return reply.status(204).send(null)
  })
}

function contactJsonOf(contact: LoggedContact): z.input<typeof contactJson> {
  const { customerId: _, recipientRole: __, runId: ___, stepRef: ____, ...rest } = contact
  return {
    ...rest,
    at: contact.at.toISOString(),
    sentAt: contact.sentAt?.toISOString() ?? null,
    arrivedAt: contact.arrivedAt?.toISOString() ?? null,
    items: contact.items.map(({ source, number, itemNo, openMinor, currency }) => ({
      ...{ source, number, itemNo, open: moneyJson(BigInt(openMinor), currency) },
    })),
    evidence: [...contact.evidence],
  }
}
