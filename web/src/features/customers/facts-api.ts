import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import type { Answer } from '../../api/answer'
import { api, unwrap } from '../../api/client'
import { oneOf } from '../../api/one-of'

export type Facts = Omit<Answer<'/api/v1/customers/{code}/facts'>, 'nextCursor'>
export type Fact = Facts['items'][number]
export type FinancialStatement = Facts['statements'][number]
/** The groups of the catalogue of facts, in the order in which a credit analyst reads them. */
export const factGroups = [
  'registration',
  'balance-sheet',
  'income',
  'cash-flow',
  'judicial',
  'compliance',
  'reputation',
  'external',
] as const

/** What is known about a customer, with source and age. */
export function useFacts(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'facts'],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/customers/{code}/facts', { params: { path: { code } }, signal })),
  })
}

const knownSources = [
  'customer',
  'registry',
  'court-register',
  'tax-office',
  'data-service',
  'analyst',
  'import',
] as const

/** A source in words where it is a usual one, else as it was recorded. */
export function sourceName(source: string, t: TFunction<'customers'>): string {
  const known = oneOf(source, knownSources)
  return known === undefined ? source : t(`factSource.${known}`)
}
