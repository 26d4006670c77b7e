import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer, Item } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type Notice = Item<'/api/v1/notifications'>
export type InboxState = Answer<'/api/v1/notifications/state'>

export const stateKey = ['notifications', 'state'] as const
const listKey = ['notifications', 'list'] as const
/** Name of the list of the whole inbox. */
export const inboxListName = 'notifications'

/** Everything that shows notifications. */
export const noticeKeys = [listKey, ['list', inboxListName]] as const

/** The stream tells of changes at once; this is for when it cannot. */
const fallbackMs = 60_000
const shown = 20

export function useInboxState() {
  return useQuery({
    queryKey: stateKey,
    queryFn: ({ signal }) => request<InboxState>('GET', '/api/v1/notifications/state', { signal }),
    refetchInterval: fallbackMs,
  })
}

export function useNotices() {
  return useQuery({
    queryKey: listKey,
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/notifications'>>('GET', '/api/v1/notifications', {
        query: { limit: shown },
        signal,
      }),
  })
}

/** The newest unread notifications, for a short message on the screen. */
export const newestUnread = (limit: number) =>
  request<Answer<'/api/v1/notifications'>>('GET', '/api/v1/notifications', {
    query: { limit, unread: true },
  })

/** A page of the whole inbox. */
export function listNotices(state: ListState, signal: AbortSignal): Promise<ListPage<Notice>> {
  const { cursor, pageSize, filters } = state
  const query = { cursor, limit: pageSize, unread: filters['unread']?.[0], group: filters['group']?.[0] }
  return request('GET', '/api/v1/notifications', { query, signal })
}

/** Marks some as read, or all up to a number. */
export function useMarkRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { ids: string[] } | { upTo: string }) =>
      request<InboxState>('POST', '/api/v1/notifications/read', { body }),
    onSuccess: ({ unread, latest }) => {
      queries.setQueryData<InboxState>(stateKey, { unread, latest })
      for (const queryKey of noticeKeys) void queries.invalidateQueries({ queryKey })
    },
  })
}
