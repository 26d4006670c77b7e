import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { moneyJson } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { pageByCursor } from '../../platform/http/cursor.js'
import { pickListCode, registerPickList } from '../../platform/http/pick-list.js'
import {
  bilingualSchema,
  codeSchema,
  cursorQuery,
  daySchema,
  idSchema,
  listOf,
  moneyJsonSchema,
  positiveMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { recordAudit } from '../audit/record-audit.js'
import type { Approvals } from '../approvals/subject.js'
import { todayAt, visibleCustomer } from './claim-customer.js'
import { waiverReference } from './domain/waiver-number.js'
import { waiverStatuses } from './domain/waiver-status.js'
import { requestWaiver, withdrawWaiver } from './request-waiver.js'
import {
  itemsOfWaivers,
  listWaiverReasons,
  listWaivers,
  WAIVER_REASONS,
  type ListedWaiver,
} from './waiver-store.js'

const tags = ['claims']
const needs = { withdraw: 'claims:write' } as const
const write = { permission: needs.withdraw } as const
const read = { permission: 'receivables:read' } as const

const waiverJson = z.object({
  id: z.string(),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  status: z.enum(waiverStatuses),
  amount: moneyJsonSchema,
  until: z.string().describe('Interest up to and with this day'),
  reasonCode: z.string().nullable(),
  reasonName: bilingualSchema.nullable().describe('null: no reason of the list was chosen'),
  reason: z.string().describe('In the words of whoever asked'),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  note: z.string().nullable().describe('What whoever decided wrote'),
  items: z.array(
    z.object({
      documentId: z.string(),
      itemNo: z.int(),
      number: z.string(),
      owed: moneyJsonSchema.describe('Interest that was owed when it was asked for'),
      amount: moneyJsonSchema,
    }),
  ),
  allowed: z.array(z.enum(['withdraw'])),
})

/** Late interest that is given up. */
export function registerWaiverRoutes(app: App, deps: Deps, approvals: Approvals): void {
  registerList(app, deps)
  registerRequest(app, deps, approvals)
  registerWithdraw(app, deps, approvals)
  registerPickList(app, deps, {
    ...{ path: '/api/v1/waiver-reasons', table: WAIVER_REASONS, tags, read: read.permission },
    summary: {
      read: 'Why late interest is given up',
      write: 'Set why late interest may be given up, in this order; what is left out can no longer be chosen',
    },
    noted: (tx, change) =>
      recordAudit(tx, {
        ...{ action: 'waiver-reasons.changed', objectType: 'settings', objectId: 'claims' },
        ...change,
      }),
  })
}

function registerList(app: App, { db }: Deps): void {
  const schema = {
    tags,
    summary: 'Waivers of late interest, the newest first',
    querystring: z.strictObject({
      status: z.enum(waiverStatuses).optional(),
      customerCode: codeSchema.optional(),
      ...cursorQuery,
    }),
    response: { 200: listOf(waiverJson) },
  }
  app.get('/api/v1/interest-waivers', { config: read, schema }, async (request) => {
    const { limit, cursor, ...filter } = request.query
    const { page, nextCursor } = await pageByCursor({ limit, cursor }, (part) =>
      listWaivers(db, filter, part),
    )
    return {
      items: await waiversJson(db, page, principalOf(request)),
      nextCursor,
    }
  })
}

function registerRequest(app: App, { db, now }: Deps, approvals: Approvals): void {
  const schema = {
    tags,
    summary: 'Give up late interest, all or part: at once within one’s authority, otherwise by approval',
    params: z.strictObject({ code: codeSchema }),
    body: z.strictObject({
      until: daySchema.nullable().default(null).describe('Last day of the interest; null: today'),
      reasonCode: pickListCode.nullable().default(null).describe('Of /api/v1/waiver-reasons'),
      reason: reasonSchema,
      items: z
        .array(
          z.strictObject({
            documentId: idSchema,
            itemNo: z.int().min(1).max(9999),
            amount: positiveMoneySchema.optional().describe('Left out: all that is owed'),
          }),
        )
        .max(200)
        .default([])
        .describe('None: the interest of everything that is overdue'),
    }),
    response: {
      201: z.object({
        waiver: waiverJson,
        approval: z
          .object({ id: z.string(), number: z.string() })
          .nullable()
          .describe('null: it was granted at once'),
      }),
    },
  }
  app.post('/api/v1/customers/:code/interest-waivers', { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = now()
    const answer = await db.transaction(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, actor)
      const doing = { actor, at, today: await todayAt(tx, at) }
      const asked = await requestWaiver(tx, approvals, customer, request.body, doing)
      return { waiver: await oneWaiver(tx, asked.id, actor), approval: asked.case }
    })
    return reply.code(201).send(answer)
  })
}

function registerWithdraw(app: App, { db, now }: Deps, approvals: Approvals): void {
  const schema = {
    tags,
    summary: 'Take back a waiver that waits for a decision; its approval ends',
    params: z.strictObject({ id: idSchema }),
    body: z.strictObject({ reason: reasonSchema }),
    response: { 200: waiverJson },
  }
  app.post('/api/v1/interest-waivers/:id/withdraw', { config: write, schema }, async (request) => {
    const actor = principalOf(request)
    const at = now()
    return db.transaction(async (tx) => {
      const doing = { actor, at, today: await todayAt(tx, at) }
      await withdrawWaiver(tx, approvals, request.params.id, request.body.reason, doing)
      return oneWaiver(tx, request.params.id, actor)
    })
  })
}

async function oneWaiver(db: Queryable, id: string, actor: Principal): Promise<z.input<typeof waiverJson>> {
  const [json] = await waiversJson(db, await listWaivers(db, { id }, { limit: 1 }), actor)
  if (!json) throw new Error('the waiver was not stored')
  return json
}

async function waiversJson(
  db: Queryable,
  waivers: readonly ListedWaiver[],
  actor: Principal,
): Promise<z.input<typeof waiverJson>[]> {
  const items = await itemsOfWaivers(
    db,
    waivers.map(({ id }) => id),
  )
  const reasons = await listWaiverReasons(db)
  return waivers.map((waiver) => {
    const { id, currency, status, ownerUsername, segmentCodes, requestedAt, decidedAt } = waiver
    const { customerCode, customerName, reason, requestedBy, decidedBy, note } = waiver
    const chosen = reasons.find(({ code }) => code === waiver.reasonCode)
    const amount = (minor: bigint) => moneyJson(minor, currency)
    return {
      ...{ id, number: waiverReference(waiver.number), customerCode, customerName, status, reason, note },
      reasonCode: waiver.reasonCode,
      reasonName: chosen ? { zh: chosen.nameZh, en: chosen.nameEn } : null,
      ...{ amount: amount(waiver.amountMinor), until: waiver.untilOn, requestedBy, decidedBy },
      ...{ requestedAt: requestedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null },
      items: items
        .filter(({ waiverId }) => waiverId === id)
        .map(({ documentId, itemNo, number, openMinor, amountMinor }) => ({
          ...{ documentId, itemNo, number, owed: amount(openMinor), amount: amount(amountMinor) },
        })),
      allowed: status === 'requested' ? actsOf(actor, needs, { ownerUsername, segmentCodes }) : [],
    }
  })
}
