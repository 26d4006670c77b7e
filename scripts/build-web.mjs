import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, listFiles, root } from './sources.mjs'

const web = join(root, 'web')
const stamp = join(web, 'dist', '.built-from')

/** Brings `web/dist` up to date with the web client's sources when it is not. Says whether there was anything to do. */
export function buildWeb() {
  const single = ['index.html', 'vite.config.ts', 'package.json']
    .map((name) => join(web, name))
    .filter(existsSync)
  const sources = [...listFiles(join(web, 'src')), ...listFiles(join(web, 'public'))]
  const files = sources.filter((file) => !/\.test\.tsx?$/.test(file))
  const print = fingerprint([...single, ...files], 'vite 1')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return false

  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (run.status !== 0) throw new Error('The web client could not be built.')
  writeFileSync(stamp, print)
  return true
}
