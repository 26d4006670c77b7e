import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import pg from 'pg'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../log.js'
import { attachEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js'
import { isProcessAlive } from './process-state.js'

const log = createLogger({ level: 'silent' })

const serverProgram = join(
  import.meta.dirname,
  '../../../../node_modules/.cache/xinheng-test/embedded-server.mjs',
)

let dataDir: string
let opened: EmbeddedPostgres[]
let children: ChildProcess[]

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, '../../../test/embedded-server-process.ts')],
    outfile: serverProgram,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
})

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'xinheng-launcher-'))
  opened = []
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const postgres of opened) await postgres.stop()
  await stopLeftOver()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  opened.push(postgres)
  return postgres
}

async function attach(): Promise<EmbeddedPostgres> {
  const postgres = await attachEmbeddedPostgres({ dataDir, log })
  opened.push(postgres)
  return postgres
}

async function query<Row extends pg.QueryResultRow>(
  postgres: EmbeddedPostgres,
  text: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postgres.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

function postmasterPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

function postmasterRuns(): boolean {
  try {
    return isProcessAlive(postmasterPid())
  } catch {
    return false
  }
}

async function stopLeftOver(): Promise<void> {
  if (!postmasterRuns()) return
  const pid = postmasterPid()
  process.kill(pid, 'SIGINT')
  await until(() => !isProcessAlive(pid))
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it did not happen within 20 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A server in a process of its own, which a test may kill. */
async function startElsewhere(): Promise<ChildProcess> {
  const child = fork(serverProgram, [dataDir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.push(child)
  const [message] = (await once(child, 'message')) as [string]
  expect(message).toBe('running')
  return child
}

describe('the embedded PostgreSQL', () => {
  it('serves an ICU, UTF-8 database with durable commits to a role that is no superuser', async () => {
    const postgres = await start()
    const [facts] = await query<Record<string, string>>(
      postgres,
      `select current_user as name, current_setting('is_superuser') as superuser, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as address,
              (select datlocprovider::text from pg_database where datname = current_database()) as provider,
              current_setting('server_encoding') as encoding`,
    )
    expect(facts).toEqual({
      name: 'xinheng',
      superuser: 'off',
      fsync: 'on',
      commit: 'on',
      address: '127.0.0.1',
      provider: 'i',
      encoding: 'UTF8',
    })
  })

  it('lets in nobody without the password', async () => {
    const postgres = await start()
    const url = new URL(postgres.url)
    url.password = 'guess'
    await expect(query({ ...postgres, url: url.href }, 'select 1')).rejects.toThrow(
      'password authentication failed',
    )
    expect(statSync(join(dataDir, 'postgres', 'xinheng-secret.json')).mode & 0o077).toBe(0)
  })

  it('keeps what was committed over a stop, on the same port, and stops completely', async () => {
    const first = await start()
    await query(first, 'create table note as select 1 as n')
    await first.stop()
    expect(postmasterRuns()).toBe(false)
    const second = await start()
    expect(second.url).toBe(first.url)
    expect(await query(second, 'select n from note')).toEqual([{ n: 1 }])
  })

  it('takes over the PostgreSQL that a killed server left behind', async () => {
    const server = await startElsewhere()
    const pid = postmasterPid()
    server.kill('SIGKILL')
    await once(server, 'exit')
    expect(isProcessAlive(pid)).toBe(true)
    const postgres = await start()
    expect(postmasterPid()).toBe(pid)
    await postgres.stop()
    expect(isProcessAlive(pid)).toBe(false)
  })

  it('recovers when everything was killed', async () => {
    const server = await startElsewhere()
    const beside = await attach()
    await query(beside, 'create table note as select 1 as n')
    const pid = postmasterPid()
    server.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    await beside.stop()
    await until(() => !isProcessAlive(pid))
    const postgres = await start()
    expect(postmasterPid()).not.toBe(pid)
    expect(await query(postgres, 'select n from note')).toEqual([{ n: 1 }])
  })

  it('brings PostgreSQL back under the same address when it alone was killed', async () => {
    const postgres = await start()
    const pid = postmasterPid()
    process.kill(pid, 'SIGKILL')
    await until(() =>
      query(postgres, 'select 1').then(
        () => postmasterPid() !== pid,
        () => false,
      ),
    )
    await postgres.stop()
    expect(postmasterRuns()).toBe(false)
  })

  it('refuses a second server on the directory and names the process of the first', async () => {
    const server = await startElsewhere()
    await expect(start()).rejects.toThrow(
      `Another Xinheng server (pid ${server.pid}) is already running on ${dataDir}.`,
    )
    await expect(query(await attach(), 'select 1 as n')).resolves.toEqual([{ n: 1 }])
  })

  it('lets one of two servers in that start at once', async () => {
    const results = await Promise.allSettled([start(), start()])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('serves a command beside a running server, which goes on afterwards', async () => {
    const server = await start()
    const command = await attach()
    expect(command.url).toBe(server.url)
    await command.stop()
    expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('runs for a command alone and stops after it', async () => {
    const command = await attach()
    expect(await query(command, 'select 1 as n')).toEqual([{ n: 1 }])
    await command.stop()
    expect(postmasterRuns()).toBe(false)
  })

  it('runs on until the last of its users is done', async () => {
    const command = await attach()
    const server = await start()
    await command.stop()
    expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }])
    const another = await attach()
    await server.stop()
    expect(await query(another, 'select 1 as n')).toEqual([{ n: 1 }])
    await another.stop()
    expect(postmasterRuns()).toBe(false)
  })

  it('is not misled by a process id that now belongs to another program', async () => {
    const first = await start()
    await first.stop()
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n/x\n1\n5432\n`)
    const second = await start()
    expect(await query(second, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('keeps the ten newest files of its log', async () => {
    const first = await start()
    await first.stop()
    const logs = join(dataDir, 'postgres', 'log')
    for (let day = 10; day < 30; day += 1)
      writeFileSync(join(logs, `postgres-202001${day}-000000.log`), 'old')
    await start()
    const kept = readdirSync(logs).toSorted()
    expect(kept).toHaveLength(10)
    expect(kept.filter((name) => name.startsWith('postgres-2020')).at(-1)).toBe(
      'postgres-20200129-000000.log',
    )
  })

  it('says why when PostgreSQL cannot start', async () => {
    const first = await start()
    await first.stop()
    const config = join(dataDir, 'postgres', 'postgresql.conf')
    writeFileSync(config, `${readFileSync(config, 'utf8')}\nno_such_setting = 1\n`)
    await expect(start()).rejects.toThrow(/could not be started in .*no_such_setting/s)
  })

  it.runIf(process.getuid?.() === 0)(
    'runs as an unprivileged user, also below a directory closed to others',
    async () => {
      chmodSync(dataDir, 0o700)
      await start()
      expect(statSync(`/proc/${postmasterPid()}`).uid).not.toBe(0)
      expect(statSync(join(dataDir, 'postgres')).uid).toBe(statSync(`/proc/${postmasterPid()}`).uid)
    },
  )
})
