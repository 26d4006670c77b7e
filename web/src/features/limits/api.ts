import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type Proposal = Item<'/api/v1/limit-proposals'>
/** A page of proposals, with totals by currency. */
export type ProposalPage = Answer<'/api/v1/limit-proposals'>
export type ProposalTotal = ProposalPage['totals'][number]

/** The filters that decide which proposals are meant; the status is not one of them, only open ones are decided. */
export const filterKeys = ['kind', 'grade', 'segment', 'direction'] as const

/** A page of proposals with the totals of everything the filter finds. */
export function listProposals(
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<Proposal> & { totals: readonly ProposalTotal[] }> {
  const { page, pageSize, search, sort, filters } = state
  const query = {
    ...{ page, pageSize, search },
    sort: sort ?? '-change',
    // What the policy changed by itself is no longer open.
    status: filters['status']?.[0] ?? ((filters['automatic'] ?? []).length === 0 ? 'open' : 'accepted'),
    automatic: filters['automatic']?.[0],
    attention: filters['attention']?.[0],
    ...Object.fromEntries(filterKeys.map((key) => [key, filters[key]?.[0]])),
  }
  return request('GET', '/api/v1/limit-proposals', { query, signal })
}

/** What accepting everything that a filter finds would change: only open proposals that need nobody's attention. */
export function useAcceptable(filter: Readonly<Record<string, string>>) {
  return useQuery({
    queryKey: ['list', 'proposals', 'acceptable', filter],
    queryFn: ({ signal }) =>
      request<ProposalPage>('GET', '/api/v1/limit-proposals', {
        query: { ...filter, status: 'open', attention: false, pageSize: 1 },
        signal,
      }),
    staleTime: 0,
  })
}

/** The totals that `listProposals` put beside a page. */
export function totalsOf(page: ListPage<Proposal>): readonly ProposalTotal[] {
  return 'totals' in page ? (page as ListPage<Proposal> & { totals: readonly ProposalTotal[] }).totals : []
}

export function useProposal(id: string) {
  return useQuery({
    queryKey: ['proposal', id],
    queryFn: ({ signal }) => request<Proposal>('GET', `/api/v1/limit-proposals/${id}`, { signal }),
  })
}

/** Either named proposals or everything a filter finds. */
export type Chosen = { ids: readonly string[] } | { filter: Readonly<Record<string, string>> }

export interface Decided {
  decided: number
  skipped: readonly {
    id: string
    customer: { code: string; name: string } | null
    code: string
    message: { zh: string; en: string }
  }[]
}

export async function decideProposals(
  verdict: 'accept' | 'reject',
  chosen: Chosen,
  reason: string,
): Promise<Decided> {
  const answer = await request<{ accepted?: number; rejected?: number; skipped: Decided['skipped'] }>(
    'POST',
    `/api/v1/limit-proposals/${verdict}`,
    { body: { ...chosen, reason } },
  )
  return { decided: answer.accepted ?? answer.rejected ?? 0, skipped: answer.skipped }
}

export type RunResult = Answer<'/api/v1/limit-proposals/run', 'post'>

export function runProposals(): Promise<RunResult> {
  return request('POST', '/api/v1/limit-proposals/run', { body: {} })
}

export type AutomaticRun = Answer<'/api/v1/limit-proposals/automatic', 'post'>

/** What the policy would put in force by itself now. */
export function tryAutomatic(signal: AbortSignal): Promise<AutomaticRun> {
  return request('POST', '/api/v1/limit-proposals/automatic/try', { body: {}, signal })
}

export function applyAutomatic(): Promise<AutomaticRun> {
  return request('POST', '/api/v1/limit-proposals/automatic', { body: {} })
}

export function undoAutomatic(id: string): Promise<unknown> {
  return request('POST', `/api/v1/limit-proposals/${id}/undo`, { body: {} })
}

/** Proposals, limits and everything that rests on them are asked again. */
export function useLimitsChanged(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [
      ['list', 'proposals'],
      ['proposal'],
      ['customer'],
      ['account'],
      ['list', 'customers'],
    ])
      void queries.invalidateQueries({ queryKey })
  }
}

export type Account = Item<'/api/v1/customers/{code}/accounts'>
export type LimitLine = Item<'/api/v1/customers/{code}/accounts/{segment}/limit-lines'>
export type AccountBody = Sent<'/api/v1/customers/{code}/accounts/{segment}', 'put'>
export type LineBody = Sent<'/api/v1/customers/{code}/accounts/{segment}/limit-lines'>

const accountPath = (code: string, segment: string) =>
  `/api/v1/customers/${encodeURIComponent(code)}/accounts/${encodeURIComponent(segment)}`

export function useAccountPage(code: string) {
  const customer = useQuery({
    queryKey: ['customer', code],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}'>>('GET', `/api/v1/customers/${encodeURIComponent(code)}`, {
        signal,
      }),
  })
  const accounts = useQuery({
    queryKey: ['customer', code, 'accounts'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/accounts'>>(
        'GET',
        `/api/v1/customers/${encodeURIComponent(code)}/accounts`,
        { signal },
      ),
  })
  return { customer, accounts }
}

export function useLimitLines(code: string, segment: string) {
  return useQuery({
    queryKey: ['account', code, segment, 'lines'],
    queryFn: ({ signal }) =>
      request<{ items: readonly LimitLine[] }>('GET', `${accountPath(code, segment)}/limit-lines`, {
        signal,
      }),
  })
}

interface MayWait {
  /** Set when the change waits for somebody who may grant the credit. */
  requestId?: string
}

export function putAccount(code: string, segment: string, body: AccountBody): Promise<MayWait> {
  return request('PUT', accountPath(code, segment), { body })
}

export function addLine(code: string, segment: string, body: LineBody): Promise<MayWait> {
  return request('POST', `${accountPath(code, segment)}/limit-lines`, { body })
}

export function revokeLine(code: string, segment: string, id: string): Promise<undefined> {
  return request('DELETE', `${accountPath(code, segment)}/limit-lines/${id}`)
}

/** Holds every order of the customer in all segments until it is cleared with null. */
export function putCustomerForcedHold(code: string, reason: string | null): Promise<unknown> {
  return request('PUT', `/api/v1/customers/${encodeURIComponent(code)}/forced-hold`, { body: { reason } })
}

/** Holds every order of the account until it is cleared with null. */
export function putForcedHold(code: string, segment: string, reason: string | null): Promise<unknown> {
  return request('PUT', `${accountPath(code, segment)}/forced-hold`, { body: { reason } })
}
