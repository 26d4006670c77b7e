export interface FieldFault {
  path: string
  code: string
  message: string
}

/**
 * A request that did not succeed. `title` and `detail` come from the server in the person's language;
 * `status` 0 with code `offline` means that the server could not be reached at all.
 */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldFault[] = [],
  ) {
    super(detail === '' ? title : detail)
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isFieldFault(value: unknown): value is FieldFault {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value
}

/** Reads an RFC 9457 answer; an answer that is none (a proxy's page) still becomes a Problem. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  const fields: Record<string, unknown> =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const errors = Array.isArray(fields['errors']) ? fields['errors'].filter(isFieldFault) : []
  const code = textOf(fields['code'])
  return new Problem(
    response.status,
    code === '' ? `http_${response.status}` : code,
    textOf(fields['title']),
    textOf(fields['detail']),
    errors,
  )
}

export function offlineProblem(): Problem {
  return new Problem(0, 'offline', '', '')
}
