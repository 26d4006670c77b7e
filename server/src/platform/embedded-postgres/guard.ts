import { isConnectionFailure } from '../db/connection-failure.js'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Cluster } from './cluster.js'
import { isProcessAlive } from './process-state.js'
import type { Postmaster } from './postmaster.js'

/**
 * One connection that a process of ours keeps while it uses the cluster. Its session locks say who is there and
 * vanish with the process, however it ends: everyone holds the "use" lock in common, a server also holds the
 * "server" lock alone.
 */
export interface Guard {
  client: pg.Client
  postmaster: Postmaster
}

export type GuardRole = 'server' | 'command'

const lockSpace = 22_600
const useLock = 1
const serverLock = 2

/** Another server already works on this data directory. The message is meant for the person at the terminal. */
export class DataDirectoryInUse extends Error {
  override name = 'DataDirectoryInUse'
}

/** The postmaster ended while we were connecting to it. */
export class PostmasterGone extends Error {
  override name = 'PostmasterGone'
}

const recoveryLimitMs = 600_000

/** Connects as soon as the server accepts connections; a crash recovery may take a while. */
export async function enterGuard(cluster: Cluster, postmaster: Postmaster, role: GuardRole): Promise<Guard> {
  const deadline = performance.now() + recoveryLimitMs
  while (performance.now() < deadline) {
    const client = newClient(cluster, postmaster, role)
    try {
      await client.connect()
      await client.query(`select pg_advisory_lock_shared(${lockSpace}, ${useLock})`)
      if (role === 'server') await takeServerLock(client, cluster)
      return { client, postmaster }
    } catch (error) {
      await client.end().catch(() => undefined)
      if (!isPassing(error)) throw error
      if (!isProcessAlive(postmaster.pid)) throw new PostmasterGone('PostgreSQL ended.', { cause: error })
    }
    await delay(20)
  }
  throw new Error(
    `PostgreSQL (pid ${postmaster.pid}) accepts no connections; see its log in ${cluster.dir}/log.`,
  )
}

function newClient(cluster: Cluster, postmaster: Postmaster, role: GuardRole): pg.Client {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: postmaster.port,
    user: 'xinheng_admin',
    password: cluster.passwords.admin,
    database: 'postgres',
    application_name: `xinheng ${role} ${process.pid}`,
    keepAlive: true,
  })
  // Without a listener, a lost connection would end the process.
  client.on('error', () => undefined)
  return client
}

/** Starting up, shutting down, not listening yet, or cut off: worth another try. */
function isPassing(error: unknown): boolean {
  return isConnectionFailure(error) || (error instanceof Error && error.message === 'timeout expired')
}

async function takeServerLock(client: pg.Client, cluster: Cluster): Promise<void> {
  const deadline = performance.now() + 5_000
  for (;;) {
    const taken = await client.query<{ ok: boolean }>(
      `select pg_try_advisory_lock(${lockSpace}, ${serverLock}) as ok`,
    )
    if (taken.rows[0]?.ok === true) return
    const pid = await serverLockOwner(client)
    // The lock of a killed server goes when PostgreSQL notices; give it that moment.
    const ended = pid === undefined || !isProcessAlive(pid)
    if (!ended || performance.now() > deadline) throw inUse(cluster, pid)
    await delay(50)
  }
}

function inUse(cluster: Cluster, pid: number | undefined): DataDirectoryInUse {
  const who = pid === undefined ? 'Another Xinheng server' : `Another Xinheng server (pid ${pid})`
  return new DataDirectoryInUse(
    `${who} is already running on ${cluster.dataDir}. ` +
      'Stop it first, or start this one on another directory with XINHENG_DATA_DIR.',
  )
}

async function serverLockOwner(client: pg.Client): Promise<number | undefined> {
  const owner = await client.query<{ name: string }>(
    `select activity.application_name as name
       from pg_locks as lock join pg_stat_activity as activity using (pid)
      where lock.locktype = 'advisory' and lock.granted
        and lock.classid = ${lockSpace} and lock.objid = ${serverLock}`,
  )
  const pid = /^xinheng server (\d+)$/.exec(owner.rows[0]?.name ?? '')?.[1]
  return pid === undefined ? undefined : Number(pid)
}

/**
 * Gives up our use and says whether we were the last: then nobody can enter any more, and the postmaster is ours to
 * stop.
 */
export async function leaveGuard(guard: Guard): Promise<'last' | 'others-remain'> {
  await guard.client.query('select pg_advisory_unlock_all()')
  const last = await guard.client.query<{ ok: boolean }>(
    `select pg_try_advisory_lock(${lockSpace}, ${useLock}) as ok`,
  )
  return last.rows[0]?.ok === true ? 'last' : 'others-remain'
}
