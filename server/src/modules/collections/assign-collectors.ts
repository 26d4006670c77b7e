import { mayAct, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { recordAudits } from '../audit/record-audit.js'
import { findCustomersByCode } from '../customers/customer-store.js'
import { principalOfUser } from '../identity/load-principal.js'
import { findUser } from '../identity/user-store.js'
import { putCollectors, segmentsOfCustomers } from './assignment-store.js'

/** Customers that a collector had before; null: whoever owns each. */
export interface FormerCollector {
  readonly username: string | null
  readonly customerCodes: readonly string[]
}

function formerOf(pairs: readonly (readonly [string | null, string])[]): FormerCollector[] {
  const codes = new Map<string | null, string[]>()
  for (const [username, code] of pairs) codes.set(username, [...(codes.get(username) ?? []), code])
  return [...codes].map(([username, customerCodes]) => ({ username, customerCodes }))
}

/** Somebody who may be given customers; refuses who is unknown and who has left. */
export async function activeColleague(db: Queryable, username: string) {
  const user = await findUser(db, username)
  if (!user?.active) throw new Refusal('user_not_found', { username })
  return user
}

/**
 * Says who collects from these customers; null: whoever owns each. Refuses an unknown customer, a colleague who has left
 * and one who may not collect from one of them; then nothing is changed. Gives those who had another collector before.
 */
export async function assignCollectors(
  tx: Tx,
  customerCodes: readonly string[],
  username: string | null,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<FormerCollector[]> {
  const codes = [...new Set(customerCodes)]
  const customers = await findCustomersByCode(tx, codes)
  const found = new Set(customers.map(({ code }) => code))
  const missing = codes.find((code) => !found.has(code))
  if (missing !== undefined) throw new Refusal('customer_not_found', { code: missing })
  const ids = customers.map(({ id }) => id)
  if (username !== null) {
    const colleague = await principalOfUser(tx, await activeColleague(tx, username))
    const segments = await segmentsOfCustomers(tx, ids)
    const outOfSight = customers.some(
      ({ id, ownerUsername }) =>
        !mayAct(colleague, 'collections:read', { ownerUsername, segmentCodes: segments.get(id) ?? [] }),
    )
    if (outOfSight) throw new Refusal('colleague_out_of_sight', { username })
  }
  const before = await putCollectors(tx, ids, username, { by: actor.label, at })
  const changed = customers.filter(({ id }) => (before.get(id) ?? null) !== username)
  await recordAudits(
    tx,
    changed.map(({ id, code }) => ({
      ...{ actor, action: 'collector.assigned', objectType: 'customer', objectId: code, at },
      ...{ before: { collector: before.get(id) ?? null }, after: { collector: username } },
    })),
  )
  return formerOf(changed.map(({ id, code }) => [before.get(id) ?? null, code]))
}
