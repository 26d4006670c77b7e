import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { request } from '../../api/request'

export type StatisticsRow = Item<'/api/v1/approval-statistics'>
export const groupings = ['flow', 'node', 'person'] as const
export type Grouping = (typeof groupings)[number]

export interface StatisticsQuestion {
  from: string
  to: string
  by: Grouping
  subject: string | undefined
}

export function useStatistics(question: StatisticsQuestion) {
  return useQuery({
    queryKey: ['approval-statistics', question],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/approval-statistics'>>('GET', '/api/v1/approval-statistics', {
        query: { ...question },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
}

/** Running cases past a time limit or with nobody to decide, for those who manage approvals. */
export function useOverdueCases(subject: string | undefined) {
  return useQuery({
    queryKey: ['approval-cases', 'overdue', subject],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/approval-cases'>>('GET', '/api/v1/approval-cases', {
        query: { overdue: 'true', status: 'running', subject, limit: 20 },
        signal,
      }),
  })
}
