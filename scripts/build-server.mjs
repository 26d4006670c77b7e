import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fingerprint, listFiles, root } from './sources.mjs'

const source = join(root, 'server', 'src')
const target = join(root, 'server', 'dist')
const stamp = join(target, '.built-from')

/**
 * Brings `server/dist` up to date with `server/src` when it is not: types are stripped file by file (checking them is
 * `npm run check`), other files are copied. Only what changed is written, each file in one step, so that a server that
 * runs from there is not disturbed. Says whether there was anything to do.
 */
export async function buildServer() {
  const files = listFiles(source).filter((file) => !/\.test\.ts$/.test(file))
  const print = fingerprint(files, 'esbuild 1', process.versions.node)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return false

  const { build, stop } = await import('esbuild')
  const result = await build({
    entryPoints: files.filter((file) => file.endsWith('.ts')),
    outdir: target,
    outbase: source,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  })
  // Its helper process would live as long as the server that starts after this.
  await stop()
  const outputs = new Map(result.outputFiles.map((file) => [file.path, Buffer.from(file.contents)]))
  for (const file of files.filter((name) => !name.endsWith('.ts')))
    outputs.set(join(target, relative(source, file)), readFileSync(file))

  for (const [path, contents] of outputs) writeWhenChanged(path, contents)
  for (const file of listFiles(target))
    if (!outputs.has(file) && file !== stamp) rmSync(file, { force: true })
  writeWhenChanged(stamp, Buffer.from(print))
  return true
}

function writeWhenChanged(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.new`
  writeFileSync(draft, contents)
  renameSync(draft, path)
}
