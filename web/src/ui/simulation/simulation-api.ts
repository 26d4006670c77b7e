import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Sent } from '../../api/answer'
import { request } from '../../api/request'

export type Simulation = Answer<'/api/v1/simulations/{id}'>
export type SimulationRequest = Sent<'/api/v1/simulations'>
export type Summary = NonNullable<Simulation['summary']>
export type BookSummary = NonNullable<Summary['book']>
export type CheckSummary = NonNullable<Summary['checks']>

const POLL_MS = 700

function isGoing(simulation: Simulation | undefined): boolean {
  return simulation?.status === 'queued' || simulation?.status === 'running'
}

/** A simulation, asked for again until it has ended. */
export function useSimulation(id: string | undefined) {
  return useQuery({
    queryKey: ['simulations', id],
    queryFn: ({ signal }) => request<Simulation>('GET', `/api/v1/simulations/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isGoing(state.data) ? POLL_MS : false),
  })
}

/** The newest simulation of a kind, to come back to. */
export function useLatestSimulation(kind: Simulation['kind']) {
  return useQuery({
    queryKey: ['simulations', 'latest', kind],
    queryFn: async ({ signal }) => {
      const query = { kind }
      const list = await request<Answer<'/api/v1/simulations'>>('GET', '/api/v1/simulations', {
        query,
        signal,
      })
      return list.items[0] ?? null
    },
  })
}

/** Asks for a simulation; gives it as it was queued. */
export function useStartSimulation() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: SimulationRequest) => request<Simulation>('POST', '/api/v1/simulations', { body }),
    onSuccess: (simulation) => queries.setQueryData(['simulations', simulation.id], simulation),
  })
}

export function useCancelSimulation() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<Simulation>('POST', `/api/v1/simulations/${id}/cancel`, { body: {} }),
    onSuccess: (simulation) => queries.setQueryData(['simulations', simulation.id], simulation),
  })
}
