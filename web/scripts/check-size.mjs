/**
 * Proves that the first load stays small: the entry chunk with everything it imports statically, its styles, and the
 * words and sign-in page a first visit needs, gzipped. Needs `npm run build -w web` before. Exit code 1 over budget.
 */
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const budgetKb = 350
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'))

const first = [
  'index.html',
  ...Object.keys(manifest).filter((key) =>
    /sign-in-page|zh-CN\/(common|shell|identity)|zh_CN|zh-cn\.js$/.test(key),
  ),
]
const seen = new Set()
const files = new Set()
function visit(key) {
  if (seen.has(key)) return
  seen.add(key)
  const chunk = manifest[key]
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const next of chunk.imports ?? []) visit(next)
}
first.forEach(visit)

let total = 0
for (const file of files) {
  const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
  total += size
  process.stdout.write(
    `${(size / 1024).toFixed(1).padStart(8)} kB  ${file} (${statSync(join(dist, file)).size} B raw)\n`,
  )
}
const kb = total / 1024
process.stdout.write(`${kb.toFixed(1).padStart(8)} kB  first load, gzipped; budget ${budgetKb} kB\n`)
process.exit(kb <= budgetKb ? 0 : 1)
