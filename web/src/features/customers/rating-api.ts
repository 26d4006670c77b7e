import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/request'
import type { BilingualText } from '../../i18n/use-text'

export interface Contribution {
  indicator: string
  label: BilingualText
  dimension: string
  treatment: 'scored' | 'excluded' | 'neutral' | 'worst' | 'stale'
  /** 0–100; null when the indicator is left out. */
  points: number | null
  /** Percent. */
  weight: number
  contribution: number
  reason: BilingualText
}

export interface Rating {
  id: string
  score: number
  grade: string
  model: { code: string; version: number }
  coverage: number
  alert: boolean
  dimensions: readonly {
    code: string
    label: BilingualText
    weight: number
    coverage: number
    contribution: number
  }[]
  contributions: readonly Contribution[]
  /** What keeps the grade down whatever the score: vetoes, low coverage. */
  caps: readonly {
    kind: 'coverage' | 'veto' | 'unverified'
    code: string
    gradeAtMost: string
    reason: BilingualText
  }[]
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
    mutationFn: () =>
      request<Rating>('POST', `/api/v1/customers/${encodeURIComponent(code)}/ratings`, { body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customer', code] }),
  })
}
