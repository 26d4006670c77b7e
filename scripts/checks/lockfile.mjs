// Proves that `npm ci` accepts the lockfile on a bare clone: npm writes one without the packages of other platforms
// when the registry did not have them at that moment, and only `npm ci` elsewhere notices.
import { run } from '../run.mjs'

const { code, output } = await run('npm', [
  'ci',
  '--dry-run',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--offline',
])
if (code !== 0) console.error(output)
process.exitCode = code === 0 ? 0 : 1
