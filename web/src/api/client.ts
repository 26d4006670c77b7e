import createClient from 'openapi-fetch'
import type { paths } from './schema'
import { send } from './transport'

/** The typed client over `api/openapi.json`. Every failure is thrown as a Problem. Use it with `unwrap`. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: send,
})

/** The body of an answer of `api`; failures were thrown on the way, so a missing body is an empty answer (204). */
export function unwrap<T>(answer: { data?: T }): T {
  return answer.data as T
}
