import { mayAct, type Permission, type Principal } from '../../kernel/access.js'
import type { Queryable } from '../../platform/db/types.js'
import { segmentsOfCustomer } from './account-store.js'
import type { Customer } from './customer-store.js'

const needs = {
  edit: 'customers:write',
  addFacts: 'facts:write',
  rate: 'ratings:write',
  check: 'checks:create',
  requestLimit: 'limits:propose',
  setLimit: 'limits:write',
} as const satisfies Record<string, Permission>

export type CustomerAct = keyof typeof needs
export const customerActs = Object.keys(needs) as [CustomerAct, ...CustomerAct[]]

/** What this principal may do with a customer that they see: an act that is named here is not refused for who asks. */
export async function allowedOnCustomer(
  db: Queryable,
  { id, ownerUsername }: Customer,
  actor: Principal,
): Promise<CustomerAct[]> {
  const segmentCodes = await segmentsOfCustomer(db, id)
  return customerActs.filter((act) => mayAct(actor, needs[act], { ownerUsername, segmentCodes }))
}
