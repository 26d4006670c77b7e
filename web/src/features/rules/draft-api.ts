import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

type DraftAnswer = Answer<'/api/v1/control-rules/draft'>
export type Draft = NonNullable<DraftAnswer['draft']>
type DraftBody = Sent<'/api/v1/control-rules/draft', 'put'>

const PATH = '/api/v1/control-rules/draft'
const key = ['control-rules', 'draft']

/** The draft that those who may write rules share; null without one. */
export function useRulesDraft() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => request<DraftAnswer>('GET', PATH, { signal }) })
}

export function useSaveRulesDraft() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: DraftBody) => request<DraftAnswer>('PUT', PATH, { body }),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  })
}

export function useDropRulesDraft() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request<DraftAnswer>('DELETE', PATH),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  })
}
