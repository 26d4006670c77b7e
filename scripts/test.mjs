// `npm test`: checks, then unit, database, interface and browser tests. The last line is "N passed, N failed".
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { installMissing } from './install.mjs'
import { readJson, requireNode, root } from './sources.mjs'

requireNode()
const tally = { passed: 0, failed: 0 }
const warnings = []
const failures = []
const results = mkdtempSync(join(tmpdir(), 'xinheng-results-'))

try {
  await runEverything()
} catch (error) {
  console.error(error)
  tally.failed += 1
} finally {
  rmSync(results, { recursive: true, force: true })
}
for (const warning of warnings) shout(warning)
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}\n`)
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 ? 0 : 1

async function runEverything() {
  installMissing()
  const { buildServer } = await import('./build-server.mjs')
  const { buildWeb } = await import('./build-web.mjs')
  const { runChecks } = await import('./checks.mjs')
  const shared = sharedData()
  await buildServer()

  heading('Checks')
  const checks = await runChecks()
  add(checks)
  failures.push(...checks.failures.map((name) => `check: ${name}`))
  heading('Server')
  await runTests('server', { env: shared })
  await runOnDebianPostgres(shared)
  heading('Web client')
  await runTests('web', { env: shared })
  heading('Browser')
  buildWeb()
  await runTests('e2e', { env: shared })
}

/** The real book and other data that tests read but the repository does not hold. */
function sharedData() {
  const dir = resolve(process.env.XINHENG_SHARED ?? join(root, '..', 'shared'))
  if (existsSync(dir)) return { XINHENG_SHARED: dir }
  warn(`${dir} is not there: the tests on real data are skipped. Name it with XINHENG_SHARED.`)
  return {}
}

async function runOnDebianPostgres(env) {
  const { findDebianPostgres, startDebianPostgres } = await import('./debian-postgres.mjs')
  const found = findDebianPostgres()
  if (found === undefined) {
    warn(
      'No PostgreSQL server is installed (Debian: postgresql): the database tests ran on the embedded one only.',
    )
    return
  }
  heading(`Database tests on PostgreSQL ${found.version}`)
  const server = await startDebianPostgres(found)
  try {
    await runTests('server', {
      env: { ...env, TEST_DATABASE_URL: server.url },
      options: ['--project', 'database'],
    })
  } finally {
    await server.stop()
  }
}

/** Runs the vitest tests of one part and adds them up; a part that ran no test at all has failed. */
async function runTests(part, { env = {}, options = [] }) {
  const { runNode } = await import('./run.mjs')
  const report = join(results, `${part}-${options.length}.json`)
  const { code } = await runNode(
    'node_modules/vitest/vitest.mjs',
    [
      'run',
      ...['--config', join(part, 'vitest.config.ts')],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...options,
    ],
    { show: true, env },
  )
  if (!existsSync(report)) {
    console.error(`The tests of ${part} gave no report.`)
    tally.failed += 1
    return
  }
  const { numPassedTests: passed, numFailedTests, testResults } = readJson(report)
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = numFailedTests + brokenFiles
  failures.push(...testResults.flatMap((file) => failuresOf(part, file)))
  const silent = failed === 0 && (code !== 0 || passed === 0)
  if (silent) console.error(`The tests of ${part} ended with code ${code} and ${passed} passed tests.`)
  add({ passed, failed: silent ? 1 : failed })
}

/** Each failed test of a file with the first lines of what it said, to be read again at the end of a long output. */
function failuresOf(part, file) {
  if (file.status !== 'failed') return []
  const failed = file.assertionResults.filter((test) => test.status === 'failed')
  const name = `${part}: ${relative(root, file.name)}`
  if (failed.length === 0) return [`${name}\n    ${firstLines(file.message)}`]
  return failed.map(
    (test) => `${name} > ${test.fullName}\n    ${firstLines(test.failureMessages.join('\n'))}`,
  )
}

function firstLines(text) {
  return text.split('\n').slice(0, 12).join('\n    ').slice(0, 1500)
}

function add({ passed, failed }) {
  tally.passed += passed
  tally.failed += failed
}

function heading(text) {
  console.log(`\n== ${text} ==`)
}

function warn(text) {
  warnings.push(text)
  shout(text)
}

function shout(text) {
  console.log(`\n!!!! ${text}\n`)
}
