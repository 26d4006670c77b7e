import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { api, unwrap } from '../../api/client'
import { given } from '../../api/given'

export type Customer = Answer<'/api/v1/customers/{code}'>

export function useCustomer(code: string) {
  return useQuery({
    queryKey: ['customer', code],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/customers/{code}', { params: { path: { code } }, signal })),
  })
}

/** The segments in which a customer may buy on account. */
export function useAccounts(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'accounts'],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/customers/{code}/accounts', { params: { path: { code } }, signal })),
  })
}

export const bucketKeys = [
  'reserved',
  'openOrders',
  'deliveredNotBilled',
  'receivables',
  'bills',
  'unapplied',
] as const

export type Exposure = Answer<'/api/v1/customers/{code}/exposure'>
export type Limit = Exposure['limit']

/** Where a customer's credit stands in one segment. */
export function useExposure(code: string, segment: string | undefined) {
  return useQuery({
    queryKey: ['customer', code, 'exposure', segment],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/customers/{code}/exposure', {
          params: { path: { code }, query: given({ segment }) },
          signal,
        }),
      ),
    enabled: segment !== undefined,
  })
}

export const limitKinds = ['base', 'temporary', 'seasonal', 'secured'] as const
