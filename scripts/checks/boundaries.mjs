// The dependency rules of .dependency-cruiser.cjs, and proof that they were applied to something: a cruise that cannot
// read TypeScript finds no modules and no violations.
import { runNode } from '../run.mjs'

const cruise = await runNode('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'json',
  'server/src',
  'web/src',
])
let result
try {
  result = JSON.parse(cruise.stdout)
} catch {
  console.error(cruise.output)
  process.exit(1)
}
const own = result.modules.filter((module) => /^(server|web)\/src\/.*\.tsx?$/.test(module.source))
const edges = own.reduce((sum, module) => sum + module.dependencies.length, 0)
const faults = result.summary.violations.map(
  ({ rule, from, to, cycle }) =>
    `${rule.name}: ${from} -> ${cycle ? cycle.map((step) => step.name ?? step).join(' -> ') : to}`,
)
for (const side of ['server', 'web'])
  if (!own.some((module) => module.source.startsWith(`${side}/src/`)))
    faults.push(`no file of ${side}/src was read`)
if (edges < own.length / 2)
  faults.push(`only ${edges} imports found in ${own.length} files: imports are not understood`)
for (const fault of faults) console.error(fault)
console.log(`${own.length} files, ${edges} imports`)
process.exitCode = faults.length === 0 ? 0 : 1
