import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type PolicyVersion = Item<'/api/v1/policies'>
export type Policy = PolicyVersion['content']
export type PolicyRule = Policy['rules'][number]
export type CustomerClass = NonNullable<Policy['classes']>[number]

/** All versions of the credit policy, newest first. */
export function usePolicyVersions() {
  return useQuery({
    queryKey: ['policies'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/policies'>>('GET', '/api/v1/policies', { signal }),
  })
}

/** Takes back a published policy before its date. */
export function useCancelPolicy() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ version, reason }: { version: number; reason: string }) =>
      request<PolicyVersion>('POST', `/api/v1/policies/${version}/cancel`, { body: { reason } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['policies'] }),
  })
}

/** Publishes a policy: gives the version, or the id of the case that decides on it. */
export function usePublishPolicy() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ content, validFrom }: { content: Policy; validFrom: string | undefined }) =>
      request<PolicyVersion | { caseId: string }>('POST', '/api/v1/policies', {
        body: {
          content,
          ...(validFrom === undefined ? {} : { validFrom }),
        } satisfies Sent<'/api/v1/policies'>,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['policies'] }),
  })
}

export type CoverageCell = Answer<'/api/v1/policies/coverage', 'post'>['items'][number]

/** What is wrong with a policy under edit, and which row applies where. */
export function usePolicyCoverage(content: Policy) {
  return useQuery({
    queryKey: ['policies', 'coverage', content],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/policies/coverage', 'post'>>('POST', '/api/v1/policies/coverage', {
        body: { content } satisfies Sent<'/api/v1/policies/coverage'>,
        signal,
      }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}
