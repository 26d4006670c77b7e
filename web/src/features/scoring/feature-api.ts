import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import type { Indicator } from './api'
import type { Histogram } from './draft-api'

type Features = Answer<'/api/v1/scorecard-features'>
export type Feature = Features['items'][number]
export type Formula = NonNullable<Indicator['formula']>

/** Everything that a scorecard may look at. */
export function useFeatures() {
  return useQuery({
    queryKey: ['scorecard-features'],
    queryFn: ({ signal }) => request<Features>('GET', '/api/v1/scorecard-features', { signal }),
    staleTime: 60_000,
  })
}

export function distributionOf(feature: string): Promise<Histogram> {
  return request<Histogram>('GET', `/api/v1/scorecard-features/${feature}/distribution`)
}

/** How the value of a formula spreads over the book; its error says what is wrong with it. */
export function useFormulaDistribution(formula: Formula | undefined) {
  return useQuery({
    queryKey: ['scorecard-formula', formula],
    queryFn: ({ signal }) =>
      request<Histogram>('POST', '/api/v1/scorecard-formulas/distribution', { body: formula, signal }),
    enabled: formula !== undefined && formula.expression.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  })
}
