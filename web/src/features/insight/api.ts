import { useQuery } from '@tanstack/react-query'
import type { Money } from '../../api/money'
import { request } from '../../api/request'
import type { BilingualText } from '../../i18n/use-text'

export interface BookFigures {
  currency: string
  receivables: Money
  overdue: Money
  overdueCustomers: number
  overduePercent: string | null
  sales: Money
  dsoDays: string | null
  bestPossibleDsoDays: string | null
  largestTenPercent: string | null
}

/** Receivables, overdue and days of sales outstanding, per currency; the organisation's largest first. */
export function useBookFigures(enabled: boolean) {
  return useQuery({
    queryKey: ['home', 'figures'],
    queryFn: ({ signal }) =>
      request<{ asOf: string; salesDays: number; items: readonly BookFigures[] }>(
        'GET',
        '/api/v1/receivables/figures',
        { signal },
      ),
    enabled,
  })
}

export interface OpenHold {
  id: string
  customerCode: string
  customerName: string
  document: { type: string; number: string }
  amount: Money
  reasons: readonly { code: string; message: BilingualText }[]
  ready: boolean
  openedAt: string
}

export const worklistRows = 6

/** Orders that wait for somebody. */
export function useOpenHolds(enabled: boolean) {
  return useQuery({
    queryKey: ['home', 'holds'],
    queryFn: ({ signal }) =>
      request<{ items: readonly OpenHold[]; total?: number; nextCursor: string | null }>(
        'GET',
        '/api/v1/holds',
        {
          query: { status: 'open', page: 1, pageSize: worklistRows },
          signal,
        },
      ),
    enabled,
  })
}

export interface OverdueCustomer {
  code: string
  name: string
  ownerUsername: string | null
  total: Money
  overdue: Money
}

/** The customers who owe most past due. */
export function useMostOverdue(enabled: boolean) {
  return useQuery({
    queryKey: ['home', 'overdue'],
    queryFn: ({ signal }) =>
      request<{ items: readonly OverdueCustomer[]; count: number }>('GET', '/api/v1/aging', {
        query: { sort: 'overdue', limit: worklistRows },
        signal,
      }),
    enabled,
  })
}
