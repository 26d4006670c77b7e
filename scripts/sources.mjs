import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's directory, absolute. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** All files below `dir`, absolute, sorted; nothing when it does not exist. */
export function listFiles(dir) {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Changes whenever one of the files is edited, added or removed. Reads sizes and times, not contents. */
export function fingerprint(files, ...extras) {
  const hash = createHash('sha256')
  for (const extra of extras) hash.update(`${extra}\n`)
  for (const file of files) {
    const { mtimeMs, size } = statSync(file)
    hash.update(`${relative(root, file)} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex')
}

export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Ends the program with a clear message when Node.js is too old to run it. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Xinheng needs Node.js 20.19 or later; this is ${process.versions.node}.`)
  process.exit(1)
}
