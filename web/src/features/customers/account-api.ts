import { useQuery } from '@tanstack/react-query'
import type { Money } from '../../api/money'
import { request } from '../../api/request'
import type { AccountStatus } from '../../ui/account-status-tag'

export interface Account {
  segment: string
  segmentName: string
  currency: string
  limitMode: 'none' | 'unlimited' | 'amount'
  status: AccountStatus
  terms: { netDays: number } | null
  forcedHold: string | null
}

export interface Customer {
  code: string
  name: string
  uscc: string | null
  uscCheck: 'valid' | 'failed' | null
  groupCode: string
  industry: string | null
  region: string | null
  ownerUsername: string | null
  foundedOn: string | null
  registeredCapital: Money | null
  status: 'active' | 'inactive' | 'blacklisted'
}

export function useCustomer(code: string) {
  return useQuery({
    queryKey: ['customer', code],
    queryFn: ({ signal }) =>
      request<Customer>('GET', `/api/v1/customers/${encodeURIComponent(code)}`, { signal }),
  })
}

/** The segments in which a customer may buy on account. */
export function useAccounts(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'accounts'],
    queryFn: ({ signal }) =>
      request<{ items: readonly Account[] }>(
        'GET',
        `/api/v1/customers/${encodeURIComponent(code)}/accounts`,
        { signal },
      ),
  })
}

export interface Limit {
  mode: 'none' | 'unlimited' | 'amount'
  amount: string | null
  currency: string
  expired: boolean
  parts: readonly {
    kind: 'base' | 'temporary' | 'seasonal' | 'secured'
    amount: string
    validFrom: string
    validTo: string | null
  }[]
}

export const bucketKeys = [
  'reserved',
  'openOrders',
  'deliveredNotBilled',
  'receivables',
  'bills',
  'unapplied',
] as const
export type BucketKey = (typeof bucketKeys)[number]

export interface ExposurePicture {
  limit: Limit
  exposure: Money
  buckets: Readonly<Record<BucketKey, Money>>
  /** Null where there is no limit to leave room in. */
  available: Money | null
  overdue: { amount: Money; oldestDays: number }
}

export interface Exposure extends ExposurePicture {
  customerCode: string
  segment: string
  forcedHold: string | null
  /** The credit group; a lone customer is its own. */
  group: {
    code: string
    limit: Pick<Limit, 'mode' | 'amount' | 'currency'>
    exposure: Money
    available: Money | null
  }
}

/** Where a customer's credit stands in one segment. */
export function useExposure(code: string, segment: string | undefined) {
  return useQuery({
    queryKey: ['customer', code, 'exposure', segment],
    queryFn: ({ signal }) =>
      request<Exposure>('GET', `/api/v1/customers/${encodeURIComponent(code)}/exposure`, {
        query: { segment },
        signal,
      }),
    enabled: segment !== undefined,
  })
}
