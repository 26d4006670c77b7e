import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { codeSchema, daySchema, idSchema, listOf, moneyJsonSchema } from '../../platform/http/schemas.js'
import { visibleCustomer, todayAt } from './claim-customer.js'
import { itemsOfDocuments, overdueItemsOf } from './claim-item-store.js'
import { claimJsonOf, claimNeeds, clockJsonOf, countsJson, termsJsonOf } from './claim-json.js'
import * as schemas from './claim-schemas.js'
import { sumsOf } from './domain/sums.js'
import { countClocks, listClocks } from './limitation-clock-store.js'
import { readClaims } from './read-claims.js'
import { recordInterruption } from './record-interruption.js'
import { recordTerms } from './record-terms.js'

const tags = ['claims']
const read = { permission: 'receivables:read' } as const
const write = { permission: claimNeeds.record } as const
const ITEMS_MAX = 500

/** What may be claimed of overdue receivables, and until when. */
export function registerClaimRoutes(app: App, deps: Deps): void {
  registerClocks(app, deps)
  registerClaim(app, deps)
  registerClaimsOfCustomer(app, deps)
  registerActs(app, deps)
  registerTerms(app, deps)
}

function registerClocks(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Limitation periods of what is overdue, the earliest end first',
    querystring: schemas.clocksQuery,
    response: {
      200: listOf(schemas.clockJson).extend({ today: z.string(), counts: schemas.clockCounts }),
    },
  }
  app.get('/api/v1/claims', { config: read, schema }, async (request) => {
    const { part, asked: narrow, nextCursor } = partOf(request)
    const today = await todayAt(db, now())
    const counts = await countClocks(db, { ...narrow, today })
    const clocks = await listClocks(db, { ...narrow, today }, part)
    const all = countsJson(counts)
    const total = all
      .filter(({ window }) => narrow.window === undefined || window === narrow.window)
      .reduce((sum, { items }) => sum + items, 0)
    return {
      items: clocks.map((clock) => clockJsonOf(clock, today, principalOf(request))),
      nextCursor: nextCursor(total),
      total,
      ...{ counts: all, today },
    }
  })
}

function registerClaim(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary:
      'Claims of one invoice, by instalment: late interest line by line, limitation period, missing proof',
    params: z.strictObject({ id: idSchema.describe('Id of the invoice') }),
    querystring: z.strictObject({
      until: daySchema.optional().describe('Last day of interest; default today'),
    }),
    response: { 200: z.object({ today: z.string(), items: z.array(schemas.claimJson) }) },
  }
  app.get('/api/v1/claims/:id', { config: read, schema }, async (request) => {
    const { id } = request.params
    const today = await todayAt(db, now())
    const until = request.query.until ?? today
    return db.snapshot(async (tx) => {
      const items = await itemsOfDocuments(tx, [id])
      if (items.length === 0) throw new Refusal('claim_item_not_found', { id })
      const claims = await readClaims(tx, items, { today, until })
      return { today, items: claims.map((claim) => claimJsonOf(claim, until, principalOf(request))) }
    })
  })
}

function registerClaimsOfCustomer(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Claims of a customer for what is overdue, with late interest by currency',
    params: z.strictObject({ code: codeSchema }),
    querystring: z.strictObject({ until: daySchema.optional() }),
    response: {
      200: z.object({
        ...{ customerCode: z.string(), customerName: z.string(), today: z.string(), until: z.string() },
        totals: z.array(
          z.object({ open: moneyJsonSchema, interest: moneyJsonSchema.describe('Open late interest') }),
        ),
        complete: z.boolean().describe(`False when more than ${ITEMS_MAX} are overdue; the oldest are given`),
        items: z.array(schemas.claimJson),
      }),
    },
  }
  app.get('/api/v1/customers/:code/claims', { config: read, schema }, async (request) => {
    const actor = principalOf(request)
    return db.snapshot(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, actor)
      const today = await todayAt(tx, now())
      const until = request.query.until ?? today
      const items = await overdueItemsOf(tx, customer.id, { before: today, limit: ITEMS_MAX + 1 })
      const claims = await readClaims(tx, items.slice(0, ITEMS_MAX), { today, until })
      return {
        ...{ customerCode: customer.code, customerName: customer.name, today, until },
        totals: sumsOf(
          claims.map(({ item, interest }) => ({
            currency: item.currency,
            openMinor: item.openMinor,
            interestMinor: interest?.choice ? interest.result.openInterestMinor : 0n,
          })),
        ),
        complete: items.length <= ITEMS_MAX,
        items: claims.map((claim) => claimJsonOf(claim, until, actor)),
      }
    })
  })
}

function registerActs(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary:
      'Record what may begin limitation periods anew: a demand, an acknowledgement, a suit, with its proof',
    body: schemas.actBody,
    response: { 201: z.object({ actId: z.string(), items: z.array(schemas.claimJson) }) },
  }
  app.post('/api/v1/claims/events', { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = now()
    const { customerCode, ...act } = request.body
    const answer = await db.transaction(async (tx) => {
      const today = await todayAt(tx, at)
      const customer = await visibleCustomer(tx, customerCode, actor)
      const { actId, items } = await recordInterruption(
        tx,
        { ...act, customerId: customer.id, customerCode: customer.code },
        { actor, at, today },
      )
      const claims = await readClaims(tx, items, { today, until: today })
      return { actId, items: claims.map((claim) => claimJsonOf(claim, today, actor)) }
    })
    return reply.code(201).send(answer)
  })
}

function registerTerms(app: App, { db, now }: Deps): void {
  const schema = {
    tags,
    summary: 'Record what a contract says about late payment, for an account or for one invoice',
    params: z.strictObject({ code: codeSchema }),
    body: schemas.termsBody,
    response: { 201: schemas.termsJson },
  }
  app.post('/api/v1/customers/:code/claim-terms', { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const { segment, agreed, ...given } = request.body
    const answer = await db.transaction(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, actor)
      const terms = { ...given, agreedPercent: agreed?.percent ?? null, agreedPer: agreed?.per ?? null }
      return termsJsonOf(await recordTerms(tx, customer, segment, terms, { actor, at: now() }))
    })
    return reply.code(201).send(answer)
  })
}
