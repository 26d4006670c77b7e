import { inScope, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudits } from '../audit/record-audit.js'
import { lockCustomersByCode } from './customer-owner-store.js'
import { putOwners } from './customer-store.js'

/** Customers that somebody owned before; null: nobody. */
export interface FormerOwner {
  readonly username: string | null
  readonly customerCodes: readonly string[]
}

/**
 * Gives customers to a salesperson; null: to nobody. As for one customer, an owner need not have an account here, and who
 * sees some customers only may give them to owners in their sight. Refuses an unknown customer; then nothing is changed.
 * Gives who owned those that changed before.
 */
export async function assignOwners(
  tx: Tx,
  customerCodes: readonly string[],
  username: string | null,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<FormerOwner[]> {
  if (!inScope(actor.scope, { ownerUsername: username })) throw new Refusal('outside_scope')
  const codes = [...new Set(customerCodes)]
  const customers = await lockCustomersByCode(tx, codes)
  const found = new Set(customers.map(({ code }) => code))
  const missing = codes.find((code) => !found.has(code))
  if (missing !== undefined) throw new Refusal('customer_not_found', { code: missing })
  const changed = customers.filter(({ ownerUsername }) => ownerUsername !== username)
  await putOwners(
    tx,
    changed.map(({ id }) => id),
    username,
    at,
  )
  await recordAudits(
    tx,
    changed.map(({ code, ownerUsername }) => ({
      ...{ actor, action: 'customer.updated', objectType: 'customer', objectId: code, at },
      ...{ before: { ownerUsername }, after: { ownerUsername: username } },
    })),
  )
  const former = new Map<string | null, string[]>()
  for (const { code, ownerUsername } of changed)
    former.set(ownerUsername, [...(former.get(ownerUsername) ?? []), code])
  return [...former].map(([owner, theirs]) => ({ username: owner, customerCodes: theirs }))
}
