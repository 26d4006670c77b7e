import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Database } from '../../platform/db/types.js'
import { listAllCustomerIds, type CustomerFilter } from './customer-list-store.js'
import { refreshStandings } from './refresh-standings.js'

const FILTERED_MAX = 20_000

/**
 * The customers whom a filter of the list finds for who asks, as the book is now. Refuses more than 20,000. Writes
 * standings that had waited, so whatever else may refuse comes before it.
 */
export async function filteredCustomers(
  db: Database,
  filter: Omit<CustomerFilter, 'visibleTo'>,
  actor: Principal,
  at: Date,
): Promise<Id[]> {
  await refreshStandings(db, at)
  const seen = { ...filter, visibleTo: actor.onlyCustomersOf }
  const ids = await listAllCustomerIds(db, seen, 'code', FILTERED_MAX + 1)
  if (ids.length > FILTERED_MAX) throw new Refusal('too_many_customers', { max: FILTERED_MAX })
  return [...ids]
}
