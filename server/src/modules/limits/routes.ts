import { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import {
  codeSchema,
  currencySchema,
  daySchema,
  lastDaySchema,
  idSchema,
  moneyJsonSchema,
  nonNegativeMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import type { Approvals } from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import { findAccount } from '../customers/account-store.js'
import { accountNeeds, allowedOnAccount, type AccountAct } from '../customers/allowed-on-account.js'
import { findCustomer } from '../customers/customer-store.js'
import { findGroups, lockGroups } from '../customers/group-store.js'
import { findSegment } from '../customers/segment-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { addLimitLines } from './add-limit-line.js'
import { registerForcedHoldRoutes } from './forced-hold-routes.js'
import { limitKinds } from './domain/effective-limit.js'
import { putGroupAccount } from './group-account-store.js'
import type { LimitEffects } from './limit-effects.js'
import { daysUntil, limitSubjectOf, mayGrantAlone } from './limit-approval.js'
import { listLimitLines, revokeLimitLine, type LimitLine } from './limit-line-store.js'
import { requestLine } from './open-limit-request.js'
import { accountOf, putAccount, whereabouts } from './put-account.js'

const modeSchema = z.enum(['none', 'unlimited', 'amount'])
const pathSchema = z.strictObject({ code: codeSchema, segment: codeSchema })

const accountBody = z
  .strictObject({
    currency: currencySchema,
    limitMode: modeSchema,
    limit: nonNegativeMoneySchema.optional(),
    status: z.enum(['active', 'frozen', 'blocked']).optional(),
    terms: z.strictObject({ netDays: z.int().min(0).max(3650) }).optional(),
  })
  .refine((body) => body.limitMode === 'amount' || body.limit === undefined, {
    message: 'a limit needs limitMode amount',
    path: ['limit'],
  })

const accountSchema = z.object({
  customerCode: z.string(),
  segment: z.string(),
  currency: z.string(),
  limitMode: modeSchema,
  status: z.string(),
  terms: z.object({ netDays: z.number() }).nullable(),
  requestId: z.string().optional().describe('The request that waits for somebody who may grant the credit'),
})

const lineSchema = z.object({
  id: z.string(),
  kind: z.enum(limitKinds),
  amount: moneyJsonSchema,
  validFrom: z.string(),
  validTo: z.string().nullable(),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  allowed: z.array(z.enum(['revoke'])).describe('What you may do with it'),
})

const lineBody = z.strictObject({
  kind: z.enum(limitKinds),
  amount: nonNegativeMoneySchema,
  validFrom: daySchema,
  validTo: lastDaySchema.optional(),
  reason: reasonSchema,
})

function presentLine(line: LimitLine, account: readonly AccountAct[]) {
  return {
    id: line.id,
    kind: line.kind,
    amount: moneyJson(line.amountMinor, line.currency),
    validFrom: line.validFrom,
    validTo: line.validTo,
    reason: line.reason,
    createdBy: line.createdBy,
    createdAt: line.createdAt.toISOString(),
    allowed: account.includes('grant') ? (['revoke'] as const).slice() : [],
  }
}

/** Routes of credit accounts and limits. */
export function registerLimitRoutes(app: App, deps: Deps, effects: LimitEffects, approvals: Approvals): void {
  registerAccountRoutes(app, deps, effects, approvals)
  registerLineReads(app, deps)
  registerLineWrites(app, deps, effects, approvals)
  registerLineRevocation(app, deps, effects)
  registerGroupRoutes(app, deps, effects)
  registerForcedHoldRoutes(app, deps, effects)
}

async function todayOf(tx: Tx, at: Date) {
  return dayInZone(at, (await getOrganisation(tx)).timeZone)
}

function registerAccountRoutes(app: App, deps: Deps, effects: LimitEffects, approvals: Approvals): void {
  app.put('/api/v1/customers/:code/accounts/:segment', {
    config: { permission: accountNeeds.request },
    schema: {
      tags: ['limits'],
      summary: 'Set a credit account; more credit without limits:write opens a request (202)',
      params: pathSchema,
      body: accountBody,
      response: { 200: accountSchema, 201: accountSchema, 202: accountSchema },
    },
    handler: async (request, reply) => {
      const { code, segment } = request.params
      const { body } = request
      const actor = principalOf(request)
      const at = deps.now()
      const result = await deps.db.transaction(async (tx) => {
        const where = await whereabouts(tx, code, segment, actor)
        const input = {
          currency: body.currency,
          limitMode: body.limitMode,
          limit: body.limit ?? null,
          status: body.status ?? null,
          netDays: body.terms?.netDays ?? null,
        }
        return putAccount(tx, where, input, { actor, at, effects, approvals, today: await todayOf(tx, at) })
      })
      const { account } = result
      const answer = {
        customerCode: code,
        segment,
        currency: account.currency,
        limitMode: account.limitMode,
        status: account.status,
        terms: account.netDays === null ? null : { netDays: account.netDays },
      }
      if (result.outcome === 'requested')
        return reply.status(202).send({ ...answer, requestId: result.requestId })
      return reply.status(result.created ? 201 : 200).send(answer)
    },
  })
}

function registerLineReads(app: App, deps: Deps): void {
  app.get('/api/v1/customers/:code/accounts/:segment/limit-lines', {
    config: { permission: 'limits:read' },
    schema: {
      tags: ['limits'],
      summary: 'Components of the limit, newest first',
      params: pathSchema,
      response: { 200: z.object({ items: z.array(lineSchema) }) },
    },
    handler: async (request) => {
      const { code, segment } = request.params
      const owner = principalOf(request).onlyCustomersOf
      const customer = await findCustomer(deps.db, code, owner)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const found = await findSegment(deps.db, segment)
      if (!found) throw new Refusal('segment_not_found', { code: segment })
      const account = await findAccount(deps.db, customer.id, found.id)
      const allowed = allowedOnAccount(principalOf(request), customer.ownerUsername, segment)
      const lines = account ? await listLimitLines(deps.db, account.id) : []
      return { items: lines.map((line) => presentLine(line, allowed)) }
    },
  })
}

function registerLineWrites(app: App, deps: Deps, effects: LimitEffects, approvals: Approvals): void {
  app.post('/api/v1/customers/:code/accounts/:segment/limit-lines', {
    config: { permission: accountNeeds.request },
    schema: {
      tags: ['limits'],
      summary: 'Add a dated component to a limit; without limits:write it opens a request (202)',
      params: pathSchema,
      body: lineBody,
      response: { 201: lineSchema, 202: z.object({ requestId: z.string() }) },
    },
    handler: async (request, reply) => {
      const { code, segment } = request.params
      const actor = principalOf(request)
      const at = deps.now()
      const { kind, amount, validFrom, validTo, reason } = request.body
      const result = await deps.db.transaction(async (tx) => {
        const where = await whereabouts(tx, code, segment, actor)
        const { account } = await accountOf(tx, where, amount.currency)
        const today = await todayOf(tx, at)
        const line = {
          account,
          customerCode: code,
          segmentCode: segment,
          kind,
          amount,
          validFrom,
          validTo: validTo ?? null,
          reason,
        }
        const asked = {
          subject: limitSubjectOf({ currentMode: account.limitMode, lineKind: kind, validTo: line.validTo }),
          ...{ accountId: account.id, lineKind: kind, amount },
          ...{ segmentCode: segment, days: daysUntil(today, line.validTo), at },
        }
        if (!(await mayGrantAlone(tx, approvals, actor, asked, today))) {
          return { requestId: await requestLine(tx, where, line, { actor, at, effects, approvals }) }
        }
        const [stored] = await addLimitLines(tx, [line], { actor, at, effects })
        if (!stored) throw new Error('the limit line was not stored')
        return presentLine(stored, allowedOnAccount(actor, where.customer.ownerUsername, segment))
      })
      return 'requestId' in result ? reply.status(202).send(result) : reply.status(201).send(result)
    },
  })
}

function registerLineRevocation(app: App, deps: Deps, effects: LimitEffects): void {
  app.delete('/api/v1/customers/:code/accounts/:segment/limit-lines/:id', {
    config: { permission: accountNeeds.grant },
    schema: {
      tags: ['limits'],
      summary: 'Take a component back from now on',
      params: pathSchema.extend({ id: idSchema }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { code, segment, id } = request.params
      const actor = principalOf(request)
      const at = deps.now()
      await deps.db.transaction(async (tx) => {
        const where = await whereabouts(tx, code, segment, actor)
        const account = await findAccount(tx, where.customer.id, where.segment.id)
        const revoked = account !== undefined && (await revokeLimitLine(tx, account.id, id, at))
        if (!revoked) throw new Refusal('not_found')
        const objectId = `${code}/${segment}`
        await recordAudit(tx, {
          actor,
          action: 'limit-line.revoked',
          objectType: 'account',
          objectId,
          before: { id },
          at,
        })
        await effects.limitsChanged(tx, [where.customer.groupId])
      })
      return reply.status(204).send(null)
    },
  })
}

function registerGroupRoutes(app: App, deps: Deps, effects: LimitEffects): void {
  app.put('/api/v1/groups/:code/accounts/:segment', {
    config: { permission: 'limits:write' },
    schema: {
      tags: ['limits'],
      summary: "Set a credit group's own limit; a member's room is the tighter of its own and the group's",
      params: pathSchema,
      body: z
        .strictObject({
          currency: currencySchema,
          limitMode: modeSchema,
          limit: nonNegativeMoneySchema.optional(),
        })
        .refine((body) => (body.limitMode === 'amount') === (body.limit !== undefined), {
          message: 'give a limit with limitMode amount, and only then',
          path: ['limit'],
        }),
      response: {
        200: z.object({
          groupCode: z.string(),
          segment: z.string(),
          currency: z.string(),
          limitMode: modeSchema,
          limit: moneyJsonSchema.nullable(),
        }),
      },
    },
    handler: async (request) => {
      const { code, segment } = request.params
      const { currency, limitMode, limit } = request.body
      const actor = principalOf(request)
      const at = deps.now()
      if (limit && limit.currency !== currency) {
        throw new Refusal('currency_mismatch', { actual: limit.currency, expected: currency })
      }
      const answer = {
        groupCode: code,
        segment,
        currency,
        limitMode,
        limit: limit ? moneyJson(limit.minor, currency) : null,
      }
      await deps.db.transaction(async (tx) => {
        const [group] = await findGroups(tx, [code])
        if (!group) throw new Refusal('group_not_found', { code })
        const found = await findSegment(tx, segment)
        if (!found) throw new Refusal('segment_not_found', { code: segment })
        await lockGroups(tx, [group.id])
        const limitMinor = limit?.minor ?? null
        await putGroupAccount(
          tx,
          { groupId: group.id, segmentId: found.id, currency, limitMode, limitMinor },
          at,
        )
        const objectId = `${code}/${segment}`
        await recordAudit(tx, {
          actor,
          action: 'group-account.updated',
          objectType: 'group',
          objectId,
          after: answer,
          at,
        })
        await effects.limitsChanged(tx, [group.id])
      })
      return answer
    },
  })
}
