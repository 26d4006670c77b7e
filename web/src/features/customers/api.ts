import type { Money } from '../../api/money'
import { request, toQueryString } from '../../api/request'
import type { AccountStatus } from '../../ui/account-status-tag'
import { toListQuery, type ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

/** A row of the customer list: the file and where the credit stands, in the organisation's currency. */
export interface CustomerRow {
  code: string
  name: string
  uscc: string | null
  industry: string | null
  region: string | null
  ownerUsername: string | null
  groupCode: string | null
  status: 'active' | 'inactive' | 'blacklisted'
  grade: string | null
  score: string | null
  accountStatus: AccountStatus | null
  limit: Money | null
  exposure: Money | null
  available: Money | null
  overdue: Money | null
  oldestOverdueDays: number | null
}

export function listCustomers(state: ListState, signal: AbortSignal): Promise<ListPage<CustomerRow>> {
  return request('GET', '/api/v1/customers', { query: toListQuery(state), signal })
}

export function customersCsv(state: ListState): string {
  const query = { ...toListQuery({ ...state, cursor: undefined }), page: undefined, pageSize: undefined }
  return `/api/v1/customers.csv${toQueryString(query)}`
}
