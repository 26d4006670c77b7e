import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const oldestSupported = 15

/** The newest PostgreSQL server that Debian's packages have installed: its version and programs. Nothing if none. */
export function findDebianPostgres(home = '/usr/lib/postgresql') {
  if (!existsSync(home)) return undefined
  return readdirSync(home)
    .map((name) => ({ version: Number(name), bin: join(home, name, 'bin') }))
    .filter(({ version, bin }) => version >= oldestSupported && existsSync(join(bin, 'postgres')))
    .filter(({ bin }) => existsSync(join(bin, 'initdb')))
    .sort((a, b) => b.version - a.version)[0]
}

/** Starts it on a new cluster in a temporary directory, as an unprivileged user, on a free port of the loopback. */
export async function startDebianPostgres({ bin }) {
  const home = mkdtempSync(join(tmpdir(), 'xinheng-debian-'))
  const identity = process.getuid() === 0 ? unprivileged() : {}
  const give = (path) => identity.uid !== undefined && chownSync(path, identity.uid, identity.gid)
  give(home)
  const password = randomBytes(12).toString('hex')
  writeFileSync(join(home, 'password'), password, { mode: 0o600 })
  give(join(home, 'password'))
  const data = join(home, 'data')
  const settings = { cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, ...identity }
  const initdb = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${home}/password`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-N',
    ],
    settings,
  )
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr}`)

  const port = await freePort()
  const options = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
  }
  const log = openSync(join(home, 'log'), 'w')
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
    ...settings,
    stdio: ['ignore', log, log],
  })
  process.once('exit', () => server.kill('SIGINT'))
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const administrator = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  await waitFor(administrator, server, join(home, 'log'))
  await addUser(administrator, password)
  const url = administrator.replace('//postgres:', '//xinheng:')
  return {
    url,
    async stop() {
      server.kill('SIGINT')
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function unprivileged() {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = ['postgres', 'nobody']
    .map((name) => accounts.find(([found]) => found === name))
    .find(Boolean)
  return { uid: Number(account?.[2] ?? 65534), gid: Number(account?.[3] ?? 65534) }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** The user of the tests, with the rights that an installation asks for: row-level security does not bind superusers. */
async function addUser(administrator, password) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: administrator })
  await client.connect()
  await client.query(`CREATE ROLE xinheng LOGIN CREATEDB CREATEROLE PASSWORD '${password}'`)
  await client.end()
}

async function waitFor(url, server, log) {
  const { default: pg } = await import('pg')
  for (let tries = 0; tries < 300; tries += 1) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      if (server.exitCode !== null) break
      await delay(100)
    }
  }
  throw new Error(`PostgreSQL does not start: ${readFileSync(log, 'utf8')}`)
}
