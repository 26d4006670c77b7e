export interface PostResult {
  /** True for a 2xx answer. */
  readonly ok: boolean
  readonly status: number | null
  /** What went wrong, for people. */
  readonly error: string | null
}

/** Posts once to another system: http or https only, redirects not followed, given up after `timeoutMs`. Never throws. */
export async function postOnce(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<PostResult> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    const { status } = response
    return response.ok
      ? { ok: true, status, error: null }
      : {
          ok: false,
          status,
          error: `answered ${status}${status < 400 ? ' (redirects are not followed)' : ''}`,
        }
  } catch (error) {
    return { ok: false, status: null, error: messageOf(error) }
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`.slice(0, 500)
}
