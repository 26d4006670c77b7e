import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema, reasonSchema } from '../../platform/http/schemas.js'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import { deleteExclusion, findExclusion, putExclusion } from './exclusion-store.js'

const PATH = '/api/v1/customers/:code/collection-exclusion'
const tags = ['collection strategies']
const read = { permission: 'collections:read' } as const
const write = { permission: 'collections:write' } as const
const params = z.strictObject({ code: codeSchema })
const response = {
  200: z.object({
    exclusion: z
      .object({
        reason: z.string(),
        untilOn: z.string().nullable(),
        createdBy: z.string(),
        createdAt: z.string(),
      })
      .nullable(),
  }),
}

/** Customers whom no strategy contacts: insolvency, a settlement under way, a word of the management. */
export function registerExclusionRoutes(app: App, deps: Deps): void {
  const getSchema = { tags, summary: 'Whether strategies leave a customer alone', params, response }
  app.get(PATH, { config: read, schema: getSchema }, (request) => answer(deps.db, request.params.code))

  const body = z.strictObject({
    reason: reasonSchema,
    untilOn: daySchema.nullish().describe('Last day; without end when left out'),
  })
  const putSchema = { tags, summary: 'No strategy contacts this customer any more', params, body, response }
  app.put(PATH, { config: write, schema: putSchema }, async (request) => {
    const { code } = request.params
    const { reason, untilOn = null } = request.body
    const actor = principalOf(request)
    const at = deps.now()
    await deps.db.transaction(async (tx) => {
      const id = await customerId(tx, code)
      await putExclusion(tx, id, { reason, untilOn, createdBy: actor.label, createdAt: at })
      await recordAudit(tx, {
        ...{ actor, at, action: 'collection-exclusion.set', objectType: 'customer', objectId: code, reason },
        after: { untilOn },
      })
    })
    return answer(deps.db, code)
  })

  const dropSchema = { tags, summary: 'Strategies contact this customer again', params, response }
  app.delete(PATH, { config: write, schema: dropSchema }, async (request) => {
    const { code } = request.params
    const actor = principalOf(request)
    await deps.db.transaction(async (tx) => {
      await deleteExclusion(tx, await customerId(tx, code))
      await recordAudit(tx, {
        ...{ actor, at: deps.now(), action: 'collection-exclusion.lifted' },
        ...{ objectType: 'customer', objectId: code },
      })
    })
    return answer(deps.db, code)
  })
}

async function customerId(db: Queryable, code: string): Promise<string> {
  const customer = await findCustomer(db, code, null)
  if (!customer) throw new Refusal('customer_not_found', { code })
  return customer.id
}

async function answer(db: Queryable, code: string) {
  const found = await findExclusion(db, await customerId(db, code))
  return { exclusion: found ? { ...found, createdAt: found.createdAt.toISOString() } : null }
}
