import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema, reasonSchema } from '../../platform/http/schemas.js'
import { recordAudit } from '../audit/record-audit.js'
import { setForcedHold } from '../customers/account-store.js'
import { findCustomer, setCustomerForcedHold } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { LimitEffects } from './limit-effects.js'
import { accountOf, whereabouts } from './put-account.js'

const body = z.strictObject({
  reason: reasonSchema.nullable(),
  until: daySchema.nullish().describe('Last day; until it is cleared when left out'),
})
const response = { 200: z.object({ reason: z.string().nullable(), until: z.string().nullable() }) }

/** Holding every order of an account, or of a customer in all segments, whatever the rules say. */
export function registerForcedHoldRoutes(app: App, deps: Deps, effects: LimitEffects): void {
  registerOfAccount(app, deps, effects)
  registerOfCustomer(app, deps, effects)
}

function registerOfAccount(app: App, deps: Deps, effects: LimitEffects): void {
  app.put('/api/v1/customers/:code/accounts/:segment/forced-hold', {
    config: { permission: 'limits:write' },
    schema: {
      tags: ['limits'],
      summary: 'Hold every order of the account until it is cleared (reason null)',
      params: z.strictObject({ code: codeSchema, segment: codeSchema }),
      body,
      response,
    },
    handler: async (request) => {
      const { code, segment } = request.params
      const { reason, until } = wanted(request.body)
      const actor = principalOf(request)
      const at = deps.now()
      await deps.db.transaction(async (tx) => {
        const where = await whereabouts(tx, code, segment, actor)
        await requireToCome(tx, until, at)
        const { account } = await accountOf(tx, where, where.segment.currency)
        await setForcedHold(tx, account.id, reason, at, until)
        const change = { before: { forcedHold: account.forcedHold }, after: { forcedHold: reason, until } }
        const entry = { actor, action: 'account.forced-hold', reason, at }
        await recordAudit(tx, { ...entry, objectType: 'account', objectId: `${code}/${segment}`, ...change })
        await effects.limitsChanged(tx, [account.groupId])
      })
      return { reason, until }
    },
  })
}

function registerOfCustomer(app: App, deps: Deps, effects: LimitEffects): void {
  app.put('/api/v1/customers/:code/forced-hold', {
    config: { permission: 'limits:write' },
    schema: {
      tags: ['limits'],
      summary: 'Hold every order of the customer in all segments until it is cleared (reason null)',
      params: z.strictObject({ code: codeSchema }),
      body,
      response,
    },
    handler: async (request) => {
      const { reason, until } = wanted(request.body)
      const asked = { code: request.params.code, reason, until }
      await deps.db.transaction((tx) => forceCustomer(tx, asked, principalOf(request), deps.now(), effects))
      return { reason, until }
    },
  })
}

async function forceCustomer(
  tx: Tx,
  { code, reason, until }: { code: string; reason: string | null; until: CalendarDay | null },
  actor: Principal,
  at: Date,
  effects: LimitEffects,
): Promise<void> {
  const customer = await findCustomer(tx, code, actor.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code })
  await lockGroups(tx, [customer.groupId])
  await requireToCome(tx, until, at)
  await setCustomerForcedHold(tx, customer.id, reason, { until, at })
  const change = { before: { forcedHold: customer.forcedHold }, after: { forcedHold: reason, until } }
  const entry = { actor, action: 'customer.forced-hold', reason, at }
  await recordAudit(tx, { ...entry, objectType: 'customer', objectId: code, ...change })
  await effects.limitsChanged(tx, [customer.groupId])
}

function wanted({ reason, until = null }: z.output<typeof body>) {
  return { reason, until: reason === null ? null : until }
}

async function requireToCome(tx: Tx, until: CalendarDay | null, at: Date): Promise<void> {
  if (until !== null && until < dayInZone(at, (await getOrganisation(tx)).timeZone))
    throw new Refusal('forced_hold_over', { on: until })
}
