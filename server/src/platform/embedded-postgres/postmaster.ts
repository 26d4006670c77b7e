import { spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { dataDirArgument, identity, serverEnvironment, writeClusterFile, type Cluster } from './cluster.js'
import { isProcessAlive, worksIn } from './process-state.js'
import { serverSettings } from './settings.js'

/** A running PostgreSQL server process. */
export interface Postmaster {
  pid: number
  port: number
}

/**
 * The postmaster that runs on this cluster, if any, whoever started it: a server before us may have been killed
 * and have left it behind. A `postmaster.pid` that names no such process is removed, because PostgreSQL itself
 * would take any process with that id for a running server and refuse to start.
 */
export function findPostmaster(cluster: Cluster): Postmaster | undefined {
  const file = join(cluster.dir, 'postmaster.pid')
  const lines = readLines(file)
  const pid = Number(lines?.[0])
  const port = Number(lines?.[3])
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return undefined
  if (isProcessAlive(pid) && worksIn(pid, cluster.dir)) return { pid, port }
  rmSync(file, { force: true })
  return undefined
}

function readLines(file: string): string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Starts the server and returns at once; it may still be recovering, or about to fail (see `failureOf`). It runs in a
 * process group of its own, so that Ctrl-C on a terminal reaches only us and requests in flight can finish first.
 */
export function spawnPostmaster(
  cluster: Cluster,
  port: number,
  overrides: Readonly<Record<string, string>> | undefined,
): Postmaster {
  writeClusterFile(cluster.dir, cluster.user, 'xinheng.conf', serverSettings(overrides))
  writeClusterFile(cluster.dir, cluster.user, 'xinheng.port', `${port}\n`)
  const output = openSync(startLog(cluster), 'w', 0o600)
  try {
    const child = spawn(
      cluster.binaries.postgres,
      ['-D', dataDirArgument(cluster.dir, cluster.user), '-p', String(port)],
      {
        cwd: cluster.dir,
        env: serverEnvironment(),
        stdio: ['ignore', output, output],
        detached: true,
        windowsHide: true,
        ...identity(cluster.user),
      },
    )
    child.on('error', () => undefined)
    child.unref()
    if (child.pid === undefined)
      throw new Error(`${cluster.binaries.postgres} could not be started on this system.`)
    return { pid: child.pid, port }
  } finally {
    closeSync(output)
  }
}

/** The port of the last start when it is free, so that bookmarks of database tools stay valid; else any free one. */
export async function choosePort(cluster: Cluster): Promise<number> {
  const last = Number(readLines(join(cluster.dir, 'xinheng.port'))?.[0])
  if (last > 0 && (await bindPort(last)) !== undefined) return last
  const free = await bindPort(0)
  if (free === undefined) throw new Error('No free port on 127.0.0.1 for PostgreSQL.')
  return free
}

function bindPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => {
      resolve(undefined)
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : undefined)
      })
    })
  })
}

export type StartFailure =
  /** Another process started a postmaster first, or an earlier one is still going away: look again. */
  { kind: 'transient' } | { kind: 'port-taken' } | { kind: 'fatal'; detail: string }

/** Why the server that ended during its start did so, from what it wrote. */
export function failureOf(cluster: Cluster): StartFailure {
  const output = readFileSync(startLog(cluster), 'utf8')
  if (/could not bind|could not create any TCP/i.test(output)) return { kind: 'port-taken' }
  if (/lock file .* already exists|is still in use|shutting down/i.test(output)) return { kind: 'transient' }
  const detail = [output, newestServerLog(cluster)].join('\n').trim().split('\n').slice(-15).join('\n')
  return { kind: 'fatal', detail }
}

function startLog(cluster: Cluster): string {
  return join(cluster.dataDir, 'postgres-start.log')
}

function newestServerLog(cluster: Cluster): string {
  const newest = listServerLogs(cluster).at(-1)
  return newest === undefined ? '' : readFileSync(newest, 'utf8')
}

function listServerLogs(cluster: Cluster): string[] {
  const dir = join(cluster.dir, 'log')
  if (statSync(dir, { throwIfNoEntry: false }) === undefined) return []
  return readdirSync(dir)
    .filter((name) => name.startsWith('postgres-'))
    .toSorted()
    .map((name) => join(dir, name))
}

/** PostgreSQL starts a new log file each day and each 10 MB but deletes none: this keeps the newest ten. */
export function pruneServerLogs(cluster: Cluster): void {
  for (const path of listServerLogs(cluster).slice(0, -10)) rmSync(path, { force: true })
}

/** Ends the server: its clients are disconnected, what they committed is on disk. Waits until it is gone. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  signal(postmaster.pid, 'SIGINT')
  if (await isGoneWithin(postmaster.pid, 60_000)) return
  signal(postmaster.pid, 'SIGQUIT')
  if (await isGoneWithin(postmaster.pid, 10_000)) return
  throw new Error(`PostgreSQL (pid ${postmaster.pid}) does not stop.`)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  while (performance.now() < deadline) {
    if (!isProcessAlive(pid)) return true
    await delay(10)
  }
  return false
}
