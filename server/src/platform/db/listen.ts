import pg from 'pg'
import type { Database } from './types.js'

/** A connection of its own that hears what transactions say with NOTIFY. */
export interface Listener {
  close(): Promise<void>
}

/**
 * Listens on a channel until closed. `heard` gets each payload. When the connection breaks, `broken` is called once and
 * nothing more is heard: the caller opens another when it likes.
 */
export async function listen(
  db: Database,
  channel: string,
  heard: (payload: string) => void,
  broken: (error: Error) => void,
): Promise<Listener> {
  const { connectionString } = db.pool.options
  const client = new pg.Client({
    ...(connectionString === undefined ? {} : { connectionString }),
    application_name: 'xinheng-listen',
    keepAlive: true,
  })
  let closed = false
  const end = (error: Error) => {
    if (closed) return
    closed = true
    void client.end().catch(() => undefined)
    broken(error)
  }
  client.on('error', end)
  client.on('end', () => end(new Error('the listening connection ended')))
  client.on('notification', ({ payload }) => heard(payload ?? ''))
  await client.connect()
  await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
  return {
    async close() {
      if (closed) return
      closed = true
      await client.end().catch(() => undefined)
    },
  }
}
