import { Refusal } from '../../kernel/errors.js'
import type { App } from './create-app.js'
import { RETRY_SECONDS } from './error-handler.js'
import type { Readiness } from './health-routes.js'

/** Looked at by the person who has just started the program; asks again by itself. */
const page = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="refresh" content="${RETRY_SECONDS}" />
    <title>信衡 Xinheng</title>
  </head>
  <body>
    <p>信衡正在准备数据，首次启动约需一分钟，页面会自动刷新。</p>
    <p lang="en">Xinheng is preparing its data. The first start takes about a minute; this page reloads by itself.</p>
  </body>
</html>
`

/** Until the program is ready, answers everything but probes with 503: a page to people, a problem to programs. */
export function askForPatience(app: App, readiness: Readiness): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (readiness.state !== 'starting' || /^\/(health|metrics)(\/|$|\?)/.test(request.url)) {
      done()
      return
    }
    if (request.url.startsWith('/api/')) {
      done(new Refusal('service_unavailable'))
      return
    }
    void reply.header('Retry-After', String(RETRY_SECONDS))
    void reply.status(503).header('Cache-Control', 'no-store').type('text/html; charset=utf-8').send(page)
  })
}

/** While the program stops, every answer also ends its connection, so that no caller keeps the program waiting. */
export function sayGoodbye(app: App, readiness: Readiness): void {
  app.addHook('onSend', (_, reply, payload, done) => {
    if (readiness.state === 'stopping') void reply.header('Connection', 'close')
    done(null, payload)
  })
}
