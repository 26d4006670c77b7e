import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema } from '../../platform/http/schemas.js'
import { findAccount } from '../customers/account-store.js'
import { findCustomer } from '../customers/customer-store.js'
import { findSegment } from '../customers/segment-store.js'
import { accountPolicy } from './account-policy.js'
import { limitReason } from './domain/explain-limit.js'
import { grantedInWords, type Granted } from './domain/granted.js'
import { proposedAmount } from './domain/propose-limit.js'
import * as schemas from './policy-schemas.js'
import { findAgreedTerms } from './proposal-list-store.js'

const inWords = (granted: Granted) => ({ granted, grantedLines: grantedInWords(granted) })

/** What the policy says of one account, and what was agreed with the last limit by policy. */
export function registerAccountPolicyRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['policies'],
    summary: 'Limit, terms and conditions of an account: by the policy in force, and as agreed',
    params: z.strictObject({ code: codeSchema, segment: codeSchema }),
    response: { 200: schemas.accountPolicyAnswer },
  }
  const config = { permission: 'limits:read' } as const
  app.get('/api/v1/customers/:code/accounts/:segment/policy', { config, schema }, async (request) => {
    const { code, segment: segmentCode } = request.params
    const { onlyCustomersOf } = principalOf(request)
    return deps.db.transaction(async (tx) => {
      const customer = await findCustomer(tx, code, onlyCustomersOf)
      if (!customer) throw new Refusal('customer_not_found', { code })
      const segment = await findSegment(tx, segmentCode)
      const account = segment && (await findAccount(tx, customer.id, segment.id))
      const found = account && (await accountPolicy(tx, account.id, deps.now()))
      if (!found) throw new Refusal('not_found')
      const { version, situation, applied, reviewIntervalDays } = found
      const agreed = await findAgreedTerms(tx, situation.accountId)
      const { currency } = situation
      return {
        policyVersion: version,
        grade: situation.grade,
        byPolicy: applied && {
          limit: moneyJson(proposedAmount(applied.steps), currency),
          reason: limitReason(applied.steps, applied.grade, currency),
          ...inWords(applied.granted),
          reviewIntervalDays: reviewIntervalDays ?? 0,
        },
        agreed: agreed && {
          policyVersion: agreed.policyVersion,
          since: agreed.since.toISOString(),
          ...inWords(agreed.granted),
        },
      }
    })
  })
}
