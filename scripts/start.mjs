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
if (process.env.npm_lifecycle_event === 'start') stopWithParent()
const program = new URL('../server/bin/xinheng.mjs', import.meta.url)
process.argv = [process.execPath, fileURLToPath(program), 'serve', ...process.argv.slice(2)]
await import(program.href)

/**
 * A signal sent to `npm start` ends npm and the shell between us, which does not pass it on: without this the server
 * would stay behind. Ctrl-C reaches us by itself, and a second signal would cut the stop short.
 */
function stopWithParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 200).unref()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => clearInterval(watch))
}
