import pg from 'pg'
import type { Sql } from 'sql-template-tag'
import { currentContext, withoutScope, type ContextScope, type RequestContext } from '../request-context.js'
import { asUnreachable, reached } from './connection-failure.js'
import type { Database, Queryable, Tx } from './types.js'

const INT8 = 20
const DATE = 1082
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182
const RETRIES_MAX = 8
/** Connections that stay open when nothing happens: a new one first plans each statement again. */
const KEPT_OPEN = 4
/**
 * Statements here are long in text and short in work: compiling one takes PostgreSQL a second or more, and whether it
 * does so follows from statistics that change from one minute to the next.
 */
const WITHOUT_JIT = '-c jit=off'
/** serialization_failure and deadlock_detected: nothing was stored, and the same work may succeed now. */
const RETRYABLE = new Set(['40001', '40P01'])

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === INT8) return BigInt
    if (oid === DATE) return (value) => value
    if (oid === INT8_ARRAY) return (value) => arrayItems(value).map(BigInt)
    if (oid === DATE_ARRAY) return arrayItems
    return pg.types.getTypeParser(oid, format ?? 'text') as (value: string) => unknown
  },
}

function arrayItems(value: string): string[] {
  const inner = value.slice(1, -1)
  return inner === '' ? [] : inner.split(',')
}

/** Opens a pool of up to `poolSize` connections to the database at `url`. */
export function openDatabase(options: {
  url: string
  poolSize?: number
  applicationName?: string
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 20,
    min: KEPT_OPEN,
    application_name: options.applicationName ?? 'xinheng',
    idleTimeoutMillis: 30_000,
    options: WITHOUT_JIT,
    types: types,
  })
  // A broken idle connection is replaced by the pool; the next query reports a lasting fault.
  pool.on('error', () => undefined)
  // So does a connection that breaks while in use: its query fails; without a listener the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    pool,
    ...narrowedAlone(pool),
    transaction: (work) => withRetry(() => inTransaction(pool, 'BEGIN', work)),
    snapshot: (work) => inTransaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work),
    close: () => pool.end(),
  }
}

/**
 * Holds what is written to a connection until the end of the turn, so that statements that are started together leave
 * with one system call and reach PostgreSQL as one piece. Nothing to hold where the pool chooses the connection.
 */
function sendTogether(client: pg.Pool | pg.PoolClient): void {
  if (!('connection' in client)) return
  const { stream } = client.connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

function queryable(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    async rows<Row>(statement: Sql) {
      sendTogether(client)
      const result = await reached(client.query({ text: statement.text, values: statement.values }))
      return result.rows as Row[]
    },
    async prepared<Row>(name: string, text: string, values: readonly unknown[]) {
      sendTogether(client)
      const result = await reached(client.query({ name, text, values: [...values] }))
      return result.rows as Row[]
    },
    async run(statement: Sql) {
      sendTogether(client)
      const result = await reached(client.query({ text: statement.text, values: statement.values }))
      return result.rowCount ?? 0
    },
  }
}

/** Statements outside of a transaction; those of a narrowed caller get one, because only there is the caller narrowed. */
function narrowedAlone(pool: pg.Pool): Queryable {
  const plain = queryable(pool)
  const alone = <T>(ask: (on: Queryable) => Promise<T>): Promise<T> =>
    currentContext()?.scope === undefined ? ask(plain) : inTransaction(pool, 'BEGIN', ask)
  return {
    rows: (statement) => alone((on) => on.rows(statement)),
    prepared: (name, text, values) => alone((on) => on.prepared(name, text, values)),
    run: (statement) => alone((on) => on.run(statement)),
  }
}

/**
 * Statements that are started together travel together, in one round trip instead of one each. PostgreSQL runs them
 * in the order in which they were started, and after a failure refuses the rest until the rollback.
 */
async function inTransaction<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await reached(pool.connect())
  let broken: Error | undefined
  setPipeline(client, true)
  sendTogether(client)
  try {
    const begun = Promise.all([client.query(begin), ...handOver(client, currentContext())])
    // The first statements of the work travel with the BEGIN; should it fail, they fail with it.
    begun.catch(() => undefined)
    const result = await work({ client, ...queryable(client) })
    await begun
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: unknown) => {
      broken = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError))
    })
    // Where not even the rollback got through, it is the connection that failed the work.
    throw broken ? asUnreachable(error) : error
  } finally {
    // Only now is it certain that no statement is on its way.
    setPipeline(client, false)
    client.release(broken)
  }
}

const HAND_OVER = `SELECT set_config('xinheng.actor_kind', $1, true), set_config('xinheng.actor_id', $2, true),
  set_config('xinheng.actor', $3, true), set_config('xinheng.request_id', $4, true),
  set_config('xinheng.reason', $5, true)`

/** Tells the new transaction on whose behalf it works, in the round trip of its BEGIN; nothing where nobody is known. */
function handOver(client: pg.PoolClient, context: RequestContext | undefined): Promise<unknown>[] {
  if (context === undefined) return []
  const { actor, requestId, reason, scope } = context
  const values = [actor.kind, actor.id, actor.name, requestId ?? '', reason ?? '']
  const told = client.query({ name: 'hand_over_context', text: HAND_OVER, values })
  if (scope === undefined) return [told]
  return [told, enterScope(client, scope)]
}

function enterScope(client: pg.PoolClient, { owners, segments }: ContextScope): Promise<unknown> {
  return client.query({ name: 'enter_scope', text: 'SELECT enter_scope($1, $2)', values: [owners, segments] })
}

/**
 * Runs `work` in the caller's open transaction with all customers in sight, also for a narrowed caller: for figures of
 * a credit group and for consequences that concern others. Call it after what the caller asked for was found in their
 * own sight, and one at a time per transaction.
 */
export async function seeingAll<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const scope = currentContext()?.scope
  if (scope === undefined) return work()
  await tx.client.query('SELECT leave_scope()')
  // Inside a failed transaction it cannot be narrowed again; it ends there.
  return withoutScope(work).finally(() => enterScope(tx.client, scope).catch(() => undefined))
}

/** Runs `work`, which streams with COPY on the transaction's connection, when nothing else is on its way any more. */
export async function withoutPipeline<T>({ client }: Tx, work: () => Promise<T>): Promise<T> {
  // Answered in order: then everything before it is answered, too.
  await client.query('SELECT 1')
  setPipeline(client, false)
  try {
    return await work()
  } finally {
    setPipeline(client, true)
  }
}

/** The driver looks at this property at each query; its types only know it as a setting of the connection. */
function setPipeline(client: pg.PoolClient, on: boolean): void {
  const setting: { pipeline: boolean } = client
  setting.pipeline = on
}

async function withRetry<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= RETRIES_MAX || !isRetryable(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * tries))
    }
  }
}

/** True when the database asks for the whole transaction to be repeated. */
export function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code !== undefined && RETRYABLE.has(error.code)
}

/** True when a write met an existing row of the named unique constraint or index. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === constraint
}

/** True when a narrowed caller tried to leave something behind that they would not see. */
export function isOutsideScope(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && error.code === '42501' && /row-level security/.test(error.message)
  )
}
