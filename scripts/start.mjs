// `npm start`: from a bare clone to a running server. Plain Node.js, because nothing may be installed yet.
// The server then runs in this very process, so that signals reach it without a middleman.
import { fileURLToPath } from 'node:url'
import { buildServer } from './build-server.mjs'
import { buildWeb } from './build-web.mjs'
import { installMissing } from './install.mjs'
import { requireNode } from './sources.mjs'

requireNode()
try {
  installMissing()
  if (await buildServer()) console.log('The server is built.')
  if (buildWeb()) console.log('The web client is built.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
const program = new URL('../server/bin/xinheng.mjs', import.meta.url)
process.argv = [process.execPath, fileURLToPath(program), 'serve', ...process.argv.slice(2)]
await import(program.href)
