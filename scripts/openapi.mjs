// Writes what the server says about its interface to api/openapi.json, and the web client's types made from it.
// With --check nothing is written; a difference is a fault.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from './run.mjs'
import { root } from './sources.mjs'

const check = process.argv.includes('--check')
const faults = []

const printed = await runNode('server/bin/xinheng.mjs', ['openapi'], { env: { XINHENG_LOG_LEVEL: 'silent' } })
if (printed.code !== 0) fail(`xinheng openapi failed:\n${printed.output}`)
const document = `${JSON.stringify(JSON.parse(printed.stdout), null, 2)}\n`
keep('api/openapi.json', document)
keep('web/src/api/schema.ts', await clientTypes(document))
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

async function clientTypes(text) {
  const dir = mkdtempSync(join(tmpdir(), 'xinheng-openapi-'))
  try {
    writeFileSync(join(dir, 'openapi.json'), text)
    const made = await runNode('node_modules/openapi-typescript/bin/cli.js', [
      join(dir, 'openapi.json'),
      '--output',
      join(dir, 'schema.ts'),
    ])
    if (made.code !== 0) fail(made.output)
    return readFileSync(join(dir, 'schema.ts'), 'utf8')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function keep(path, contents) {
  const file = join(root, path)
  const upToDate = existsSync(file) && readFileSync(file, 'utf8') === contents
  if (upToDate) console.log(`${path} is up to date`)
  else if (check) faults.push(`${path} is not what the server says: run "npm run openapi"`)
  else {
    writeFileSync(file, contents)
    console.log(`${path} written`)
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
