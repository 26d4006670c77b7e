// `npm run check`: everything that can be known about the code without running its tests.
import { installMissing } from './install.mjs'
import { requireNode } from './sources.mjs'

requireNode()
installMissing()
const { runChecks } = await import('./checks.mjs')
const { passed, failed } = await runChecks()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
