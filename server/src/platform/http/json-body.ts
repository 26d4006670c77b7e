import type { FastifyInstance, RawServerDefault } from 'fastify'
import { Refusal } from '../../kernel/errors.js'

/**
 * Parses JSON bodies, refusing what the database could not store as text: NUL characters and lone surrogates.
 * Refuses prototype poisoning like Fastify's own parser.
 */
export function acceptJsonBodies(app: FastifyInstance<RawServerDefault>): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string
    if (text.trim() === '') {
      done(null, undefined)
      return
    }
    if (/\\u0000/i.test(text) || text.includes('\u0000')) {
      done(new Refusal('bad_request', { detail: 'NUL' }))
      return
    }
    if (/\\u(?:d[89a-f])/i.test(text) && !isWellFormedJson(text)) {
      done(new Refusal('bad_request', { detail: 'unpaired surrogate' }))
      return
    }
    void parse(request, text, done)
  })
}

function isWellFormedJson(text: string): boolean {
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (!key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed()))
        throw new RangeError(key)
      return value
    })
    return true
  } catch (error) {
    // A syntax fault is reported by the real parser with its own message.
    return error instanceof SyntaxError
  }
}
