import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, idSchema } from '../../platform/http/schemas.js'
import { visibleCustomer, todayAt } from './claim-customer.js'
import { openItemsOf } from './claim-item-store.js'
import { claimNeeds, guaranteeJsonOf } from './claim-json.js'
import * as schemas from './claim-schemas.js'
import { readGuarantees } from './read-guarantees.js'
import { recordGuarantee, recordGuaranteeAct } from './record-guarantee.js'

const read = { permission: 'receivables:read' } as const
const write = { permission: claimNeeds.record } as const
const byCode = z.strictObject({ code: codeSchema })
const byId = z.strictObject({ id: idSchema })
const ITEMS_MAX = 500

/** Who answers for a customer's debts, and how long. */
export function registerGuaranteeRoutes(app: App, deps: Deps): void {
  const tags = ['claims']
  const { db, now } = deps
  const path = '/api/v1/customers/:code/guarantees'
  const listSchema = {
    tags,
    summary: 'Guarantees for a customer with their periods for each open receivable',
    params: byCode,
    response: {
      200: z.object({ today: z.string(), items: z.array(schemas.guaranteeJson), nextCursor: z.null() }),
    },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) =>
    db.snapshot(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, principalOf(request))
      const today = await todayAt(tx, now())
      const items = await openItemsOf(tx, customer.id, ITEMS_MAX)
      const guarantees = await readGuarantees(tx, customer.id, items, today)
      return { today, items: guarantees.map(guaranteeJsonOf), nextCursor: null }
    }),
  )
  const schema = {
    tags,
    summary: 'Record a guarantee',
    params: byCode,
    body: schemas.guaranteeBody,
    response: { 201: z.object({ id: z.string() }) },
  }
  app.post(path, { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = now()
    const { agreed, amount, ...given } = request.body
    const id = await db.transaction(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, actor)
      const guarantee = {
        ...{
          ...given,
          agreedKind: agreed.kind,
          amountMinor: amount?.minor ?? null,
          currency: amount?.currency ?? null,
        },
        agreedMonths: agreed.kind === 'months' ? agreed.months : null,
        agreedUntil: agreed.kind === 'until' ? agreed.on : null,
        determinedOn: given.maxAmount ? given.determinedOn : null,
      }
      return (await recordGuarantee(tx, customer, guarantee, { actor, at, today: await todayAt(tx, at) })).id
    })
    return reply.code(201).send({ id })
  })
  registerGuaranteeActs(app, deps)
}

function registerGuaranteeActs(app: App, { db, now }: Deps): void {
  const schema = {
    tags: ['claims'],
    summary: 'Record what keeps a guarantee within its period, or ends it',
    params: byId,
    body: schemas.guaranteeActBody,
    response: { 201: schemas.guaranteeActJson },
  }
  app.post('/api/v1/guarantees/:id/acts', { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const at = now()
    const act = await db.transaction(async (tx) =>
      recordGuaranteeAct(tx, request.params.id, request.body, { actor, at, today: await todayAt(tx, at) }),
    )
    const { id, documentId, kind, on, evidence, recordedBy } = act
    return reply.code(201).send({ id, documentId, kind, on, evidence, recordedBy })
  })
}
