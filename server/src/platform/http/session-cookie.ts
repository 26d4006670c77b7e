import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'xinheng_session'
/** The token is URL-safe characters only, so that nothing needs to be escaped in a cookie. */
const PATTERN = new RegExp(`(?:^|;) *${NAME}=([A-Za-z0-9_-]{1,200}) *(?:;|$)`)

/** The session token that the browser sent, if any. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  return PATTERN.exec(request.headers.cookie ?? '')?.[1]
}

/** Gives the browser its session token: out of reach of scripts, not sent by other sites, over TLS where there is TLS. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  lifeMs: number,
): void {
  writeCookie(request, reply, token, Math.floor(lifeMs / 1000))
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  writeCookie(request, reply, '', 0)
}

function writeCookie(request: FastifyRequest, reply: FastifyReply, value: string, seconds: number): void {
  const secure = request.protocol === 'https' ? '; Secure' : ''
  void reply.header(
    'Set-Cookie',
    `${NAME}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`,
  )
}
