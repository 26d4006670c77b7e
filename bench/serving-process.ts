import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchInstallation } from './installation.js'

/** The program as it is run for real, serving HTTP on the installation's database. */
export interface ServingProcess {
  readonly address: string
  readonly pid: number
  stop(): Promise<void>
}

const READY_WITHIN_MS = 60_000

/** Starts `xinheng serve` (no jobs) as another process and waits until it is ready. */
export async function startServing(installation: BenchInstallation): Promise<ServingProcess> {
  const port = await freePort()
  const log = openSync(join(installation.dir, `server-${port}.log`), 'w')
  const profile = process.env['BENCH_CPU_PROF_DIR']
  const node = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const child = spawn(process.execPath, [...node, join('server', 'bin', 'xinheng.mjs'), 'serve'], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      DATABASE_URL: installation.databaseUrl,
      XINHENG_DATA_DIR: installation.dir,
      XINHENG_ROLE: 'serve',
      XINHENG_DEMO: 'off',
      PORT: String(port),
    },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = `http://127.0.0.1:${port}`
  const giveUpAt = performance.now() + READY_WITHIN_MS
  while (!(await isReady(address))) {
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error(`the server did not start; see ${installation.dir}`)
    await delay(100)
  }
  return {
    address,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function isReady(address: string): Promise<boolean> {
  return fetch(`${address}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0))
    })
  })
}
