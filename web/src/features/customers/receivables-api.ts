import { useQuery } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { api, unwrap } from '../../api/client'
import { given } from '../../api/given'
import { oneOf } from '../../api/one-of'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

type Aging = Answer<'/api/v1/aging'>
export type AgingBound = Aging['bounds'][number]
/** The buckets in one currency. */
export type AgingFigures = Aging['totals'][number]

/** The aging of one customer today. */
export function useAging(customerCode: string) {
  return useQuery({
    queryKey: ['customer', customerCode, 'aging'],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/aging', { params: { query: { customerCode, limit: 1 } }, signal })),
  })
}

export type PaymentMonth = Item<'/api/v1/customers/{code}/payment-trend'>

const trendMonths = 24

/** How late the customer paid, month by month, two years back. */
export function usePaymentTrend(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'payment-trend'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/customers/{code}/payment-trend', {
          params: { path: { code }, query: { months: trendMonths } },
          signal,
        }),
      ),
  })
}

export type OpenItem = Item<'/api/v1/receivables'>

/** Open invoices and unapplied receipts, oldest first; filtered by aging bucket. */
export async function listOpenItems(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<OpenItem>> {
  const bucket = state.filters['bucket']?.[0]
  const sort = oneOf(state.sort, ['expected', '-expected', 'late', '-late'] as const)
  const query = { customerCode, limit: state.pageSize, ...given({ bucket, cursor: state.cursor, sort }) }
  return unwrap(await api.GET('/api/v1/receivables', { params: { query }, signal }))
}
