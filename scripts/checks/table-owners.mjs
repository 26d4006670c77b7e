// One table is written by one store: whoever looks for what changes a table has one file to read.
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { listFiles, root } from '../sources.mjs'

const writes =
  /\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|COPY)\s+(?:ONLY\s+)?([a-z_][a-z0-9_]*)/gi
const tables = new Set()
for (const file of listFiles(join(root, 'server', 'migrations')))
  for (const [, name] of readFileSync(file, 'utf8').matchAll(
    /CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([a-z_]\w*)/gi,
  ))
    tables.add(name.toLowerCase())

const writers = new Map()
const sources = listFiles(join(root, 'server', 'src', 'modules')).filter((file) =>
  /(?<!\.test)\.ts$/.test(file),
)
for (const file of sources) {
  const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  for (const [, name] of code.matchAll(writes)) {
    const table = name.toLowerCase()
    if (tables.has(table)) writers.set(table, (writers.get(table) ?? new Set()).add(relative(root, file)))
  }
}

const faults = [...writers].filter(([, files]) => files.size > 1)
for (const [table, files] of faults) console.error(`${table} is written by ${[...files].join(' and ')}`)
if (tables.size === 0 || writers.size === 0)
  console.error('no table or no writer was found: the check is blind')
console.log(`${tables.size} tables, ${writers.size} of them written by a store`)
process.exitCode = faults.length === 0 && tables.size > 0 && writers.size > 0 ? 0 : 1
