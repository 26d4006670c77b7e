import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type Segment = Item<'/api/v1/segments'>
export type FxRate = Item<'/api/v1/fx-rates'>
export type User = Item<'/api/v1/users'>
export type ApiKey = Item<'/api/v1/api-keys'>
export type NewApiKey = Answer<'/api/v1/api-keys', 'post'>
export type Webhook = Item<'/api/v1/webhooks'>
export type NewWebhook = Answer<'/api/v1/webhooks', 'post'>
export type Delivery = Item<'/api/v1/webhooks/{id}/deliveries'>

export type SegmentBody = Sent<'/api/v1/segments/{code}', 'put'>
export type FxRateBody = Sent<'/api/v1/fx-rates', 'put'>
export type NewUserBody = Sent<'/api/v1/users'>
export type UserBody = Sent<'/api/v1/users/{username}', 'put'>
export type NewApiKeyBody = Sent<'/api/v1/api-keys'>
export type NewWebhookBody = Sent<'/api/v1/webhooks'>
export type OrganisationBody = Sent<'/api/v1/organisation', 'put'>

/** A list short enough to be shown whole. */
const shortList = 500

function useShortList<T>(name: string, path: string) {
  return useQuery({
    queryKey: ['settings', name],
    queryFn: ({ signal }) =>
      request<{ items: readonly T[] }>('GET', path, { query: { limit: shortList }, signal }),
  })
}

export const useFxRates = () => useShortList<FxRate>('fx-rates', '/api/v1/fx-rates')
export const useUsers = () => useShortList<User>('users', '/api/v1/users')
export const useApiKeys = () => useShortList<ApiKey>('api-keys', '/api/v1/api-keys')
export const useWebhooks = () => useShortList<Webhook>('webhooks', '/api/v1/webhooks')

export function useSegmentList() {
  return useQuery({
    queryKey: ['segments'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/segments'>>('GET', '/api/v1/segments', { signal }),
  })
}

/** After a write everything on the settings pages is asked again. */
export function useSettingsChanged(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [['settings'], ['segments'], ['organisation']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
}

export const putSegment = (code: string, body: SegmentBody): Promise<Segment> =>
  request('PUT', `/api/v1/segments/${encodeURIComponent(code)}`, { body })

export const putFxRate = (body: FxRateBody): Promise<FxRate> => request('PUT', '/api/v1/fx-rates', { body })

export const createUser = (body: NewUserBody): Promise<User> => request('POST', '/api/v1/users', { body })

export const putUser = (username: string, body: UserBody): Promise<User> =>
  request('PUT', `/api/v1/users/${encodeURIComponent(username)}`, { body })

export const createApiKey = (body: NewApiKeyBody): Promise<NewApiKey> =>
  request('POST', '/api/v1/api-keys', { body })

export const revokeApiKey = (id: string): Promise<undefined> => request('DELETE', `/api/v1/api-keys/${id}`)

export const createWebhook = (body: NewWebhookBody): Promise<NewWebhook> =>
  request('POST', '/api/v1/webhooks', { body })

export const putWebhook = (id: string, body: Sent<'/api/v1/webhooks/{id}', 'put'>): Promise<Webhook> =>
  request('PUT', `/api/v1/webhooks/${id}`, { body })

export const deleteWebhook = (id: string): Promise<undefined> => request('DELETE', `/api/v1/webhooks/${id}`)

export const replayDelivery = (id: string, delivery: string): Promise<unknown> =>
  request('POST', `/api/v1/webhooks/${id}/deliveries/${delivery}/replay`)

export const putOrganisation = (body: OrganisationBody): Promise<unknown> =>
  request('PUT', '/api/v1/organisation', { body })

export function listDeliveries(
  id: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<Delivery>> {
  const query = { cursor: state.cursor, limit: state.pageSize, status: state.filters['status']?.[0] }
  return request('GET', `/api/v1/webhooks/${id}/deliveries`, { query, signal })
}
