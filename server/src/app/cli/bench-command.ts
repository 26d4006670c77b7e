import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { CommandFailed, UsageError } from './command-error.js'

const repository = new URL('../../../../', import.meta.url)
const runner = fileURLToPath(new URL('scripts/bench.mjs', repository))
const programs = fileURLToPath(new URL('bench/', repository))
const ending = '.bench.ts'

function listBenchmarks(): string[] {
  if (!existsSync(runner) || !existsSync(programs)) return []
  return readdirSync(programs)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort()
}

/** The same as `npm run bench`: every benchmark brings a PostgreSQL of its own and takes it away again. */
export function benchCommand(): Command {
  const known = listBenchmarks()
  return new Command('bench')
    .description(
      'run benchmarks, each against a reference measured in the same run; all of them without a name',
    )
    .argument('[name...]', `which: ${known.join(', ') || 'none here, they come with the repository'}`)
    .allowUnknownOption()
    .addHelpText(
      'after',
      '\nOptions of a benchmark follow the names, for example: xinheng bench checks --seconds 10',
    )
    .action(async (words: string[]) => {
      if (known.length === 0)
        throw new CommandFailed('The benchmarks come with the repository and are not here.')
      const names = words.slice(0, words.findIndex((word) => word.startsWith('-')) >>> 0)
      const unknown = names.find((name) => !known.includes(name))
      if (unknown !== undefined)
        throw new UsageError(`There is no benchmark ${unknown}; there are ${known.join(', ')}.`)
      const child = spawn(process.execPath, [runner, ...words], { stdio: 'inherit' })
      const [code] = (await once(child, 'exit')) as [number | null]
      if (code !== 0) throw new CommandFailed('A benchmark failed; see above.')
    })
}
