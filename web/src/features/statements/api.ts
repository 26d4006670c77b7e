import { useQuery } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'

export type StatementPage = Answer<'/api/v1/statements'>
export type StatementRow = Item<'/api/v1/statements'>
export type StatementDetail = Answer<'/api/v1/statements/{id}'>
export type FollowedLine = Item<'/api/v1/statements/{id}/disputes'>
export type StatementBatch = Item<'/api/v1/statement-batches'>
export type Linked = Answer<'/api/v1/statement-links/open', 'post'>
export type OpenItem = Linked['statements'][number]['openItems'][number]

export const statuses = ['waiting', 'confirmed', 'disputed', 'expired', 'failed', 'withdrawn'] as const

const first = (state: ListState, key: string) => state.filters[key]?.[0]

export function listStatements(state: ListState, signal: AbortSignal): Promise<StatementPage> {
  const query = {
    status: first(state, 'status'),
    search: state.search,
    ...{ page: state.page, pageSize: state.pageSize },
  }
  return request('GET', '/api/v1/statements', { query, signal })
}

export function useStatementCounts() {
  return useQuery({
    queryKey: ['list', 'sent-statements', 'counts'],
    queryFn: ({ signal }) =>
      request<StatementPage>('GET', '/api/v1/statements', { query: { pageSize: 1 }, signal }),
    select: ({ counts }) => counts,
  })
}

export function useStatementDetail(id: string) {
  return useQuery({
    queryKey: ['list', 'sent-statements', 'one', id],
    queryFn: ({ signal }) => request<StatementDetail>('GET', `/api/v1/statements/${id}`, { signal }),
  })
}

/** What became of the lines that the customer disputed; asked for only where there are some. */
export function useFollowedLines(id: string, disputed: boolean) {
  return useQuery({
    queryKey: ['list', 'sent-statements', 'followed', id],
    queryFn: ({ signal }) =>
      request<{ items: readonly FollowedLine[] }>('GET', `/api/v1/statements/${id}/disputes`, { signal }),
    select: ({ items }) => items,
    enabled: disputed,
  })
}

export function actOnStatement(id: string, act: 'resend' | 'withdraw'): Promise<unknown> {
  return request('POST', `/api/v1/statements/${id}/${act}`, { body: {} })
}

export function mailStatements(body: object): Promise<Answer<'/api/v1/statements', 'post'>> {
  return request('POST', '/api/v1/statements', { body })
}

export function makeLink(body: object): Promise<Answer<'/api/v1/statements/links', 'post'>> {
  return request('POST', '/api/v1/statements/links', { body })
}

const stillMadeMs = 1_500

/** Own batches; asked for again while one is still made. */
export function useBatches() {
  return useQuery({
    queryKey: ['statement-batches'],
    queryFn: ({ signal }) =>
      request<{ items: readonly StatementBatch[] }>('GET', '/api/v1/statement-batches', { signal }),
    select: ({ items }) => items,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ finishedAt }) => finishedAt === null) === true ? stillMadeMs : false,
  })
}

export function makeBatch(body: object): Promise<unknown> {
  return request('POST', '/api/v1/statement-batches', { body })
}

export const batchHref = (id: string) => `/api/v1/statement-batches/${id}.zip`

/** Opens the statement of a link; the token goes in the body, so that it stands in no address that is logged. */
export function useLinked(token: string) {
  return useQuery({
    queryKey: ['statement-link'],
    queryFn: ({ signal }) =>
      request<Linked>('POST', '/api/v1/statement-links/open', { body: { token }, signal }),
    enabled: token !== '',
    retry: false,
  })
}

export function answerLink(body: object): Promise<Linked> {
  return request('POST', '/api/v1/statement-links/answer', { body })
}

export function sendProof(token: string, file: File): Promise<unknown> {
  const form = new FormData()
  form.append('token', token)
  form.append('file', file)
  return request('POST', '/api/v1/statement-links/files', { body: form })
}
