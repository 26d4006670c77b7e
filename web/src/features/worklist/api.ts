import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import { usePickList } from '../../ui/pick-list/use-pick-list'
import type { ListState } from '../../ui/data-list/list-state'

type Worklist = Answer<'/api/v1/collections/worklist'>
export type WorklistRow = Worklist['items'][number]
export type Cockpit = Answer<'/api/v1/customers/{code}/collection'>
export type OpenItem = Cockpit['items'][number]
export type Contact = Item<'/api/v1/customers/{code}/contact-log'>
export type PaymentPromise = Item<'/api/v1/promises'>
export type Dispute = Item<'/api/v1/disputes'>
export type Plan = Item<'/api/v1/instalment-plans'>
export type ContactBody = Sent<'/api/v1/customers/{code}/contact-log'>
export type Outcome = ContactBody['outcome']

const first = (state: ListState, key: string) => state.filters[key]?.[0]
const ofCustomer = (code: string) => `/api/v1/customers/${encodeURIComponent(code)}`

/** A page of the worklist; `me` stands for who asks. */
export function listWorklist(me: string) {
  return (state: ListState, signal: AbortSignal): Promise<Worklist> => {
    const query = {
      show: first(state, 'show') ?? 'todo',
      collector: first(state, 'whose') === 'mine' ? me : undefined,
      search: state.search,
      ...{ page: state.page, pageSize: state.pageSize },
    }
    return request('GET', '/api/v1/collections/worklist', { query, signal })
  }
}

/** One customer as a collector needs it, under a key that every act on it makes stale. */
export function useCockpit(code: string) {
  return useQuery({
    queryKey: ['worklist', code, 'cockpit'],
    queryFn: ({ signal }) => request<Cockpit>('GET', `${ofCustomer(code)}/collection`, { signal }),
  })
}

export function useContactLog(code: string) {
  return useQuery({
    queryKey: ['worklist', code, 'contacts'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/contact-log'>>('GET', `${ofCustomer(code)}/contact-log`, {
        ...{ query: { limit: 20 }, signal },
      }),
  })
}

/** Promises, disputes and plans of a customer, the newest first. */
export function useArrangements(code: string) {
  return useQuery({
    queryKey: ['worklist', code, 'arrangements'],
    queryFn: async ({ signal }) => {
      const query = { customerCode: code, limit: 20 }
      const [promises, disputes, plans] = await Promise.all([
        request<Answer<'/api/v1/promises'>>('GET', '/api/v1/promises', { query, signal }),
        request<Answer<'/api/v1/disputes'>>('GET', '/api/v1/disputes', { query, signal }),
        request<Answer<'/api/v1/instalment-plans'>>('GET', '/api/v1/instalment-plans', { query, signal }),
      ])
      return { promises: promises.items, disputes: disputes.items, plans: plans.items }
    },
  })
}

export function useDisputeReasons() {
  return usePickList('/api/v1/dispute-reasons')
}

export function logContact(code: string, body: ContactBody): Promise<unknown> {
  return request('POST', `${ofCustomer(code)}/contact-log`, { body })
}

export function cancelPromise(id: string, reason: string): Promise<unknown> {
  return request('POST', `/api/v1/promises/${id}/cancel`, { body: { reason } })
}

export function resolveDispute(id: string, forCustomer: boolean, resolution: string): Promise<unknown> {
  return request('POST', `/api/v1/disputes/${id}/resolve`, { body: { forCustomer, resolution } })
}

/** After an act all that shows the customer is asked again. */
export function useCollected(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['list', 'worklist'], ['worklist'], ['customer']])
      void queries.invalidateQueries({ queryKey })
  }
}
