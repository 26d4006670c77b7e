import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/errors.js'
import type { App } from './create-app.js'
import { handleError } from './error-handler.js'

/** Answers a page of the user interface; false when the address is none. */
export type ServePage = (request: FastifyRequest, reply: FastifyReply) => boolean

/**
 * Answers what no route answers: pages of the user interface, 405 where the address exists for other methods, 404 for
 * the rest. To be called before the routes are registered.
 */
export function answerUnknownAddresses(app: App, servePage: ServePage): void {
  const methodsByPattern = new Map<string, Set<string>>()
  app.addHook('onRoute', (route) => {
    const methods = methodsByPattern.get(route.url) ?? new Set()
    for (const method of [route.method].flat()) methods.add(method)
    methodsByPattern.set(route.url, methods)
  })
  let matchers: { readonly pattern: RegExp; readonly methods: ReadonlySet<string> }[] | undefined

  app.setNotFoundHandler((request, reply) => {
    if (servePage(request, reply)) return reply
    matchers ??= [...methodsByPattern].map(([url, methods]) => ({ pattern: patternOf(url), methods }))
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = new Set(
      matchers.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => [...methods]),
    )
    if (allowed.size === 0) return handleError(new Refusal('not_found'), request, reply)
    void reply.header('Allow', [...allowed].sort().join(', '))
    return handleError(new Refusal('method_not_allowed', { method: request.method }), request, reply)
  })
}

/** `/a/:b/c` as a pattern of paths. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+'
    return part === '*' ? '.*' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  })
  return new RegExp(`^${parts.join('/')}$`)
}
