import { send } from './transport'

export type QueryValue = string | number | boolean | readonly string[] | null | undefined

/** Turns filters into a query string; empty values are left out, lists repeat the name. */
export function toQueryString(query: Readonly<Record<string, QueryValue>>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value == null || value === '') continue
    if (Array.isArray(value)) for (const item of value) params.append(name, String(item))
    else params.append(name, String(value))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

interface RequestOptions {
  query?: Readonly<Record<string, QueryValue>>
  /** A FormData is sent as it is, anything else as JSON. */
  body?: unknown
  headers?: Readonly<Record<string, string>>
  signal?: AbortSignal
}

/** Sends one request and gives the parsed JSON body (undefined for an empty answer). Throws a Problem. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const { query = {}, body, headers = {}, signal } = options
  const isForm = body instanceof FormData
  const sent = new Request(`${window.location.origin}${path}${toQueryString(query)}`, {
    method,
    credentials: 'same-origin',
    headers: { ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const response = await send(sent)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}
