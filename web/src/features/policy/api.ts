import { useQuery } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { request } from '../../api/request'

export type PolicyVersion = Item<'/api/v1/policies'>
export type Policy = PolicyVersion['content']
export type PolicyRule = Policy['rules'][number]

/** All versions of the credit policy, newest first. */
export function usePolicyVersions() {
  return useQuery({
    queryKey: ['policies'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/policies'>>('GET', '/api/v1/policies', { signal }),
  })
}
