import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../api/answer'
import { request } from '../api/request'

/** The credit segments of the organisation, for choosing one. */
export function useSegments() {
  return useQuery({
    queryKey: ['segments'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/segments'>>('GET', '/api/v1/segments', { signal }),
    staleTime: 5 * 60_000,
  })
}

/** The same as choices of a select, named by code and name. */
export function useSegmentOptions(): readonly { value: string; label: string }[] {
  const segments = useSegments().data?.items ?? []
  return segments.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))
}
