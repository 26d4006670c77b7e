import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { App } from './create-app.js'

/** What every answer carries. An answer that is data may do nothing at all in a browser. */
const everywhere = {
  'Content-Security-Policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const

const overTls = 'max-age=31536000; includeSubDomains'

/** Sets the security headers of every answer. */
export function addSecurityHeaders(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(everywhere)
    if (request.protocol === 'https') void reply.header('Strict-Transport-Security', overTls)
    if (request.url.startsWith('/api/')) void reply.header('Cache-Control', 'no-store')
    done()
  })
}

/**
 * Allows a page of the user interface what it needs: its own scripts and data, and style elements that carry the
 * nonce (the component library makes them). Style attributes are allowed, because charts write them into tooltips.
 * Gives the nonce.
 */
export function allowPage(reply: FastifyReply): string {
  const nonce = randomBytes(18).toString('base64')
  void reply.header(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      `style-src-elem 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self' blob:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  )
  return nonce
}
