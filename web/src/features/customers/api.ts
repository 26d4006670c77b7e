import type { Item } from '../../api/answer'
import { api, unwrap } from '../../api/client'
import { given } from '../../api/given'
import { oneOf } from '../../api/one-of'
import { toQueryString } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

/** A row of the customer list: who, how good, and per segment the limit and what is used of it. */
export type CustomerRow = Item<'/api/v1/customers'>
export type ListedAccount = CustomerRow['accounts'][number]

const sortKeys = ['code', 'name', 'score', 'exposure', 'overdue', 'limit', 'utilisation'] as const
const sorts = sortKeys.flatMap((key) => [key, `-${key}`] as const)
/** Stands among the grades for customers that are not rated. */
export const notRated = 'none'
export const customerStatuses = ['active', 'inactive', 'blacklisted'] as const

/** The filter of the list as the server takes it, without the order. */
export function filterOf({ search, filters }: ListState) {
  const grade = (filters['grade'] ?? []).join(',')
  return given({
    search: search === '' ? undefined : search,
    grade: grade === '' ? undefined : grade,
    status: oneOf(filters['status']?.[0], customerStatuses),
    segment: filters['segment']?.[0],
    overdue: oneOf(filters['overdue']?.[0], ['true', 'false'] as const),
  })
}

function filtersOf(state: ListState) {
  return given({ ...filterOf(state), sort: oneOf(state.sort, sorts) })
}

export async function listCustomers(state: ListState, signal: AbortSignal): Promise<ListPage<CustomerRow>> {
  const query = { ...filtersOf(state), page: state.page, pageSize: state.pageSize }
  return unwrap(await api.GET('/api/v1/customers', { params: { query }, signal }))
}

/** Address of the same customers, all of them, as CSV with a header row in the language of the interface. */
export function customersCsv(state: ListState, language: string): string {
  return `/api/v1/customers.csv${toQueryString({ ...filtersOf(state), language })}`
}
