import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../data-list/list-state'
import type { ListPage } from '../data-list/list-types'

export type Case = Answer<'/api/v1/approval-cases/{id}'>
export type CaseItem = Item<'/api/v1/approval-cases'>
export type InboxItem = Item<'/api/v1/inbox'>
export type Visit = Case['path'][number]
export type Step = Visit['steps'][number]
export type Dossier = Case['dossier']
export type Shown = Dossier['request'][number]['value']
export type CaseAction = Case['mine']['actions'][number]
export type ActionBody = Sent<'/api/v1/approval-cases/{id}/actions'>
export type BatchBody = Sent<'/api/v1/inbox/decide'>
export type BatchResult = Answer<'/api/v1/inbox/decide', 'post'>
export type Attachment = Case['events'][number]['attachments'][number]
export type Counts = Answer<'/api/v1/inbox/counts'>

/** A row of any box; cases of the managers' list wait for nobody in particular. */
export type BoxRow = CaseItem & Partial<Omit<InboxItem, keyof CaseItem>>

export const boxes = ['todo', 'done', 'started', 'copied'] as const
export type Box = (typeof boxes)[number] | 'security' | 'all'

/** How often an open page looks for news. */
const lookAgainMs = 20_000

/** One page of a box of the inbox, or of all cases for those who manage approvals. */
export function listBox(box: Box, state: ListState, signal: AbortSignal): Promise<ListPage<BoxRow>> {
  const { search, filters, cursor } = state
  const asked = {
    cursor,
    limit: state.pageSize,
    subject: filters['subject']?.[0],
    status: filters['status']?.[0],
    overdue: filters['overdue']?.[0],
  }
  if (box === 'security')
    return request('GET', '/api/v1/awaited-securities', {
      query: { cursor, limit: state.pageSize },
      signal,
    })
  if (box === 'all')
    return request('GET', '/api/v1/approval-cases', {
      query: { ...asked, customerCode: filters['customerCode']?.[0] },
      signal,
    })
  return request('GET', '/api/v1/inbox', { query: { ...asked, box, search }, signal })
}

/** The cases about one customer, newest first. */
export function listCustomerCases(
  code: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<CaseItem>> {
  return request('GET', '/api/v1/approval-cases', {
    query: { customerCode: code, cursor: state.cursor, limit: state.pageSize },
    signal,
  })
}

/** The cases about one object: a hold, a limit request. */
export function useCasesOf(objectId: string, enabled = true) {
  return useQuery({
    queryKey: ['approval-cases', 'object', objectId],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/approval-cases'>>('GET', '/api/v1/approval-cases', {
        query: { objectId, limit: 5 },
        signal,
      }),
    enabled,
  })
}

export function useCase(id: string) {
  return useQuery({
    queryKey: ['approval-case', id],
    queryFn: ({ signal }) => request<Case>('GET', `/api/v1/approval-cases/${id}`, { signal }),
    refetchInterval: lookAgainMs,
  })
}

/** What waits for the reader, looked up again all the time. */
export function useInboxCounts() {
  return useQuery({
    queryKey: ['inbox-counts'],
    queryFn: ({ signal }) => request<Counts>('GET', '/api/v1/inbox/counts', { signal }),
    refetchInterval: lookAgainMs,
  })
}

/** Acts on a case; sent again under the same key it is the same act. */
export const act = (id: string, body: ActionBody, key: string): Promise<Case> =>
  request('POST', `/api/v1/approval-cases/${id}/actions`, { body, headers: { 'Idempotency-Key': key } })

export const decideMany = (body: BatchBody, key: string): Promise<BatchResult> =>
  request('POST', '/api/v1/inbox/decide', { body, headers: { 'Idempotency-Key': key } })

/** Uploads a file that a comment or decision will name. */
export function uploadAttachment(caseId: string, file: File): Promise<Attachment> {
  const body = new FormData()
  body.append('file', file)
  return request('POST', `/api/v1/approval-cases/${caseId}/attachments`, { body })
}

export function attachmentHref(caseId: string, attachmentId: string): string {
  return `/api/v1/approval-cases/${caseId}/attachments/${attachmentId}`
}

/** A key under which a repeated click of the same button is the same act; also where there is no secure context. */
export function makeActKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** After an act: the case as answered, and everything that lists cases or shows what was decided on. */
export function useCaseChanged(): (answered?: Case) => void {
  const queries = useQueryClient()
  return (answered) => {
    if (answered !== undefined) queries.setQueryData(['approval-case', answered.id], answered)
    else void queries.invalidateQueries({ queryKey: ['approval-case'] })
    const stale = ['list', 'inbox-counts', 'approval-cases', 'hold', 'holds', 'customer', 'home', 'limits']
    for (const key of stale) void queries.invalidateQueries({ queryKey: [key] })
  }
}
