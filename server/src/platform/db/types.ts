import type pg from 'pg'
import type { Sql } from 'sql-template-tag'

/** One connection, inside or outside a transaction, that runs SQL written with the `sql` tag. */
export interface Queryable {
  /** Runs one statement and gives its rows. Bigint columns arrive as bigint, dates as `YYYY-MM-DD`. */
  rows<Row>(statement: Sql): Promise<Row[]>
  /** Runs one prepared statement (named, parsed once per connection). For hot paths. */
  prepared<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>
  /** Runs one statement and gives the number of rows that it touched. */
  run(statement: Sql): Promise<number>
}

/** An open transaction. Stores take it as their first parameter, so that nothing is written outside of one. */
export interface Tx extends Queryable {
  readonly client: pg.PoolClient
}

/** The database: short reads outside a transaction, and transactions with retry. */
export interface Database extends Queryable {
  readonly pool: pg.Pool
  /** Runs `work` in one READ COMMITTED transaction; repeats it after a deadlock or serialisation failure. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs `work` in one REPEATABLE READ, read-only snapshot. */
  snapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}
