import type { Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema } from '../../platform/http/schemas.js'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomer, findCustomersByCode } from '../customers/customer-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { listKnownFacts } from './fact-store.js'
import { factItemsJson, factsJson, faultText, outcomesJson, type OutcomeOfLine } from './facts-json.js'
import * as schemas from './facts-schemas.js'
import { recordFacts, type FactEntry } from './record-facts.js'

const tags = ['facts']
const customerParams = z.strictObject({ code: codeSchema })

/** Credit data with source, age and conflicts. */
export function registerFactsRoutes(app: App, deps: Deps): void {
  registerItems(app)
  registerRead(app, deps)
  registerPut(app, deps)
  registerBulk(app, deps)
}

async function visibleCustomer(db: Queryable, code: string, principal: Principal) {
  const customer = await findCustomer(db, code, principal.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code })
  return customer
}

function registerItems(app: App): void {
  const schema = {
    tags,
    summary: 'What can be known about a customer',
    response: { 200: schemas.factItemsAnswer },
  }
  app.get('/api/v1/fact-items', { config: { permission: 'facts:read' }, schema }, () => ({
    items: factItemsJson(),
    nextCursor: null,
  }))
}

function registerRead(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'What is known about a customer, or was known at an instant',
    params: customerParams,
    querystring: schemas.factsQuery,
    response: { 200: schemas.factsAnswer },
  }
  const config = { permission: 'facts:read' } as const
  app.get('/api/v1/customers/:code/facts', { config, schema }, async (request) => {
    const customer = await visibleCustomer(deps.db, request.params.code, principalOf(request))
    const { timeZone } = await getOrganisation(deps.db)
    const { query } = request
    const knownAt = query.knownAt === undefined ? deps.now() : new Date(query.knownAt)
    const asOf = query.asOf ?? dayInZone(deps.now(), timeZone)
    const facts = await listKnownFacts(deps.db, {
      customerId: customer.id,
      asOf,
      knownAt,
      item: query.item ?? null,
    })
    return {
      customerCode: customer.code,
      asOf,
      knownAt: knownAt.toISOString(),
      ...factsJson(facts, asOf),
      nextCursor: null,
    }
  })
}

function entryOf(customerId: Id, body: schemas.FactBody): FactEntry {
  return { ...body, customerId, value: String(body.value) }
}

function registerPut(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Record facts of one customer: all of them, or none when one cannot be read',
    description:
      'The same source, item, day and value again change nothing. Implausible values answer warnings.',
    params: customerParams,
    body: schemas.putFactsBody,
    response: { 200: schemas.outcomesAnswer },
  }
  const config = { permission: 'facts:write' } as const
  app.put('/api/v1/customers/:code/facts', { config, schema }, async (request) => {
    const principal = principalOf(request)
    const { facts } = request.body
    return deps.db.transaction(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, principal)
      const entries = facts.map((fact) => entryOf(customer.id, fact))
      const at = deps.now()
      const outcomes = await recordFacts(tx, { entries, actor: principal, at })
      const faults = outcomes.flatMap(({ fault }, index) =>
        fault === null ? [] : [{ path: `facts.${index}`, code: fault, message: faultText(fault) }],
      )
      if (faults.length > 0) throw new Refusal('validation_failed', {}, faults)
      const answer = outcomesJson(
        facts.map((fact) => fact.item),
        outcomes,
      )
      if (answer.recorded > 0) {
        await recordAudit(tx, {
          actor: principal,
          action: 'facts.recorded',
          objectType: 'customer',
          objectId: customer.code,
          after: { recorded: answer.recorded, items: [...new Set(facts.map((fact) => fact.item))] },
          at,
        })
      }
      return answer
    })
  })
}

function registerBulk(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Record facts of many customers, with a result for each',
    body: schemas.bulkFactsBody,
    response: { 200: schemas.outcomesAnswer },
  }
  const config = { permission: 'facts:write' } as const
  app.post('/api/v1/facts/bulk', { config, schema }, async (request) => {
    const principal = principalOf(request)
    const { facts } = request.body
    return deps.db.transaction(async (tx) => {
      const ids = await visibleIds(tx, principal, [...new Set(facts.map((fact) => fact.customerCode))])
      const found = facts.flatMap(({ customerCode, ...fact }, index) => {
        const id = ids.get(customerCode)
        return id === undefined ? [] : [{ index, entry: entryOf(id, fact) }]
      })
      const at = deps.now()
      const entries = found.map(({ entry }) => entry)
      const recorded = await recordFacts(tx, { entries, actor: principal, at })
      const outcomes: OutcomeOfLine[] = facts.map(() => ({
        status: 'rejected',
        warnings: [],
        fault: 'customer_not_found',
      }))
      found.forEach(({ index }, position) => {
        const outcome = recorded[position]
        if (outcome) outcomes[index] = outcome
      })
      const answer = outcomesJson(
        facts.map((fact) => fact.item),
        outcomes,
      )
      if (answer.recorded > 0) {
        const after = { recorded: answer.recorded, customers: ids.size }
        await recordAudit(tx, {
          ...{ actor: principal, action: 'facts.bulk-recorded', objectType: 'facts', objectId: 'bulk' },
          after,
          at,
        })
      }
      return answer
    })
  })
}

async function visibleIds(db: Queryable, principal: Principal, codes: string[]): Promise<Map<string, Id>> {
  const customers = await findCustomersByCode(db, codes)
  const mine = customers.filter(
    (customer) => principal.onlyCustomersOf === null || customer.ownerUsername === principal.onlyCustomersOf,
  )
  return new Map(mine.map((customer) => [customer.code, customer.id]))
}
