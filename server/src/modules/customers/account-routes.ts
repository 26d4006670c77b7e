import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, listOf } from '../../platform/http/schemas.js'
import { accountActs, allowedOnAccount } from './allowed-on-account.js'
import { listAccounts } from './account-store.js'
import { findCustomer } from './customer-store.js'
import { listSegments } from './segment-store.js'

const accountJson = z.object({
  segment: z.string(),
  segmentName: z.string(),
  currency: z.string(),
  limitMode: z.enum(['none', 'unlimited', 'amount']),
  status: z.enum(['active', 'frozen', 'blocked']),
  terms: z.object({ netDays: z.int() }).nullable(),
  forcedHold: z.string().nullable().describe('Why every order is held until it is cleared'),
  forcedBy: z
    .enum(['account', 'customer'])
    .nullable()
    .describe('Whether the account is on forced hold or its customer is, in all segments'),
  reviewOn: z.string().nullable(),
  allowed: z.array(z.enum(accountActs)).describe('What you may do with it'),
})

/** Reading the credit accounts of a customer: in which segments it may buy on account, and on what terms. */
export function registerAccountReadRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['customers'],
    summary: 'Credit accounts of a customer, by segment',
    params: z.strictObject({ code: codeSchema }),
    response: { 200: listOf(accountJson) },
  }
  app.get(
    '/api/v1/customers/:code/accounts',
    { config: { permission: 'customers:read' }, schema },
    async (request) => {
      const { code } = request.params
      const customer = await findCustomer(deps.db, code, principalOf(request).onlyCustomersOf)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const [accounts, segments] = await Promise.all([
        listAccounts(deps.db, customer.id),
        listSegments(deps.db),
      ])
      const byId = new Map(segments.map((segment) => [segment.id, segment]))
      const items = accounts.flatMap((account) => {
        const segment = byId.get(account.segmentId)
        if (!segment) return []
        const { currency, limitMode, status, netDays, forcedHold, reviewOn } = account
        const terms = netDays === null ? null : { netDays }
        return [
          {
            segment: segment.code,
            segmentName: segment.name,
            currency,
            limitMode,
            status,
            terms,
            forcedHold: customer.forcedHold ?? forcedHold,
            forcedBy:
              customer.forcedHold !== null
                ? ('customer' as const)
                : forcedHold === null
                  ? null
                  : ('account' as const),
            reviewOn,
            allowed: allowedOnAccount(principalOf(request), customer.ownerUsername, segment.code),
          },
        ]
      })
      return { items, nextCursor: null }
    },
  )
}
