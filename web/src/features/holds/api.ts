import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type Hold = Item<'/api/v1/holds'>
export type ReleaseBody = Sent<'/api/v1/holds/{id}/release'>
export type RejectBody = Sent<'/api/v1/holds/{id}/reject'>
export type Evaluation = Answer<'/api/v1/holds/{id}/re-evaluate', 'post'>

/** Holds by rank: open ones unless another status is asked for. */
export function listHolds(state: ListState, signal: AbortSignal): Promise<ListPage<Hold>> {
  const { page, pageSize, search, sort, filters } = state
  const query = {
    ...{ page, pageSize, search },
    sort: sort ?? 'rank',
    status: filters['status']?.[0] ?? 'open',
    segment: filters['segment']?.[0],
    ready: filters['ready']?.[0],
    requested: filters['requested']?.[0],
    assignee: filters['assignee']?.[0],
    reason: filters['reason']?.[0],
    minAmount: filters['minAmount']?.[0],
    minDays: filters['minDays']?.[0],
    ownerUsername: filters['ownerUsername']?.[0],
  }
  return request('GET', '/api/v1/holds', { query, signal })
}

export function useHold(id: string) {
  return useQuery({
    queryKey: ['hold', id],
    queryFn: ({ signal }) => request<Hold>('GET', `/api/v1/holds/${id}`, { signal }),
  })
}

/** What the customer owes and may owe, beside the decision. */
export function useHoldCustomer(code: string, segment: string) {
  const exposure = useQuery({
    queryKey: ['customer', code, 'exposure', segment],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/exposure'>>(
        'GET',
        `/api/v1/customers/${encodeURIComponent(code)}/exposure`,
        { query: { segment }, signal },
      ),
  })
  const customer = useQuery({
    queryKey: ['customers', 'one', code],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers'>>('GET', '/api/v1/customers', {
        query: { search: code, limit: 5 },
        signal,
      }),
    select: (list) => list.items.find((one) => one.code === code),
  })
  return { exposure, grade: customer.data?.grade ?? null }
}

export function releaseHold(id: string, body: ReleaseBody): Promise<Hold> {
  return request('POST', `/api/v1/holds/${id}/release`, { body })
}

export function rejectHold(id: string, body: RejectBody): Promise<Hold> {
  return request('POST', `/api/v1/holds/${id}/reject`, { body })
}

/** The catalogue of reasons; it changes with the program only. */
export function useRejectReasons() {
  return useQuery({
    queryKey: ['hold-reject-reasons'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/hold-reject-reasons'>>('GET', '/api/v1/hold-reject-reasons', { signal }),
    staleTime: Infinity,
  })
}

export function reEvaluateHold(id: string): Promise<Evaluation> {
  return request('POST', `/api/v1/holds/${id}/re-evaluate`)
}

const staleKeys = [['list', 'holds'], ['hold'], ['holds'], ['customer'], ['home']] as const

/** Everything that shows a hold, its customer or a count of holds is asked again. */
export function useHoldsChanged(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of staleKeys) void queries.invalidateQueries({ queryKey })
  }
}

/** The same after a decision; what would let an order go is not asked of a hold that is closed. */
export function useHoldDecided(): (after: Hold) => void {
  const queries = useQueryClient()
  return (after) => {
    queries.setQueryData(['hold', after.id], after)
    const isOver = (part: unknown, id: unknown) =>
      part === 'outlook' && id === after.id && after.status !== 'open'
    for (const queryKey of staleKeys)
      void queries.invalidateQueries({
        queryKey,
        predicate: ({ queryKey: [, id, part] }) => !isOver(part, id),
      })
  }
}
