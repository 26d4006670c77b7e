import { createLogger } from '../src/platform/log.js'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.js'

/** A server reduced to its database, in a process of its own, so that a test may kill it. */
await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: createLogger({ level: 'silent' }) })
process.send?.('running')
setInterval(() => undefined, 1_000)
