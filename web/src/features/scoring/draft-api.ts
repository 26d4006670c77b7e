import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import type { Content } from './scorecard-edit'

export type Draft = Answer<'/api/v1/scorecard-drafts/{id}'>
export type DraftHead = Answer<'/api/v1/scorecard-drafts'>['items'][number]
export type Preview = Answer<'/api/v1/scorecards/preview', 'post'>
export type Effect = NonNullable<Draft['report']>['effect']
export type Histogram = Answer<'/api/v1/scorecard-features/{feature}/distribution'>

const one = (id: string) => `/api/v1/scorecard-drafts/${encodeURIComponent(id)}`

export function useDrafts() {
  return useQuery({
    queryKey: ['scorecard-drafts'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/scorecard-drafts'>>('GET', '/api/v1/scorecard-drafts', { signal }),
  })
}

export function useDraft(id: string) {
  return useQuery({
    queryKey: ['scorecard-draft', id],
    queryFn: ({ signal }) => request<Draft>('GET', one(id), { signal }),
  })
}

export function beginDraft(body: { name: string; version?: number; content?: unknown }): Promise<Draft> {
  return request<Draft>('POST', '/api/v1/scorecard-drafts', { body })
}

export function saveDraft(
  id: string,
  body: { revision: number; name: string; content: Content; rebase?: boolean },
): Promise<Draft> {
  return request<Draft>('PUT', one(id), { body })
}

export function dropDraft(id: string): Promise<void> {
  return request('DELETE', one(id))
}

export function validateDraft(id: string, revision: number): Promise<Draft> {
  return request<Draft>('POST', `${one(id)}/validate`, { body: { revision } })
}

export function submitDraft(
  id: string,
  body: { revision: number; validFrom?: string; reason?: string },
): Promise<Answer<'/api/v1/scorecard-drafts/{id}/submit', 'post'>> {
  return request('POST', `${one(id)}/submit`, { body })
}

const pauseMs = 350

/** What the scorecard would do to the book, a moment after the last change. */
export function usePreview(content: Content) {
  const [settled, setSettled] = useState(content)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(content), pauseMs)
    return () => clearTimeout(timer)
  }, [content])
  const query = useQuery({
    queryKey: ['scorecard-preview', settled],
    queryFn: ({ signal }) =>
      request<Preview>('POST', '/api/v1/scorecards/preview', { body: { content: settled }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  })
  return { ...query, waiting: settled !== content || query.isFetching }
}

export function useHistogram(feature: string | null) {
  return useQuery({
    queryKey: ['scorecard-histogram', feature],
    queryFn: ({ signal }) =>
      request<Histogram>('GET', `/api/v1/scorecard-features/${feature}/distribution`, { signal }),
    enabled: feature !== null,
    staleTime: 60_000,
  })
}
