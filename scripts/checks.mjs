import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from './run.mjs'
import { listFiles, root } from './sources.mjs'

const tool = (file, ...options) => ({ file: `node_modules/${file}`, options })
const own = (file, ...options) => ({ file, options })

const types = (part) => ({ name: `types of ${part}`, ...tool('typescript/bin/tsc', '-p', part, '--noEmit') })

const steps = [
  { name: 'lint', ...tool('eslint/bin/eslint.js', '.', '--max-warnings', '0') },
  types('server'),
  types('web'),
  types('e2e'),
  // A compiler without a single file to read calls that a fault.
  ...(listFiles(join(root, 'bench')).some((file) => file.endsWith('.ts')) ? [types('bench')] : []),
  { name: 'format', ...tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'lockfile', ...own('scripts/checks/lockfile.mjs') },
  { name: 'boundaries', ...own('scripts/checks/boundaries.mjs') },
  { name: 'one table, one store', ...own('scripts/checks/table-owners.mjs') },
  { name: 'dead code', ...tool('knip/bin/knip.js', '--no-progress') },
  { name: 'translations', ...own('web/scripts/check-locales.mjs') },
  { name: 'OpenAPI document', ...own('scripts/openapi.mjs', '--check') },
  {
    name: 'migrations make schema.sql',
    ...tool('vitest/vitest.mjs', 'run', '--config', 'server/vitest.config.ts', 'test/schema.db.test.ts'),
  },
]

/**
 * Runs every check, two at a time, each with its name, its time and, when it fails, what it wrote. Gives how many
 * passed and failed, and the names of those that failed.
 */
export async function runChecks() {
  const tally = { passed: 0, failed: 0, failures: [] }
  const waiting = [...steps]
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const passed = await runStep(step)
      tally[passed ? 'passed' : 'failed'] += 1
      if (!passed) tally.failures.push(step.name)
    }
  }
  await Promise.all([worker(), worker()])
  return tally
}

async function runStep(step) {
  const began = performance.now()
  const { code, output } = existsSync(join(root, step.file))
    ? await runNode(step.file, step.options)
    : { code: 1, output: `${step.file} is missing` }
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '     '))
  return code === 0
}
