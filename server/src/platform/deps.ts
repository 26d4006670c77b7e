import type { FastifyBaseLogger } from 'fastify'
import type { Database } from './db/types.js'

/** What every edge (route, job, command) is given: the database, the clock and the log. */
export interface Deps {
  readonly db: Database
  /** The clock; fixed in tests. Only edges read it and pass the instant on. */
  readonly now: () => Date
  readonly log: FastifyBaseLogger
}
