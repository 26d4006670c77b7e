import { httpSeconds } from '../metrics.js'
import type { App } from './create-app.js'

/** Logs and counts each request once, when it has been answered. */
export function logRequests(app: App): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    const status = reply.statusCode
    httpSeconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000)
    // Probes come every few seconds and say nothing when they succeed.
    const level = route.startsWith('/health') || route === '/metrics' ? 'debug' : 'info'
    request.log[level](
      {
        method: request.method,
        route: route === 'none' ? undefined : route,
        path: route === 'none' ? request.url.split('?', 1)[0] : undefined,
        status,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        principal: request.principal?.label,
      },
      'request',
    )
    done()
  })
}
