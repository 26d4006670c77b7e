import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type MonitoringRun = Item<'/api/v1/monitoring/{id}/runs'>
export type MonitoringPlan = Answer<'/api/v1/monitoring/{id}/plan'>
export type SentPlan = Sent<'/api/v1/monitoring/{id}/plan', 'put'>

const POLL_MS = 2000
const WAIT_MS = 120_000

/** What each look at a subject found. After `since` it is asked again until a newer look is there. */
export function useMonitoringRuns(id: string, since: number | undefined) {
  return useQuery({
    queryKey: ['monitoring', id, 'runs'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/monitoring/{id}/runs'>>('GET', `/api/v1/monitoring/${id}/runs`, { signal }),
    refetchInterval: ({ state }) =>
      since !== undefined && isWaiting(state.data?.items[0], since) ? POLL_MS : false,
  })
}

/** Whether a look that was asked for is still to come; after two minutes nobody waits any more. */
export function isWaiting(latest: MonitoringRun | undefined, since: number): boolean {
  if (Date.now() - since > WAIT_MS) return false
  return latest === undefined || Date.parse(latest.ranAt) < since
}

export function useMonitoringPlan(id: string) {
  return useQuery({
    queryKey: ['monitoring', id, 'plan'],
    queryFn: ({ signal }) => request<MonitoringPlan>('GET', `/api/v1/monitoring/${id}/plan`, { signal }),
  })
}

export function useLookNow(id: string, onAsked: () => void) {
  return useMutation({
    mutationFn: () => request<unknown>('POST', `/api/v1/monitoring/${id}/runs`),
    onSuccess: onAsked,
  })
}

export function savePlan(id: string, body: SentPlan): Promise<MonitoringPlan> {
  return request('PUT', `/api/v1/monitoring/${id}/plan`, { body })
}

export function useMonitoringChanged(id: string): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['monitoring', id] })
}
