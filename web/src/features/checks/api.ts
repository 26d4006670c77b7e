import { useQuery } from '@tanstack/react-query'
import type { Answer, Sent } from '../../api/answer'
import type { Money } from '../../api/money'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type Decision = Answer<'/api/v1/credit-checks', 'post'>
export type Replay = Answer<'/api/v1/credit-checks/{id}/replay', 'post'>
type CheckBody = Sent<'/api/v1/credit-checks'>

/** An order as it is typed into the console. */
export interface OrderDraft {
  customerCode: string
  segment: string
  number: string
  amount: Money
  netDays?: number | undefined
  shipDate?: string | undefined
}

/** The name under which an order is asked about before it has a number. */
export const withoutNumber = 'TRIAL'

/** Under this source orders of the console are known; an ERP uses its own. */
const source = 'console'

/**
 * Asks whether an order may go ahead. `reserve` false takes nothing. The version of a committed order is the second in
 * which it was sent, so that the same number sent again with another amount replaces the earlier reservation.
 */
export function checkOrder(draft: OrderDraft, reserve: boolean, signal?: AbortSignal): Promise<Decision> {
  const { customerCode, segment, number, amount, netDays, shipDate } = draft
  const body: CheckBody = {
    checkpoint: 'order',
    customerCode,
    segment,
    document: { source, type: 'order', number, version: Math.floor(Date.now() / 1000) },
    amount,
    reserve,
    ...(netDays === undefined ? {} : { netDays }),
    ...(shipDate === undefined ? {} : { shipDate }),
  }
  return request('POST', '/api/v1/credit-checks', { body, ...(signal === undefined ? {} : { signal }) })
}

/** Trial answers are left out unless they are asked for. */
function reserveOf(trials: string | undefined): boolean | undefined {
  if (trials === 'with') return undefined
  return trials !== 'only'
}

export function listChecks(state: ListState, signal: AbortSignal): Promise<ListPage<Decision>> {
  const query = {
    cursor: state.cursor,
    limit: state.pageSize,
    outcome: state.filters['outcome']?.[0],
    segment: state.filters['segment']?.[0],
    documentNumber: state.search,
    reserve: reserveOf(state.filters['trials']?.[0]),
  }
  return request('GET', '/api/v1/credit-checks', { query, signal })
}

export function useDecision(id: string) {
  return useQuery({
    queryKey: ['credit-check', id],
    queryFn: ({ signal }) => request<Decision>('GET', `/api/v1/credit-checks/${id}`, { signal }),
  })
}

/** Decides again from the recorded facts; nothing is changed. */
export function replayDecision(id: string): Promise<Replay> {
  return request('POST', `/api/v1/credit-checks/${id}/replay`)
}

/** The segments in which a customer may buy on account. */
export function useCustomerAccounts(code: string | undefined) {
  return useQuery({
    queryKey: ['customer', code ?? '', 'accounts'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/accounts'>>(
        'GET',
        `/api/v1/customers/${encodeURIComponent(code ?? '')}/accounts`,
        { signal },
      ),
    enabled: code !== undefined,
  })
}
