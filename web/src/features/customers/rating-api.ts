import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/request'
import type { BilingualText } from '../../i18n/use-text'

export interface Contribution {
  indicator: string
  label: BilingualText
  dimension: string
  value: string | null
  points: string | null
  weight: string
  contribution: string
  reason: BilingualText
}

export interface Rating {
  id: string
  score: string
  grade: string
  model: { code: string; version: number }
  coverage: string
  alert: boolean
  contributions: readonly Contribution[]
  vetoes: readonly { code: string; message: BilingualText }[]
  asOf: string
  ratedAt: string
  ratedBy: string
}

/** The ratings of a customer, newest first. */
export function useRatings(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'ratings'],
    queryFn: ({ signal }) =>
      request<{ items: readonly Rating[] }>('GET', `/api/v1/customers/${encodeURIComponent(code)}/ratings`, {
        query: { limit: 50 },
        signal,
      }),
  })
}

/** Rates the customer now, from what is known at this moment. */
export function useRateNow(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request<Rating>('POST', `/api/v1/customers/${encodeURIComponent(code)}/ratings`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customer', code] }),
  })
}
