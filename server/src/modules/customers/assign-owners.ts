import { inScope, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import { recordAudits } from '../audit/record-audit.js'
import { displayNameOf } from '../identity/display-name.js'
import { notify } from '../notifications/notify.js'
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
 * Gives who owned those that changed before. The new owner is told, unless it is who did it.
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
  if (username !== null && username !== actor.label && changed.length > 0)
    await tellOwner(
      tx,
      username,
      changed.map(({ code }) => code),
      { actor, at },
    )
  const former = new Map<string | null, string[]>()
  for (const { code, ownerUsername } of changed)
    former.set(ownerUsername, [...(former.get(ownerUsername) ?? []), code])
  return [...former].map(([owner, theirs]) => ({ username: owner, customerCodes: theirs }))
}

/** How many customers the message names. */
const NAMED_MAX = 5

async function tellOwner(
  tx: Tx,
  username: string,
  codes: readonly string[],
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<void> {
  await notify(tx, {
    kind: 'customers_assigned',
    to: { usernames: [username] },
    subject: newId(),
    data: { by: await displayNameOf(tx, actor.label), count: String(codes.length), codes: firstOf(codes) },
    link: `/customers?owner=${encodeURIComponent(username)}`,
    at,
  })
}

function firstOf(codes: readonly string[]): Bilingual {
  const named = codes.slice(0, NAMED_MAX)
  const more = codes.length > named.length
  return {
    zh: `${named.join('、')}${more ? ' 等' : ''}`,
    en: `${named.join(', ')}${more ? ' and others' : ''}`,
  }
}
