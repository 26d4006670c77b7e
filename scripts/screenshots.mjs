// `npm run screenshots`: draws the main pages into docs/screenshots.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildServer } from './build-server.mjs'
import { buildWeb } from './build-web.mjs'
import { installMissing } from './install.mjs'
import { requireNode, root } from './sources.mjs'

requireNode()
installMissing()
await buildServer()
buildWeb()
const { build } = await import('esbuild')
// Beside its source, so that addresses relative to a module stay right.
const outfile = join(root, 'e2e', `.screenshots-${process.pid}.mjs`)
await build({
  entryPoints: [join(root, 'e2e', 'screenshots.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
})
try {
  await import(outfile)
} finally {
  rmSync(outfile, { force: true })
}
