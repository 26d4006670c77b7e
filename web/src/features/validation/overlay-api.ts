import { useQuery } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type Overlay = Item<'/api/v1/rating-overlays'>
export type NewOverlay = Sent<'/api/v1/rating-overlays'>
type Scope = Sent<'/api/v1/rating-overlays/scope'>

export function useOverlays() {
  return useQuery({
    queryKey: ['rating-overlays'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/rating-overlays'>>('GET', '/api/v1/rating-overlays', { signal }),
  })
}

/** How many customers a scope holds. */
export function useScope(scope: Scope) {
  return useQuery({
    queryKey: ['rating-overlays', 'scope', scope],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/rating-overlays/scope', 'post'>>('POST', '/api/v1/rating-overlays/scope', {
        body: scope,
        signal,
      }),
    placeholderData: (before) => before,
  })
}

export function proposeOverlay(body: NewOverlay): Promise<Overlay> {
  return request('POST', '/api/v1/rating-overlays', { body })
}

export function endOverlay(id: string, reason: string): Promise<Overlay> {
  return request('POST', `/api/v1/rating-overlays/${id}/end`, { body: { reason } })
}
