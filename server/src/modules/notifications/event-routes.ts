import { z } from 'zod'
import type { Permission } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { openEventStream, type EventStream } from '../../platform/http/event-stream.js'
import { LiveHub, stateMark, type LiveTopic } from './live-hub.js'

const STREAMS_MAX = 2_000
/** Windows of one person; opening one more closes the oldest. */
const STREAMS_PER_PERSON_MAX = 6

const needs: Readonly<Record<LiveTopic, Permission | null>> = {
  holds: 'holds:read',
  proposals: 'limits:read',
  approvals: null,
}

/** The stream that tells a browser when something it shows has changed. */
export function registerEventRoutes(app: App, deps: Pick<Deps, 'db' | 'log'>): void {
  const hub = new LiveHub(deps)
  const open = new Map<EventStream, string>()
  app.addHook('preClose', async () => {
    for (const stream of open.keys()) stream.end()
    await hub.close()
  })

  app.get(
    '/api/v1/events',
    {
      config: { permission: 'any' },
      schema: {
        tags: ['Notifications'],
        summary: 'Server-sent events for a signed-in browser',
        description:
          'Event `inbox` carries the number of unread notifications whenever it changes, event `changed` the name of a ' +
          'list that did. An event says that something changed, never what: the reader asks for it as usual. ' +
          '`Last-Event-ID` suppresses the first `inbox` event when nothing happened meanwhile.',
        headers: z.object({ 'last-event-id': z.string().max(60).optional() }),
        response: {
          200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request)
      if (principal.kind !== 'user') throw new Refusal('session_only')
      if (open.size >= STREAMS_MAX) throw new Refusal('service_unavailable')
      const own = [...open].filter(([, userId]) => userId === principal.id)
      for (const [oldest] of own.slice(0, Math.max(0, own.length - STREAMS_PER_PERSON_MAX + 1))) oldest.end()
      let leave: (() => void) | undefined
      let gone = false
      const stream = openEventStream(request, reply, () => {
        gone = true
        open.delete(stream)
        leave?.()
      })
      open.set(stream, principal.id)
      leave = await hub.watch(
        {
          userId: principal.id,
          inbox: (state) =>
            stream.send({
              id: stateMark(state),
              event: 'inbox',
              data: { unread: state.unread, latest: state.latest.toString() },
            }),
          changed: (topic) => {
            const permission = needs[topic]
            if (permission === null || principal.permissions.has(permission))
              stream.send({ event: 'changed', data: { topic } })
          },
        },
        request.headers['last-event-id'],
      )
      if (gone) leave()
    },
  )
}
