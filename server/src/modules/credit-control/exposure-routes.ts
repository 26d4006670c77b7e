import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import { findCustomer } from '../customers/customer-store.js'
import { findAccount, listAccounts } from '../customers/account-store.js'
import { findSegment, listSegments } from '../customers/segment-store.js'
import { limitSchema, outcomes, reasonSchema } from './check-schemas.js'
import { checkContext } from './check-service.js'
import { readExposure } from './read-exposure.js'
import { rulesInForce } from './rules-store.js'

const bucketsSchema = z.object({
  reserved: moneyJsonSchema,
  openOrders: moneyJsonSchema,
  deliveredNotBilled: moneyJsonSchema,
  receivables: moneyJsonSchema,
  bills: moneyJsonSchema,
  unapplied: moneyJsonSchema,
})

const exposureSchema = z.object({
  customerCode: z.string(),
  segment: z.string(),
  asOf: z.string(),
  currency: z.string(),
  status: z.string(),
  terms: z.object({ netDays: z.number() }).nullable(),
  forcedHold: z.string().nullable(),
  limit: limitSchema,
  exposure: moneyJsonSchema,
  buckets: bucketsSchema,
  byCurrency: z.array(z.object({ currency: z.string(), buckets: bucketsSchema })),
  available: moneyJsonSchema
    .nullable()
    .describe('The tighter of own and group room; null when neither is limited'),
  overdue: z.object({ amount: moneyJsonSchema, oldestDays: z.number() }),
  group: z.object({
    code: z.string(),
    name: z.string(),
    limit: z.object({
      mode: z.enum(['none', 'unlimited', 'amount']),
      amount: z.string().nullable(),
      currency: z.string(),
    }),
    exposure: moneyJsonSchema,
    buckets: bucketsSchema,
    available: moneyJsonSchema.nullable(),
  }),
  nextOrder: z
    .object({ outcome: z.enum(outcomes), reasons: z.array(reasonSchema).readonly() })
    .nullable()
    .describe('What the rules in force would do to the smallest possible order today; null for a past day'),
})

/** The exposure of a customer, now or as of a past business day. */
export function registerExposureRoutes(app: App, deps: Deps): void {
  app.get('/api/v1/customers/:code/exposure', {
    config: { permission: 'customers:read' },
    schema: {
      tags: ['exposure'],
      summary: 'Limit, exposure by bucket, room and overdue in one segment',
      params: z.strictObject({ code: codeSchema }),
      querystring: z.strictObject({
        segment: codeSchema.optional().describe('May be left out when the customer has one account'),
        asOf: daySchema.optional(),
      }),
      response: { 200: exposureSchema },
    },
    handler: async (request) => {
      const { code } = request.params
      const owner = principalOf(request).onlyCustomersOf
      const customer = await findCustomer(deps.db, code, owner)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const segment = request.query.segment ?? (await onlySegment(deps, customer.id))
      const found = await findSegment(deps.db, segment)
      if (!found) throw new Refusal('segment_not_found', { code: segment })
      const now = deps.now()
      const { today } = await checkContext(deps.db, now)
      const rules = await deps.db.transaction((tx) => rulesInForce(tx, now))
      const asked = {
        customerCode: code,
        segmentCode: segment,
        asOf: request.query.asOf ?? null,
        today,
        owner,
        rules: rules.content,
      }
      const exposure = await deps.db.snapshot(async (tx) => {
        // Whether the account is the caller's to see is asked first; the figures of its group are then whole.
        if (!(await findAccount(tx, customer.id, found.id))) return undefined
        return seeingAll(tx, () => readExposure(tx, asked))
      })
      if (!exposure) throw new Refusal('account_not_found', { customer: code, segment })
      return exposure
    },
  })
}

async function onlySegment(deps: Deps, customerId: string): Promise<string> {
  const accounts = await listAccounts(deps.db, customerId)
  const segments = await listSegments(deps.db)
  const [only] = accounts.length === 1 ? accounts : []
  const segment = segments.find(({ id }) => id === only?.segmentId)
  if (!segment) throw new Refusal('bad_request', { detail: 'segment' })
  return segment.code
}
