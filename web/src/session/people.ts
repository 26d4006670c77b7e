import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../api/answer'
import { request } from '../api/request'

/** Colleagues by username, to choose an owner. */
export function useOwnerOptions(): readonly { value: string; label: string }[] {
  const found = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/directory'>>('GET', '/api/v1/directory', { signal }),
    staleTime: 300_000,
  })
  const people = found.data?.people ?? []
  return people.map(({ username, displayName }) => ({ value: username, label: `${displayName} ${username}` }))
}
