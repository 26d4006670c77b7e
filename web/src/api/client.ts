import createClient from 'openapi-fetch'
import type { paths } from './schema'
import { toQueryString, type QueryValue } from './request'
import { send } from './transport'

/**
 * The typed client over `api/openapi.json`: `unwrap(await api.GET('/api/v1/customers', { params: { query } }))`.
 * Every failure is thrown as a Problem. Empty query values are left out.
 */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: send,
  querySerializer: (query) => toQueryString(query as Record<string, QueryValue>).slice(1),
})

/** The body of an answer of `api`; failures were thrown on the way, so a missing body is an empty answer (204). */
export function unwrap<T>(answer: { data?: T }): T {
  return answer.data as T
}
