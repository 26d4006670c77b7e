import type { FastifyReply, FastifyRequest } from 'fastify'

/** A stream of server-sent events to one browser. */
export interface EventStream {
  send(event: { readonly id?: string; readonly event: string; readonly data: unknown }): void
  /** Ends the stream; the browser connects again by itself. */
  end(): void
}

const HEARTBEAT_MS = 20_000
/** Then the browser connects again and is authenticated again. */
const LIFE_MS = 10 * 60_000
/** More than so much unread by a browser that has stopped reading, and it is let go. */
const BACKLOG_BYTES_MAX = 64 * 1024
const RECONNECT_MS = 2_000

/**
 * Answers with a stream of events instead of a body. `ended` is called once, whoever ends it. The headers that hooks
 * have set so far are kept; nothing is compressed.
 */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  ended: () => void,
): EventStream {
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  raw.write(`retry: ${RECONNECT_MS}\n\n`)
  const write = (text: string) => {
    if (raw.writableEnded || raw.destroyed) return
    if (raw.writableLength > BACKLOG_BYTES_MAX) raw.destroy()
    else raw.write(text)
  }
  const heartbeat = setInterval(() => write(': alive\n\n'), HEARTBEAT_MS)
  const life = setTimeout(() => raw.end(), LIFE_MS)
  raw.once('close', () => {
    clearInterval(heartbeat)
    clearTimeout(life)
    ended()
  })
  return {
    send({ id, event, data }) {
      write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    end() {
      raw.end()
      // A connection kept alive would keep a stopping server from stopping.
      request.raw.socket.destroySoon()
    },
  }
}
