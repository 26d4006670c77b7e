/** The answer of another system, or why there is none. */
export type PostAnswer =
  | {
      readonly ok: true
      readonly status: number
      readonly text: string
      readonly retryAfterMs: number | null
    }
  | { readonly ok: false; readonly error: string }

const TEXT_MAX = 64 * 1024

/** Posts JSON once and gives the answer, whatever its status. Redirects are not followed. Never throws. */
export async function postJson(url: string, body: unknown, timeoutMs: number): Promise<PostAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      redirect: 'manual',
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
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    // The address holds the robot's key and is kept out of the log.
    const said = error instanceof Error ? `${error.message}${cause}` : String(error)
    return { ok: false, error: said.split(url).join('…').slice(0, 300) }
  }
}
