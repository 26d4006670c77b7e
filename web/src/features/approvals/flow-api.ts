import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { Fault, Flow, FlowDetail, FlowVersion, Simulation } from './flow-types'

export type SimulationBody = Sent<'/api/v1/approval-flows/simulate'>

const path = (code: string) => `/api/v1/approval-flows/${encodeURIComponent(code)}`

export function useFlows() {
  return useQuery({
    queryKey: ['approval-flows'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/approval-flows'>>('GET', '/api/v1/approval-flows', { signal }),
  })
}

/** A flow as it is edited: asked once, not again while somebody types. */
export function useFlow(code: string) {
  return useQuery({
    queryKey: ['approval-flows', code],
    queryFn: ({ signal }) => request<FlowDetail>('GET', path(code), { signal }),
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  })
}

export function useFlowVersion(code: string, version: number | undefined) {
  return useQuery({
    queryKey: ['approval-flows', code, 'version', version],
    queryFn: ({ signal }) => request<FlowVersion>('GET', `${path(code)}/versions/${version}`, { signal }),
    enabled: version !== undefined,
    staleTime: Infinity,
  })
}

/** What may be decided by approval, and what its flows may test. */
export function useSubjects() {
  return useQuery({
    queryKey: ['approval-subjects'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/approval-subjects'>>('GET', '/api/v1/approval-subjects', { signal }),
    staleTime: 5 * 60_000,
  })
}

export const createFlow = (code: string, content: Flow): Promise<FlowDetail> =>
  request('POST', '/api/v1/approval-flows', { body: { code, content } })

export const saveDraft = (code: string, content: Flow, revision: number): Promise<FlowDetail> =>
  request('PUT', `${path(code)}/draft`, { body: { content, revision } })

export const dropDraft = (code: string): Promise<FlowDetail> => request('DELETE', `${path(code)}/draft`)

export const publishFlow = (code: string, revision: number, note: string): Promise<FlowDetail> =>
  request('POST', `${path(code)}/publish`, { body: { revision, note } })

export const changeFlow = (
  code: string,
  body: { priority?: number; active?: boolean },
): Promise<FlowDetail> => request('PATCH', path(code), { body })

export const validateFlow = (content: Flow, signal: AbortSignal): Promise<{ faults: readonly Fault[] }> =>
  request('POST', '/api/v1/approval-flows/validate', { body: { content }, signal })

export const simulateFlow = (body: SimulationBody): Promise<Simulation> =>
  request('POST', '/api/v1/approval-flows/simulate', { body })

/** Puts the answer of a write in the place of what was loaded, and asks the list again. */
export function useFlowChanged(): (flow: FlowDetail) => void {
  const queries = useQueryClient()
  return (flow) => {
    queries.setQueryData(['approval-flows', flow.code], flow)
    void queries.invalidateQueries({ queryKey: ['approval-flows'], exact: true })
  }
}
