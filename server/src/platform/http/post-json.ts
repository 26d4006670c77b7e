/** The answer of another system, or why there is none. */
export type PostAnswer =
  | {
      readonly ok: true
      readonly status: number
      readonly text: string
      readonly retryAfterMs: number | null
    }
  /** `arrived`: whether the other side may have got it all the same; false when it was never reached. */
  | { readonly ok: false; readonly error: string; readonly arrived: boolean }

const TEXT_MAX = 64 * 1024

/** Posts JSON once and gives the answer, whatever its status. Redirects are not followed. Never throws. */
export async function postJson(url: string, body: unknown, timeoutMs: number): Promise<PostAnswer> {
  return postText(url, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8' }, timeoutMs)
}

/** The same for a body and headers that are signed as they are. */
export async function postText(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<PostAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      ...{ body, headers, redirect: 'manual' },
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = (await response.text()).slice(0, TEXT_MAX)
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    return {
      ok: true,
      status: response.status,
      text,
      retryAfterMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null,
    }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null
    // The address may hold a key and is kept out of the log.
    const said =
      error instanceof Error ? `${error.message}${cause ? `: ${cause.message}` : ''}` : String(error)
    const code = (cause as { code?: unknown } | null)?.code
    return { ok: false, error: said.split(url).join('…').slice(0, 300), arrived: !neverReached.has(code) }
  }
}

/** Faults before anything was sent. */
const neverReached: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])
