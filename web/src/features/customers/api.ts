import { request, toQueryString } from '../../api/request'
import { toListQuery, type ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'
import type { ListedAccount } from './account-sums'

/** A row of the customer list: who, how good, and per segment the limit and what is used of it. */
export interface CustomerRow {
  code: string
  name: string
  uscc: string | null
  groupCode: string
  industry: string | null
  region: string | null
  ownerUsername: string | null
  status: 'active' | 'inactive' | 'blacklisted'
  grade: string | null
  score: string | null
  accounts: readonly ListedAccount[]
}

function customerQuery(state: ListState) {
  const { grade = [] } = state.filters
  return { ...toListQuery(state), grade: grade.join(',') }
}

export function listCustomers(state: ListState, signal: AbortSignal): Promise<ListPage<CustomerRow>> {
  return request('GET', '/api/v1/customers', { query: customerQuery(state), signal })
}

/** Address of the same customers, all of them, as CSV. */
export function customersCsv(state: ListState): string {
  const {
    page: _page,
    pageSize: _size,
    cursor: _cursor,
    limit: _limit,
    ...query
  } = customerQuery(state) as Record<string, string>
  return `/api/v1/customers.csv${toQueryString(query)}`
}
