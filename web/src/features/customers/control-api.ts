import type { Item } from '../../api/answer'
import { api, unwrap } from '../../api/client'
import { given } from '../../api/given'
import { oneOf } from '../../api/one-of'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'
import { bucketKeys } from './account-api'

export type Decision = Item<'/api/v1/credit-checks'>
export type Hold = Item<'/api/v1/holds'>
export type BusinessDocument = Item<'/api/v1/documents'>

function cursorQuery(customerCode: string, state: ListState) {
  return { customerCode, limit: state.pageSize, ...given({ cursor: state.cursor }) }
}

/** The credit checks of a customer, newest first. */
export async function listDecisions(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<Decision>> {
  const query = cursorQuery(customerCode, state)
  return unwrap(await api.GET('/api/v1/credit-checks', { params: { query }, signal }))
}

/** The held orders of a customer. */
export async function listHolds(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<Hold>> {
  const query = cursorQuery(customerCode, state)
  return unwrap(await api.GET('/api/v1/holds', { params: { query }, signal }))
}

export const documentTypes = ['order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'] as const

/** The documents of a customer, latest first; with a bucket, those that hold something open in it. */
export async function listDocuments(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<BusinessDocument>> {
  const query = {
    ...cursorQuery(customerCode, state),
    ...given({
      type: oneOf(state.filters['type']?.[0], documentTypes),
      bucket: oneOf(state.filters['exposureBucket']?.[0], bucketKeys),
      segment: state.filters['segment']?.[0],
    }),
  }
  return unwrap(await api.GET('/api/v1/documents', { params: { query }, signal }))
}
