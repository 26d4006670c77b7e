import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request, toQueryString } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type BillRow = Item<'/api/v1/bills'>
export type Bill = Answer<'/api/v1/bills/{id}'>
export type BillAct = Exclude<Bill['acts'][number], 'undo'>
export type NewBill = Sent<'/api/v1/bills'>
export type Deed = Sent<'/api/v1/bills/{id}/acts'>
export type BillSettings = Sent<'/api/v1/bill-settings', 'put'>
export type Maturity = Answer<'/api/v1/bills'>['maturities'][number]

export const billFilters = [
  'in_hand',
  'recourse',
  'held',
  'presented',
  'discounted',
  'endorsed',
  'paid',
  'dishonoured',
  'withdrawn',
  'all',
] as const
export const billKinds = ['bank', 'commercial'] as const

/** The server counts no further. */
const COUNTED_MAX = 10_000

const first = (state: ListState, key: string) => state.filters[key]?.[0]

function filterOf(state: ListState) {
  return {
    state: first(state, 'state') ?? 'in_hand',
    kind: first(state, 'kind'),
    segment: first(state, 'segment'),
    search: state.search,
  }
}

export async function listBills(
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<BillRow> & { maturities: readonly Maturity[] }> {
  const { page, pageSize } = state
  const query = { ...filterOf(state), page, pageSize }
  const answer = await request<Answer<'/api/v1/bills'>>('GET', '/api/v1/bills', { query, signal })
  const { items, total, maturities } = answer
  return { items, total, totalExceeded: total !== undefined && total >= COUNTED_MAX, maturities }
}

export function billsFile(state: ListState, language: string): string {
  return `/api/v1/bills.csv${toQueryString({ ...filterOf(state), language })}`
}

/** What is in hand, summed by the time until maturity. */
export function useMaturities() {
  return useQuery({
    queryKey: ['list', 'bill-maturities'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/bills'>>('GET', '/api/v1/bills', { query: { pageSize: 1 }, signal }),
  }).data?.maturities
}

export function useBill(id: string) {
  return useQuery({
    queryKey: ['bill', id],
    queryFn: ({ signal }) => request<Bill>('GET', `/api/v1/bills/${id}`, { signal }),
  })
}

export function receiveBill(body: NewBill): Promise<Bill> {
  return request('POST', '/api/v1/bills', { body })
}

export function actOnBill(id: string, body: Deed): Promise<Bill> {
  return request('POST', `/api/v1/bills/${id}/acts`, { body })
}

export function undoBill(id: string, reason: string): Promise<Bill> {
  return request('POST', `/api/v1/bills/${id}/undo`, { body: { reason } })
}

export function useBillSettings() {
  return useQuery({
    queryKey: ['bill-settings'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/bill-settings'>>('GET', '/api/v1/bill-settings', { signal }),
  })
}

export function saveBillSettings(body: BillSettings): Promise<Answer<'/api/v1/bill-settings', 'put'>> {
  return request('PUT', '/api/v1/bill-settings', { body })
}

/** Bills and what they settle are asked again. */
export function useBillsChanged(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const key of ['list', 'bill', 'receipt', 'invoice'])
      void queries.invalidateQueries({ queryKey: [key] })
  }
}
