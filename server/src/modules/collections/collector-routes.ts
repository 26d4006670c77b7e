import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, lineOf } from '../../platform/http/schemas.js'
import { needs } from '../arrangements/arrangement-schemas.js'
import { codesOfCustomers } from '../customers/customer-owner-store.js'
import { customerFilterQuery } from '../customers/customer-schemas.js'
import { filteredCustomers } from '../customers/filtered-customers.js'
import { activeColleague, assignCollectors, type FormerCollector } from './assign-collectors.js'

const tags = ['collections']
const config = { permission: needs.edit } as const
const CUSTOMERS_MAX = 500

const username = lineOf(100).nullable()
const answer = z.object({
  changed: z.int().describe('Customers that another collector had before'),
  before: z
    .array(z.object({ username: z.string().nullable(), customerCodes: z.array(z.string()) }))
    .describe('Who collected from them before: what is sent back to undo it'),
})

function answerOf(former: readonly FormerCollector[]): z.input<typeof answer> {
  return {
    changed: former.reduce((sum, { customerCodes }) => sum + customerCodes.length, 0),
    before: former.map((one) => ({ username: one.username, customerCodes: [...one.customerCodes] })),
  }
}

/** Who collects from which customers. */
export function registerCollectorRoutes(app: App, deps: Deps): void {
  registerCollector(app, deps)
  registerCollectors(app, deps)
  registerByFilter(app, deps)
}

function registerCollector(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Say who collects from a customer; null: whoever owns it' },
    params: z.strictObject({ code: codeSchema }),
    body: z.strictObject({ username }),
    response: { 204: z.null() },
  }
  const path = '/api/v1/customers/:code/collector'
  app.put(path, { config, schema }, async (request, reply) => {
    const { code } = request.params
    const { username } = request.body
    const actor = principalOf(request)
    const at = deps.now()
    await deps.db.transaction((tx) => assignCollectors(tx, [code], username, { actor, at }))
    return reply.status(204).send(null)
  })
}

function registerCollectors(app: App, deps: Deps): void {
  const schema = {
    ...{
      tags,
      summary: 'Say who collects from many customers at once, all or none; null: whoever owns each',
    },
    body: z.strictObject({ customerCodes: z.array(codeSchema).min(1).max(CUSTOMERS_MAX), username }),
    response: { 200: answer },
  }
  app.post('/api/v1/collectors', { config, schema }, async (request) => {
    const { customerCodes, username: to } = request.body
    const doing = { actor: principalOf(request), at: deps.now() }
    return answerOf(await deps.db.transaction((tx) => assignCollectors(tx, customerCodes, to, doing)))
  })
}

function registerByFilter(app: App, deps: Deps): void {
  const schema = {
    ...{
      tags,
      summary: 'Say who collects from every customer that matches a filter of the list, all or none',
    },
    body: z.strictObject({ filter: z.strictObject(customerFilterQuery), username }),
    response: { 200: answer },
  }
  app.post('/api/v1/collectors/by-filter', { config, schema }, async (request) => {
    const actor = principalOf(request)
    const at = deps.now()
    // Before the list is brought up to date: a refusal writes nothing.
    if (request.body.username !== null) await activeColleague(deps.db, request.body.username)
    const ids = await filteredCustomers(deps.db, request.body.filter, actor, at)
    const former = await deps.db.transaction(async (tx) =>
      assignCollectors(tx, await codesOfCustomers(tx, ids), request.body.username, { actor, at }),
    )
    return answerOf(former)
  })
}
