import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Logger } from '../log.js'
import { prepareBinaries, type Binaries } from './binaries.js'
import { isProcessAlive } from './process-state.js'
import { canReach, chooseUser, type UnprivilegedUser } from './unprivileged-user.js'

/** A directory of PostgreSQL data, and what is needed to run it. */
export interface Cluster {
  /** PostgreSQL's own directory, inside the data directory. Real path. */
  dir: string
  dataDir: string
  binaries: Binaries
  user: UnprivilegedUser | undefined
  passwords: Passwords
}

export interface Passwords {
  /** Of `xinheng_admin`, the superuser that only the launcher uses. */
  admin: string
  /** Of `xinheng`, the owner of the database. */
  owner: string
}

const secretFile = 'xinheng-secret.json'

/** Opens the cluster in `dataDir`, creating it on the first start. Safe when two processes do so at once. */
export async function prepareCluster(dataDir: string, log: Logger, durable: boolean): Promise<Cluster> {
  mkdirSync(dataDir, { recursive: true })
  const home = realpathSync(dataDir)
  const dir = join(home, 'postgres')
  const user = chooseUser(dir)
  const binaries = prepareBinaries(user)
  removeAbandonedDrafts(home)
  if (!existsSync(dir)) await createCluster({ home, dir, user, binaries, log, durable })
  assertReadable(dir)
  const passwords = JSON.parse(readFileSync(join(dir, secretFile), 'utf8')) as Passwords
  return { dir, dataDir: home, binaries, user, passwords }
}

/**
 * What to give PostgreSQL as its data directory. A directory that the unprivileged user cannot walk to (a project in
 * root's home) is named through the working directory, which we enter before giving up root.
 */
export function dataDirArgument(dir: string, user: UnprivilegedUser | undefined): string {
  return user === undefined || canReach(user, dir) ? dir : '/proc/self/cwd'
}

/** Replaces a file of the cluster in one step. Never follows a link that PostgreSQL's user may have left there. */
export function writeClusterFile(
  dir: string,
  user: UnprivilegedUser | undefined,
  name: string,
  text: string,
): void {
  const path = join(dir, name)
  const draft = `${path}.${process.pid}.new`
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants
  rmSync(draft, { force: true })
  const file = openSync(draft, O_CREAT | O_EXCL | O_WRONLY | (O_NOFOLLOW ?? 0), 0o600)
  try {
    writeSync(file, text)
    if (user !== undefined) fchownSync(file, user.uid, user.gid)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}

interface Creation {
  home: string
  dir: string
  user: UnprivilegedUser | undefined
  binaries: Binaries
  log: Logger
  durable: boolean
}

/** initdb into a draft that becomes the cluster by one rename: an interrupted first start leaves nothing behind. */
async function createCluster(creation: Creation): Promise<void> {
  const { home, dir, user, binaries, log, durable } = creation
  const draft = join(home, `postgres.init-${process.pid}`)
  mkdirSync(draft, { mode: 0o700 })
  if (user !== undefined) chownSync(draft, user.uid, user.gid)
  log.info({ dir, runsAs: user?.name }, 'creating the database directory')
  const passwords: Passwords = { admin: newPassword(), owner: newPassword() }
  try {
    await runInitdb(binaries, draft, user, passwords.admin, durable)
    const config = readFileSync(join(draft, 'postgresql.conf'), 'utf8')
    writeClusterFile(draft, user, 'postgresql.conf', `${config}\ninclude_if_exists 'xinheng.conf'\n`)
    writeClusterFile(draft, user, 'pg_hba.conf', 'host all all 127.0.0.1/32 scram-sha-256\n')
    writeClusterFile(draft, user, secretFile, `${JSON.stringify(passwords)}\n`)
    renameSync(draft, dir)
  } catch (error) {
    if (!existsSync(dir)) throw error
    log.info({ dir }, 'another process created the database directory first')
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function runInitdb(
  binaries: Binaries,
  dir: string,
  user: UnprivilegedUser | undefined,
  adminPassword: string,
  durable: boolean,
): Promise<void> {
  const secrets = mkdtempSync(join(tmpdir(), 'xinheng-init-'))
  try {
    if (user !== undefined) chownSync(secrets, user.uid, user.gid)
    writeClusterFile(secrets, user, 'password', `${adminPassword}\n`)
    const options = [
      `--pgdata=${dataDirArgument(dir, user)}`,
      '--username=xinheng_admin',
      `--pwfile=${join(secrets, 'password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=und',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]
    await promisify(execFile)(binaries.initdb, options, {
      cwd: dir,
      env: serverEnvironment(),
      ...identity(user),
    })
  } finally {
    rmSync(secrets, { recursive: true, force: true })
  }
}

/** Who a child process runs as, for `spawn`. */
export function identity(user: UnprivilegedUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid }
}

/** PostgreSQL gets a bare environment: PGDATA, PGPORT and the like of the caller's shell mean another server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const systemRoot = process.env['SystemRoot']
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(systemRoot === undefined ? {} : { SystemRoot: systemRoot }),
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

function removeAbandonedDrafts(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = /^postgres\.init-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && Number(pid) !== process.pid && !isProcessAlive(Number(pid)))
      rmSync(join(home, name), { recursive: true, force: true })
  }
}

function assertReadable(dir: string): void {
  const self = process.getuid?.()
  const owner = statSync(dir).uid
  if (self === undefined || self === 0 || self === owner) return
  throw new Error(
    `${dir} belongs to another user (uid ${owner}). Start Xinheng as that user or as root, ` +
      'or choose another directory with XINHENG_DATA_DIR.',
  )
}
