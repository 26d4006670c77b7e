import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../log.js'
import { prepareCluster, type Cluster } from './cluster.js'
import { ensureDatabase } from './ensure-database.js'
import { enterGuard, leaveGuard, PostmasterGone, type Guard, type GuardRole } from './guard.js'
import {
  choosePort,
  failureOf,
  findPostmaster,
  pruneServerLogs,
  spawnPostmaster,
  stopPostmaster,
  type Postmaster,
} from './postmaster.js'

export interface EmbeddedPostgresOptions {
  /** Created when missing. Holds the database, its log and its passwords. */
  dataDir: string
  log: Logger
  /** PostgreSQL settings instead of ours; tests trade durability for speed here. */
  settings?: Readonly<Record<string, string>>
}

export interface EmbeddedPostgres {
  /** Of the database `xinheng`, as its owner. Stays valid when PostgreSQL itself has to be restarted. */
  url: string
  /** Ends our use; stops PostgreSQL unless another process of ours still uses it. */
  stop(): Promise<void>
}

/**
 * The database of a server: starts PostgreSQL on `dataDir`, or takes over one that a killed server left running.
 * Throws `DataDirectoryInUse` when another server works there. If PostgreSQL dies, it is started again.
 */
export function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return open(options, 'server')
}

/** The database of a command: beside a running server, or with a PostgreSQL of its own when none runs. */
export function attachEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return open(options, 'command')
}

const pruneEveryMs = 3_600_000

async function open(options: EmbeddedPostgresOptions, role: GuardRole): Promise<EmbeddedPostgres> {
  const { log, settings } = options
  const cluster = await prepareCluster(options.dataDir, log, settings?.['fsync'] !== 'off')
  let guard = await enter(cluster, role, options)
  const { port } = guard.postmaster
  await ensureDatabase(guard.client, cluster.passwords.owner)
  pruneServerLogs(cluster)
  const pruning = setInterval(() => {
    pruneServerLogs(cluster)
  }, pruneEveryMs).unref()

  let stopping = false
  let recovery: Promise<void> = Promise.resolve()
  const watch = (): void => {
    guard.client.once('end', () => {
      if (!stopping) recovery = recover()
    })
  }
  const recover = async (): Promise<void> => {
    log.error({ postgresPid: guard.postmaster.pid }, 'PostgreSQL went away; bringing it back')
    const deadline = performance.now() + 600_000
    while (!stopping && performance.now() < deadline) {
      try {
        guard = await enter(cluster, role, options, port)
        watch()
        log.info({ postgresPid: guard.postmaster.pid }, 'PostgreSQL is back')
        return
      } catch (error) {
        log.error({ err: error }, 'PostgreSQL is not back yet')
        await delay(500)
      }
    }
  }
  watch()

  return {
    url: `postgres://xinheng:${cluster.passwords.owner}@127.0.0.1:${port}/xinheng`,
    async stop() {
      if (stopping) return
      stopping = true
      clearInterval(pruning)
      await recovery
      await leave(guard, log)
    },
  }
}

/** The helpers of a killed PostgreSQL may take a while to go on a busy machine; a new one waits for them. */
const startLimitMs = 60_000

/** Finds or starts the postmaster and registers our use of it. `fixedPort`: no other port will do. */
async function enter(
  cluster: Cluster,
  role: GuardRole,
  options: EmbeddedPostgresOptions,
  fixedPort?: number,
): Promise<Guard> {
  const deadline = performance.now() + startLimitMs
  while (performance.now() < deadline) {
    const running = findPostmaster(cluster)
    const postmaster = running ?? (await start(cluster, options, fixedPort))
    try {
      const guard = await enterGuard(cluster, postmaster, role)
      options.log.info(
        { postgresPid: postmaster.pid, postgresPort: postmaster.port },
        running === undefined ? 'PostgreSQL is running' : 'joined the running PostgreSQL',
      )
      return guard
    } catch (error) {
      if (!(error instanceof PostmasterGone)) throw error
      if (running === undefined) throwIfFatal(cluster, fixedPort)
    }
    await delay(100)
  }
  throw new Error(`PostgreSQL could not be started in ${cluster.dir}; see ${cluster.dir}/log.`)
}

async function start(
  cluster: Cluster,
  options: EmbeddedPostgresOptions,
  fixedPort: number | undefined,
): Promise<Postmaster> {
  return spawnPostmaster(cluster, fixedPort ?? (await choosePort(cluster)), options.settings)
}

function throwIfFatal(cluster: Cluster, fixedPort: number | undefined): void {
  const failure = failureOf(cluster)
  switch (failure.kind) {
    case 'transient':
      return
    case 'port-taken':
      if (fixedPort !== undefined)
        throw new Error(`Port ${fixedPort} of PostgreSQL is taken by another program.`)
      return
    case 'fatal':
      throw new Error(`PostgreSQL could not be started in ${cluster.dir}:\n${failure.detail}`)
  }
}

async function leave(guard: Guard, log: Logger): Promise<void> {
  try {
    const others = await leaveGuard(guard)
    if (others === 'others-remain') {
      log.info('PostgreSQL keeps running for another process')
      return
    }
    await stopPostmaster(guard.postmaster)
    log.info('PostgreSQL is stopped')
  } catch (error) {
    log.warn({ err: error }, 'PostgreSQL was gone before it was asked to stop')
  } finally {
    await guard.client.end().catch(() => undefined)
  }
}
