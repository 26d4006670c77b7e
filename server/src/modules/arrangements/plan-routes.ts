import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import type { Queryable } from '../../platform/db/types.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { pageByCursor } from '../../platform/http/cursor.js'
import {
  codeSchema,
  cursorQuery,
  daySchema,
  idSchema,
  listOf,
  moneyJsonSchema,
  positiveMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { activatePlan, endPlan } from './activate-plan.js'
import { itemJson, itemJsonOf, itemsBody, needs } from './arrangement-schemas.js'
import { planStatuses } from './domain/plan-standing.js'
import { guarantorConsents, itemsOfPlans, listPlans, ratesOfPlans, type ListedPlan } from './plan-store.js'
import { doingOf } from './doing-of.js'
import { RATES_MAX, requestPlan } from './request-plan.js'

const tags = ['arrangements']
const numberOf = (number: bigint) => `IP-${number.toString().padStart(6, '0')}`

const planJson = z.object({
  id: z.string(),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  status: z.enum(planStatuses),
  amount: moneyJsonSchema,
  received: moneyJsonSchema,
  reason: z.string(),
  graceDays: z.int(),
  guarantorConsent: z.enum(guarantorConsents).nullable(),
  guarantorNote: z.string().nullable(),
  commitmentId: z.string().nullable().describe('Evidence file with the written commitment'),
  requestedOn: z.string(),
  requestedBy: z.string(),
  activatedOn: z.string().nullable(),
  activatedBy: z.string().nullable(),
  endedOn: z.string().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  items: z.array(itemJson),
  rates: z.array(
    z.object({ no: z.int(), dueOn: z.string(), amount: moneyJsonSchema, received: moneyJsonSchema }),
  ),
  allowed: z.array(z.enum(['edit'])),
})

/** Instalment plans. */
export function registerPlanRoutes(app: App, deps: Deps, approvals: Approvals): void {
  const query = z.strictObject({
    status: z
      .enum([...planStatuses, 'current'])
      .optional()
      .describe('current: asked for, approved, in force'),
    customerCode: codeSchema.optional(),
    ...cursorQuery,
  })
  app.get(
    '/api/v1/instalment-plans',
    {
      config: { permission: 'collections:read' },
      schema: {
        ...{ tags, summary: 'Instalment plans, the newest first', querystring: query },
        response: { 200: listOf(planJson) },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query
      const { page, nextCursor } = await pageByCursor({ limit, cursor }, (part) =>
        listPlans(deps.db, filter, part),
      )
      return {
        items: await plansJsonOf(deps.db, page, principalOf(request)),
        nextCursor,
      }
    },
  )
  registerRequest(app, deps, approvals)
  registerActivate(app, deps)
  registerEnd(app, deps, approvals)
}

function registerRequest(app: App, deps: Deps, approvals: Approvals): void {
  const body = z.strictObject({
    reason: reasonSchema,
    items: itemsBody,
    rates: z
      .array(z.strictObject({ dueOn: daySchema, amount: positiveMoneySchema }))
      .min(1)
      .max(RATES_MAX)
      .describe('Rising days; their sum is what the items hold'),
  })
  app.post(
    '/api/v1/customers/:code/instalment-plans',
    {
      config: { permission: needs.edit },
      schema: {
        ...{ tags, summary: 'Ask for an instalment plan; its approval begins', body },
        params: z.strictObject({ code: codeSchema }),
        response: {
          202: z.object({ plan: planJson, approvalCaseId: z.string(), approvalNumber: z.string() }),
        },
      },
    },
    async (request, reply) => {
      const actor = principalOf(request)
      const doing = await doingOf(deps, actor)
      const { reason, items, rates } = request.body
      const answer = await deps.db.transaction(async (tx) => {
        const { plan, caseId, caseNumber } = await requestPlan(
          tx,
          approvals,
          {
            ...{ customerCode: request.params.code, reason, items, contactId: null },
            rates: rates.map(({ dueOn, amount }) => ({ dueOn: dueOn, amount })),
          },
          doing,
        )
        return { plan: await onePlan(tx, plan.id, actor), approvalCaseId: caseId, approvalNumber: caseNumber }
      })
      return reply.status(202).send(answer)
    },
  )
}

function registerActivate(app: App, deps: Deps): void {
  app.post(
    '/api/v1/instalment-plans/:id/activate',
    {
      config: { permission: needs.edit },
      schema: {
        ...{ tags, summary: 'Put an approved plan in force' },
        params: z.strictObject({ id: idSchema }),
        body: z.strictObject({
          commitmentId: idSchema.describe('Evidence file with the written commitment of the debtor'),
          guarantorConsent: z.enum(guarantorConsents),
          guarantorNote: reasonSchema.optional().describe('Needed when guarantors are not asked'),
          consentId: idSchema.optional().describe('Evidence file with the consent of the guarantors'),
        }),
        response: { 200: planJson },
      },
    },
    async (request) => {
      const actor = principalOf(request)
      const doing = await doingOf(deps, actor)
      const { id } = request.params
      const { guarantorNote = null, consentId = null, ...rest } = request.body
      return deps.db.transaction(async (tx) => {
        await activatePlan(tx, id, { ...rest, guarantorNote, consentId }, doing)
        return onePlan(tx, id, actor)
      })
    },
  )
}

function registerEnd(app: App, deps: Deps, approvals: Approvals): void {
  app.post(
    '/api/v1/instalment-plans/:id/end',
    {
      config: { permission: needs.edit },
      schema: {
        ...{ tags, summary: 'Take back a plan, or end one in force: all that is left is owed at once' },
        params: z.strictObject({ id: idSchema }),
        body: z.strictObject({ reason: reasonSchema }),
        response: { 200: planJson },
      },
    },
    async (request) => {
      const actor = principalOf(request)
      const doing = await doingOf(deps, actor)
      const { id } = request.params
      return deps.db.transaction(async (tx) => {
        await endPlan(tx, approvals, id, request.body.reason, doing)
        return onePlan(tx, id, actor)
      })
    },
  )
}

async function onePlan(db: Queryable, id: string, actor: Principal): Promise<z.input<typeof planJson>> {
  const [json] = await plansJsonOf(db, await listPlans(db, { id }, { limit: 1 }), actor)
  if (!json) throw new Error('the plan was not stored')
  return json
}

/** Plans as answered, with their items and rates. */
async function plansJsonOf(
  db: Queryable,
  plans: readonly ListedPlan[],
  actor: Principal,
): Promise<z.input<typeof planJson>[]> {
  const ids = plans.map(({ id }) => id)
  const items = await itemsOfPlans(db, ids)
  const rates = await ratesOfPlans(db, ids)
  return plans.map((plan) => {
    const { id, currency, status, ownerUsername, segmentCodes } = plan
    return {
      ...{ id, number: numberOf(plan.number), customerCode: plan.customerCode },
      ...{ customerName: plan.customerName, status, reason: plan.reason, graceDays: plan.graceDays },
      amount: moneyJson(plan.amountMinor, currency),
      received: moneyJson(plan.receivedMinor, currency),
      ...{ guarantorConsent: plan.guarantorConsent, guarantorNote: plan.guarantorNote },
      ...{ commitmentId: plan.commitmentId, requestedOn: plan.requestedOn, requestedBy: plan.requestedBy },
      ...{ activatedOn: plan.activatedOn, activatedBy: plan.activatedBy },
      ...{ endedOn: plan.endedOn, endedBy: plan.endedBy, endReason: plan.endReason },
      items: items.filter(({ planId }) => planId === id).map((item) => itemJsonOf(item, currency)),
      rates: rates
        .filter(({ planId }) => planId === id)
        .map((rate) => ({
          ...{ no: rate.rateNo, dueOn: rate.dueOn, amount: moneyJson(rate.amountMinor, currency) },
          received: moneyJson(rate.receivedMinor, currency),
        })),
      allowed: ['requested', 'approved', 'active'].includes(status)
        ? actsOf(actor, needs, { ownerUsername, segmentCodes })
        : [],
    }
  })
}
