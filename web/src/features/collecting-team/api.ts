import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request, toQueryString } from '../../api/request'

export type Team = Answer<'/api/v1/collections/team'>
export type Collector = Team['collectors'][number]
export type Sums = Team['total']
export type SalesPlace = Team['sales'][number]
export type TeamPlace = Team['teams'][number]

export interface Period {
  from: string
  to: string
}

export function useTeam(period: Period) {
  return useQuery({
    queryKey: ['collecting-team', period],
    queryFn: ({ signal }) =>
      request<Team>('GET', '/api/v1/collections/team', { query: { ...period }, signal }),
  })
}

export function teamHref(period: Period, language: string): string {
  const query = { ...period, language: language === 'en' ? 'en' : 'zh-CN' }
  return `/api/v1/collections/team.xlsx${toQueryString(query)}`
}
