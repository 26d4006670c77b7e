import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, lineOf } from '../../platform/http/schemas.js'
import { findUser } from '../identity/user-store.js'
import { assignOwners, type FormerOwner } from './assign-owners.js'
import { codesOfCustomers } from './customer-owner-store.js'
import { customerFilterQuery } from './customer-schemas.js'
import { filteredCustomers } from './filtered-customers.js'

const tags = ['customers']
const config = { permission: 'customers:write' } as const
const CUSTOMERS_MAX = 500

const username = lineOf(100).nullable()
const answer = z.object({
  changed: z.int().describe('Customers that another owner had before'),
  before: z
    .array(z.object({ username: z.string().nullable(), customerCodes: z.array(z.string()) }))
    .describe('Who owned them before: what is sent back to undo it'),
})

function answerOf(former: readonly FormerOwner[]): z.input<typeof answer> {
  return {
    changed: former.reduce((sum, { customerCodes }) => sum + customerCodes.length, 0),
    before: former.map((one) => ({ username: one.username, customerCodes: [...one.customerCodes] })),
  }
}

/** Which salesperson owns which customers, many at once. */
export function registerOwnerRoutes(app: App, deps: Deps): void {
  const named = {
    ...{ tags, summary: 'Give many customers to a salesperson, all or none; null: to nobody' },
    body: z.strictObject({ customerCodes: z.array(codeSchema).min(1).max(CUSTOMERS_MAX), username }),
    response: { 200: answer },
  }
  app.post('/api/v1/owners', { config, schema: named }, async (request) => {
    const { customerCodes, username: to } = request.body
    const doing = { actor: principalOf(request), at: deps.now() }
    return answerOf(await deps.db.transaction((tx) => assignOwners(tx, customerCodes, to, doing)))
  })
  const filtered = {
    ...{
      tags,
      summary: 'Give every customer that matches a filter of the list to a salesperson, all or none',
    },
    body: z.strictObject({ filter: z.strictObject(customerFilterQuery), username }),
    response: { 200: answer },
  }
  app.post('/api/v1/owners/by-filter', { config, schema: filtered }, async (request) => {
    const { filter, username: to } = request.body
    const actor = principalOf(request)
    const at = deps.now()
    // A whole list goes to colleagues only: a slip of the pen would take it out of everybody's sight.
    if (to !== null && (await findUser(deps.db, to))?.active !== true)
      throw new Refusal('user_not_found', { username: to })
    const ids = await filteredCustomers(deps.db, filter, actor, at)
    return answerOf(
      await deps.db.transaction(async (tx) =>
        assignOwners(tx, await codesOfCustomers(tx, ids), to, { actor, at }),
      ),
    )
  })
}
