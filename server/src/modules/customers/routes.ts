import { z } from 'zod'
import { inScope, type DataScope } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { isByPage, PART_SIZE } from '../../platform/http/list-part.js'
import { languageOf, problemOf } from '../../platform/http/problem.js'
import { codeSchema, lineOf, pageQuery, problemSchema } from '../../platform/http/schemas.js'
import { withoutScope } from '../../platform/request-context.js'
import { customerSorts } from './customer-list-store.js'
import {
  customerBodySchema,
  customerFilterQuery,
  customerListSchema,
  customerSchema,
  presentCustomer,
  presentListItem,
} from './customer-schemas.js'
import { revealBodySchema } from './contact-schemas.js'
import { hiddenFields, noteOpenFields, showCustomField } from './show-custom-field.js'
import { allowedOnCustomer } from './allowed-on-customer.js'
import { findCustomer, findCustomersByCode } from './customer-store.js'
import { listCustomers } from './list-customers.js'
import { upsertCustomers, type CustomerEffects, type CustomerInput } from './upsert-customers.js'

const BULK_MAX = 5000

/** Routes of customers. */
export function registerCustomerRoutes(app: App, deps: Deps, effects: CustomerEffects): void {
  app.put('/api/v1/customers/:code', {
    config: { permission: 'customers:write' },
    schema: {
      tags: ['customers'],
      summary: 'Insert or update a customer',
      params: z.strictObject({ code: codeSchema }),
      body: customerBodySchema,
      response: { 200: customerSchema, 201: customerSchema },
    },
    handler: async (request, reply) => {
      const { code } = request.params
      const actor = principalOf(request)
      await refuseForeign(deps, { code, ...request.body }, actor.scope)
      const context = { actor, at: deps.now(), effects }
      const [result] = await deps.db.transaction((tx) =>
        seeingAll(tx, () => upsertCustomers(tx, [{ code, ...request.body }], context)),
      )
      const customer = await findCustomer(deps.db, code, null)
      if (!customer || !result) throw new Error('the customer was not stored')
      return reply.status(result.created ? 201 : 200).send({
        ...presentCustomer(
          customer,
          await allowedOnCustomer(deps.db, customer, actor),
          await hiddenFields(deps.db, actor),
        ),
        warnings: [...result.warnings],
      })
    },
  })

  app.get('/api/v1/customers/:code', {
    config: { permission: 'customers:read' },
    schema: {
      tags: ['customers'],
      summary: 'One customer',
      params: z.strictObject({ code: codeSchema }),
      response: { 200: customerSchema },
    },
    handler: async (request) => {
      const { code } = request.params
      const customer = await findCustomer(deps.db, code, principalOf(request).onlyCustomersOf)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const reader = principalOf(request)
      await noteOpenFields(deps.db, reader, customer, deps.now())
      const allowed = await allowedOnCustomer(deps.db, customer, reader)
      return presentCustomer(customer, allowed, await hiddenFields(deps.db, reader))
    },
  })

  registerCustomFields(app, deps)
  registerCustomerList(app, deps)
  registerCustomerBulk(app, deps, effects)
}

function registerCustomFields(app: App, deps: Deps): void {
  app.post('/api/v1/customers/:code/custom-fields/:key/show', {
    config: { permission: ['sensitive:show', 'sensitive:read'] },
    schema: {
      tags: ['customers'],
      summary: 'One masked custom field in clear; who looked, and why, is recorded',
      params: z.strictObject({ code: codeSchema, key: lineOf(64) }),
      body: revealBodySchema.omit({ field: true }),
      response: { 200: z.object({ value: z.string() }) },
    },
    handler: async (request) => {
      const asked = { ...request.params, ...request.body }
      return { value: await showCustomField(deps.db, principalOf(request), asked, deps.now()) }
    },
  })
}

/**
 * Which of the customers exist already, but not in the caller's sight. What the caller writes must stay in their sight:
 * with one of their owners, or unchanged.
 */
async function foreignCodes(
  deps: Deps,
  items: readonly CustomerInput[],
  scope: DataScope | null,
): Promise<ReadonlySet<string>> {
  if (scope === null) return new Set()
  const codes = items.map(({ code }) => code)
  const [existing, seen] = await Promise.all([
    withoutScope(() => findCustomersByCode(deps.db, codes)),
    findCustomersByCode(deps.db, codes),
  ])
  const known = new Set(seen.map(({ code }) => code))
  for (const { code, ownerUsername } of items) {
    const stays = ownerUsername === undefined ? known.has(code) : inScope(scope, { ownerUsername })
    if (!stays && !existing.some((one) => one.code === code && !known.has(code)))
      throw new Refusal('outside_scope')
  }
  return new Set(existing.map(({ code }) => code).filter((code) => !known.has(code)))
}

async function refuseForeign(deps: Deps, item: CustomerInput, scope: DataScope | null): Promise<void> {
  const { code } = item
  if ((await foreignCodes(deps, [item], scope)).has(code)) throw new Refusal('customer_not_found', { code })
}

function registerCustomerList(app: App, deps: Deps): void {
  app.get('/api/v1/customers', {
    config: { permission: 'customers:read' },
    schema: {
      tags: ['customers'],
      summary: 'Customers by name, pinyin, code or USCC, with grade, limit and exposure',
      querystring: z.strictObject({
        ...pageQuery,
        ...customerFilterQuery,
        sort: z
          .enum(customerSorts)
          .default('code')
          .describe('Amounts compare in the base currency at the rates of today'),
      }),
      response: { 200: customerListSchema },
    },
    handler: async (request) => {
      const visibleTo = principalOf(request).onlyCustomersOf
      isByPage(request.query)
      const { sort, limit = PART_SIZE, cursor, page, pageSize, ...asked } = request.query
      const place = { sort, limit, cursor, page, pageSize }
      const found = await listCustomers(deps.db, { ...asked, visibleTo }, place, deps.now())
      const { rows, total, totalExceeded, nextCursor } = found
      return {
        items: rows.map(presentListItem),
        nextCursor,
        ...(total === null ? {} : { total }),
        ...(totalExceeded ? { totalExceeded } : {}),
      }
    },
  })
}

function registerCustomerBulk(app: App, deps: Deps, effects: CustomerEffects): void {
  app.post('/api/v1/customers/bulk', {
    config: { permission: 'customers:write' },
    schema: {
      tags: ['customers'],
      summary: 'Insert or update up to 5,000 customers',
      body: z.strictObject({
        items: z
          .array(customerBodySchema.extend({ code: codeSchema }))
          .min(1)
          .max(BULK_MAX),
      }),
      response: {
        200: z.object({
          items: z.array(
            z.object({
              status: z.number(),
              code: z.string(),
              warnings: z.array(z.string()).optional(),
              problem: problemSchema.optional(),
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const actor = principalOf(request)
      const language = languageOf(request)
      const items: readonly CustomerInput[] = request.body.items
      const foreign = await foreignCodes(deps, items, actor.scope)
      const own = items.filter(({ code }) => !foreign.has(code))
      const results = await deps.db.transaction((tx) =>
        seeingAll(tx, () => upsertCustomers(tx, own, { actor, at: deps.now(), effects })),
      )
      const byCode = new Map(results.map((result) => [result.code, result]))
      return {
        items: items.map(({ code }) => {
          const result = byCode.get(code)
          if (result) return { status: result.created ? 201 : 200, code, warnings: [...result.warnings] }
          const { errors: _errors, ...problem } = problemOf(
            new Refusal('customer_not_found', { code }),
            language,
          )
          return { status: problem.status, code, problem }
        }),
      }
    },
  })
}
