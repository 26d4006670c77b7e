import { useQuery } from '@tanstack/react-query'
import type { Money } from '../../api/money'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export interface AgingBound {
  key: string
  daysMin: number | null
  daysMax: number | null
}

interface AgingFigures {
  currency: string
  buckets: Readonly<Record<string, Money>>
  total: Money
  overdue: Money
  unapplied: Money
}

export interface Aging extends AgingFigures {
  asOf: string
  bounds: readonly AgingBound[]
  /** The same per currency; more than one only for customers billed in several. */
  totals: readonly AgingFigures[]
}

/** The aging of one customer today. */
export function useAging(customerCode: string) {
  return useQuery({
    queryKey: ['customer', customerCode, 'aging'],
    queryFn: ({ signal }) =>
      request<Aging>('GET', '/api/v1/aging', { query: { customerCode, limit: 1 }, signal }),
  })
}

export interface PaymentMonth {
  month: string
  currency: string
  settled: Money
  late: Money
  settlements: number
  lateSettlements: number
  meanDelayDays: string
}

/** How late the customer paid, month by month, two years back. */
export function usePaymentTrend(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'payment-trend'],
    queryFn: ({ signal }) =>
      request<{ items: readonly PaymentMonth[] }>(
        'GET',
        `/api/v1/customers/${encodeURIComponent(code)}/payment-trend`,
        { query: { months: 24 }, signal },
      ),
  })
}

export interface OpenItem {
  document: { source: string; type: string; number: string; itemNo: number }
  segment: string
  kind: 'receivables' | 'unapplied'
  documentDate: string
  dueDate: string | null
  amount: Money
  open: Money
  daysOverdue: number
  bucket: string
  disputed: boolean
}

/** Open invoices and unapplied receipts, oldest first; filtered by aging bucket. */
export function listOpenItems(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<OpenItem>> {
  const query = {
    customerCode,
    bucket: state.filters['bucket']?.[0],
    cursor: state.cursor,
    limit: state.pageSize,
  }
  return request('GET', '/api/v1/receivables', { query, signal })
}
