import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { Policy, PolicyVersion } from './api'

type DraftAnswer = Answer<'/api/v1/policies/draft'>
export type Draft = NonNullable<DraftAnswer['draft']>
type DraftBody = Sent<'/api/v1/policies/draft', 'put'>

const PATH = '/api/v1/policies/draft'
const key = ['policies', 'draft']

/** The draft that those who may write policies share; null without one. */
export function usePolicyDraft() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => request<DraftAnswer>('GET', PATH, { signal }) })
}

export function useSavePolicyDraft() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: DraftBody) => request<DraftAnswer>('PUT', PATH, { body }),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  })
}

export function useDropPolicyDraft() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request<DraftAnswer>('DELETE', PATH),
    onSuccess: (answer) => queries.setQueryData(key, answer),
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
