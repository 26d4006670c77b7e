import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'

export type Settings = Answer<'/api/v1/arrangement-settings'>

export function useArrangementSettings() {
  return useQuery({
    queryKey: ['arrangement-settings'],
    queryFn: ({ signal }) => request<Settings>('GET', '/api/v1/arrangement-settings', { signal }),
  })
}

export function putSettings(body: Settings): Promise<Settings> {
  return request('PUT', '/api/v1/arrangement-settings', { body })
}
