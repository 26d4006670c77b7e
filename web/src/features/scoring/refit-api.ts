import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type RefitHead = Item<'/api/v1/scorecard-refits'>
export type Refit = Answer<'/api/v1/scorecard-refits/{id}'>
export type RefitResult = NonNullable<Refit['result']>
export type RefitSettings = Answer<'/api/v1/scorecard-refit-settings'>
type SentSettings = Sent<'/api/v1/scorecard-refit-settings', 'put'>

const POLL_MS = 1000

export function isWorking(run: Pick<RefitHead, 'status'> | undefined): boolean {
  return run?.status === 'queued' || run?.status === 'running'
}

export function useRefits() {
  return useQuery({
    queryKey: ['scorecard-refits'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/scorecard-refits'>>('GET', '/api/v1/scorecard-refits', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isWorking) === true ? POLL_MS : false),
  })
}

/** One re-fit; asked for again when its status has changed. */
export function useRefit(head: RefitHead | undefined) {
  return useQuery({
    queryKey: ['scorecard-refits', head?.id, head?.status],
    queryFn: ({ signal }) => request<Refit>('GET', `/api/v1/scorecard-refits/${head?.id ?? ''}`, { signal }),
    enabled: head !== undefined && !isWorking(head),
  })
}

export function useRefitSettings() {
  return useQuery({
    queryKey: ['scorecard-refit-settings'],
    queryFn: ({ signal }) => request<RefitSettings>('GET', '/api/v1/scorecard-refit-settings', { signal }),
  })
}

export function saveRefitSettings(body: SentSettings): Promise<RefitSettings> {
  return request('PUT', '/api/v1/scorecard-refit-settings', { body })
}

export function useStartRefit() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => request<unknown>('POST', '/api/v1/scorecard-refits'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['scorecard-refits'] }),
  })
}
