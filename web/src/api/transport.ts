import i18next from 'i18next'
import { offlineProblem, readProblem } from './problem'

let csrfToken: string | undefined

/** The token of the current session; sent with every write. */
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The one way to the server: same-origin cookies, the person's language, the CSRF token on writes.
 * Gives the answer when it is 2xx, throws a Problem otherwise (also when the server cannot be reached);
 * an aborted request stays an AbortError.
 */
export async function send(request: Request): Promise<Response> {
  request.headers.set('Accept-Language', i18next.language)
  if (!safeMethods.has(request.method) && csrfToken !== undefined) {
    request.headers.set('X-CSRF-Token', csrfToken)
  }
  let response: Response
  try {
    response = await fetch(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw offlineProblem()
  }
  if (!response.ok) throw await readProblem(response)
  return response
}
