import type { FastifyReply, FastifyRequest } from 'fastify'

/** A cookie for one errand of the browser: sent to the addresses under `path` only, gone after `seconds`. */
export interface ShortCookie {
  readonly name: string
  readonly path: string
  readonly seconds: number
}

/** The value that the browser sent; undefined for none. Only URL-safe characters are values. */
export function readShortCookie(request: FastifyRequest, { name }: ShortCookie): string | undefined {
  const pattern = new RegExp(`(?:^|;) *${name}=([A-Za-z0-9_-]{1,4000}) *(?:;|$)`)
  return pattern.exec(request.headers.cookie ?? '')?.[1]
}

/**
 * Out of reach of scripts; sent along when another site sends the browser back here by a link or a redirect, because
 * that is what such an errand ends with. An empty value removes the cookie.
 */
export function setShortCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, path, seconds }: ShortCookie,
  value: string,
): void {
  const secure = request.protocol === 'https' ? '; Secure' : ''
  const age = value === '' ? 0 : seconds
  void reply.header(
    'Set-Cookie',
    `${name}=${value}; Max-Age=${age}; Path=${path}; HttpOnly; SameSite=Lax${secure}`,
  )
}
