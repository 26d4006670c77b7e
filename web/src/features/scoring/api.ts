import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'

export type Scorecard = Answer<'/api/v1/scorecards/{version}'>
export type Dimension = Scorecard['content']['dimensions'][number]
export type Indicator = Dimension['indicators'][number]

export function useScorecards() {
  return useQuery({
    queryKey: ['scorecards'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/scorecards'>>('GET', '/api/v1/scorecards', { signal }),
  })
}

export function useScorecard(version: number | undefined) {
  return useQuery({
    queryKey: ['scorecard', version],
    queryFn: ({ signal }) => request<Scorecard>('GET', `/api/v1/scorecards/${version}`, { signal }),
    enabled: version !== undefined,
  })
}

/** Address of a version with its validation as PDF, in the language of the interface. */
export function reportHref(version: number, language: string): string {
  return `/api/v1/scorecards/${version}/report.pdf?language=${language === 'en' ? 'en' : 'zh-CN'}`
}
