import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const executable = fileURLToPath(new URL('../server/bin/xinheng.mjs', import.meta.url))

/** The whole program as a user runs it: `xinheng serve` in a process of its own, on the embedded database. */
export interface Program {
  url: string
  dataDir: string
  child: ChildProcess
  /** Everything it has written so far. */
  output(): string
  /** Runs another command of the command line on the same data directory. */
  command(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>
  /** The way an operator stops it. Gives the exit code. */
  stop(): Promise<number | null>
  /** The way a power cut stops it: the server, then PostgreSQL. */
  kill(): Promise<void>
}

export interface ProgramOptions {
  dataDir: string
  env?: Readonly<Record<string, string>>
  /** How long the first start may take, demo book included. */
  timeoutMs?: number
}

/** A fresh directory for a program's data, and how to delete it. */
export function temporaryDataDir(): { dataDir: string; remove(): void } {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinheng-e2e-'))
  return {
    dataDir,
    remove() {
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Starts the program and waits until it is ready. Throws with its output when it ends or takes too long. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { program, ready } = await launchProgram(options)
  await ready
  return program
}

/** Starts the program without waiting; `ready` fails with its output when it ends or takes too long. */
export async function launchProgram(
  options: ProgramOptions,
): Promise<{ program: Program; ready: Promise<void> }> {
  const port = await freePort()
  const env = environment(options, port)
  const child = spawn(process.execPath, [executable, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const written: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk))
  const program: Program = {
    url: `http://127.0.0.1:${port}`,
    dataDir: options.dataDir,
    child,
    output: () => Buffer.concat(written).toString('utf8'),
    command: (...args) => runCommand(args, env),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill('SIGTERM')
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      killPostgres(options.dataDir)
      await ended
    },
  }
  return { program, ready: becomesReady(program, options.timeoutMs ?? 240_000) }
}

async function becomesReady(program: Program, timeoutMs: number): Promise<void> {
  try {
    await waitUntilReady(program.url, program.child, timeoutMs)
  } catch (error) {
    program.child.kill('SIGKILL')
    throw new Error(`The program is not ready. It wrote:\n${program.output()}`, { cause: error })
  }
}

/** Kills the PostgreSQL of a data directory at once. */
export function killPostgres(dataDir: string): void {
  const pidFile = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL')
}

function environment(options: ProgramOptions, port: number): NodeJS.ProcessEnv {
  const { DATABASE_URL: _unwanted, ...inherited } = process.env
  return {
    ...inherited,
    PORT: String(port),
    XINHENG_DATA_DIR: options.dataDir,
    XINHENG_LOG_LEVEL: 'warn',
    XINHENG_PUBLIC_URL: `http://127.0.0.1:${port}`,
    NODE_ENV: 'test',
    ...options.env,
  }
}

async function waitUntilReady(url: string, child: ChildProcess, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended')
    if (await isReady(url)) return
    await delay(50)
  }
  throw new Error(`it took more than ${timeoutMs} ms`)
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })
    return response.ok
  } catch {
    return false
  }
}

function runCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [executable, ...args],
      { env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
        resolve({ code, stdout, stderr })
      },
    )
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  })
}
