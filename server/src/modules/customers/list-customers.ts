import type { Database } from '../../platform/db/types.js'
import {
  listAllCustomerIds,
  listCustomerIds,
  type CustomerFilter,
  type CustomerIds,
  type CustomerPage,
  type CustomerSort,
} from './customer-list-store.js'
import { loadCustomerRows, type CustomerListRow } from './customer-row-store.js'
import { refreshStandings } from './refresh-standings.js'

export type CustomerListPage = Omit<CustomerIds, 'ids'> & { readonly rows: readonly CustomerListRow[] }

/** One page of customers as the book is now. */
export async function listCustomers(
  db: Database,
  filter: CustomerFilter,
  page: CustomerPage,
  now: Date,
): Promise<CustomerListPage> {
  const { today } = await refreshStandings(db, now)
  const { ids, ...rest } = await listCustomerIds(db, filter, page)
  return { ...rest, rows: await loadCustomerRows(db, ids, today) }
}

/** Every matching customer in order, `size` rows at a time: which they are is settled when the first are asked for. */
export async function* eachCustomer(
  db: Database,
  filter: CustomerFilter,
  options: { sort: CustomerSort; size: number; max: number; now: Date },
): AsyncGenerator<CustomerListRow[]> {
  const { today } = await refreshStandings(db, options.now)
  const ids = await listAllCustomerIds(db, filter, options.sort, options.max)
  for (let start = 0; start < ids.length; start += options.size)
    yield await loadCustomerRows(db, ids.slice(start, start + options.size), today)
}
