import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item } from '../../api/answer'
import { request } from '../../api/request'

export type Notice = Item<'/api/v1/notifications'>
export type InboxState = Answer<'/api/v1/notifications/state'>

export const stateKey = ['notifications', 'state'] as const
const listKey = ['notifications', 'list'] as const

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

/** Marks some as read, or all up to a number. */
export function useMarkRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { ids: string[] } | { upTo: string }) =>
      request<InboxState>('POST', '/api/v1/notifications/read', { body }),
    onSuccess: ({ unread, latest }) => {
      queries.setQueryData<InboxState>(stateKey, { unread, latest })
      void queries.invalidateQueries({ queryKey: listKey })
    },
  })
}
